/** Recordings that somebody opened at this browser, the last first. Only their ids are kept, which are no secret. */
export function readRecent(owner: string): string[] {
  try {
    const kept: unknown = JSON.parse(localStorage.getItem(nameOf(owner)) ?? '[]');
    return Array.isArray(kept) ? kept.filter((id) => typeof id === 'string').slice(0, most) : [];
  } catch {
    return [];
  }
}

export function noteRecent(owner: string, id: string): void {
  try {
    const others = readRecent(owner).filter((one) => one !== id);
    localStorage.setItem(nameOf(owner), JSON.stringify([id, ...others].slice(0, most)));
  } catch {
    // A browser that keeps nothing.
  }
}

const most = 6;
const nameOf = (owner: string) => `efir-recent:${owner}`;
