import type { Who } from '../identity/use-who.ts';

/** Who sends: a person in one of their accounts. */
let uploader: string | undefined;

export function readUploader(): string | undefined {
  return uploader;
}

export function becomeUploader(owner: string | undefined): void {
  uploader = owner;
}

/** What is kept here bears this name of whose it is, and in which account. */
export function nameOwner({ tenant, user }: Who): string {
  return `${user.id}:${tenant.id}`;
}
