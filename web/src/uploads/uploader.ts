import type { Who } from '../identity/use-who.ts';

/** Who sends: a person in one of their accounts. */
let uploader: string | undefined;

export function readUploader(): string | undefined {
  return uploader;
}

export function becomeUploader(owner: string | undefined): void {
  uploader = owner;
}

/** The account of an owner, as requests name the one that they are meant for. */
export function meanTenantOf(owner: string): { readonly 'x-efir-tenant': string } {
  return { 'x-efir-tenant': owner.slice(owner.indexOf(':') + 1) };
}

/** What is kept here bears this name of whose it is, and in which account. */
export function nameOwner({ tenant, user }: Who): string {
  return `${user.id}:${tenant.id}`;
}
