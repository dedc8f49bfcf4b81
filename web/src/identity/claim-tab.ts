const name = 'efir-person';

/**
 * What a tab keeps of things that were not saved belongs to one person: whoever signs in after somebody else finds nothing
 * of theirs. Nobody: it is emptied.
 */
export function claimTab(person: string | undefined): void {
  try {
    const before = sessionStorage.getItem(name);
    if (person !== undefined && before === person) return;
    if (before !== null) sessionStorage.clear();
    if (person !== undefined) sessionStorage.setItem(name, person);
  } catch {
    // A browser that keeps nothing has nothing of anybody.
  }
}
