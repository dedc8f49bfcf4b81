const name = 'efir-single-keys';

/** Whether keys without Ctrl do anything: whoever dictates, or writes with shaking hands, switches them off here. */
export function areSinglesOn(): boolean {
  try {
    return localStorage.getItem(name) !== 'off';
  } catch {
    return true;
  }
}

export function switchSingles(on: boolean): void {
  try {
    if (on) localStorage.removeItem(name);
    else localStorage.setItem(name, 'off');
  } catch {
    // A browser that keeps nothing: they stay on.
  }
}
