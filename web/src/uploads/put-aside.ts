/**
 * Files of whoever went to another account: what the browser itself has not kept, or not yet, is there when they are back
 * at this page.
 */
const aside = new Map<string, File>();

export function putAside(key: string, file: File): void {
  aside.set(key, file);
}

export function isAside(key: string): boolean {
  return aside.has(key);
}

export function takeBack(key: string): File | undefined {
  const file = aside.get(key);
  aside.delete(key);
  return file;
}

export function forgetAside(): void {
  aside.clear();
}
