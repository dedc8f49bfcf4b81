/** Hands bytes to the browser's downloads. */
export function saveFile(name: string, bytes: Blob): void {
  const link = document.createElement('a');
  link.href = URL.createObjectURL(bytes);
  link.download = name;
  link.click();
  // Browsers begin to read a moment later.
  setTimeout(() => URL.revokeObjectURL(link.href), 60_000);
}
