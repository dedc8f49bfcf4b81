/** Who sends: a person in one of their accounts. */
let uploader: string | undefined;

export function readUploader(): string | undefined {
  return uploader;
}

export function becomeUploader(owner: string | undefined): void {
  uploader = owner;
}
