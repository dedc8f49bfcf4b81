/** Hands a text to the browser as a file. */
export function saveText(name: string, text: string): void {
  const address = URL.createObjectURL(new Blob([text], { type: 'text/plain' }));
  const link = document.createElement('a');
  link.href = address;
  link.download = name;
  link.click();
  // Not in the same breath: the browser has to open it first.
  setTimeout(() => URL.revokeObjectURL(address), 10_000);
}
