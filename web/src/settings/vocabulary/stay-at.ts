/** Leads back to the first field of a form for the next entry; whoever went on elsewhere meanwhile is left there. */
export function stayAt(field: HTMLInputElement | null): void {
  const { activeElement, body } = document;
  if (activeElement === body || field?.form?.contains(activeElement)) field?.focus();
}
