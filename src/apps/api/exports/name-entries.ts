import { cleanFileName } from '../../upload/file-name.ts';

/** Bytes of a name: file systems take 255, and a number may follow. */
const longest = 200;
/** What Windows keeps for itself, whatever the ending. */
const reserved = /^(?:con|prn|aux|nul|com\d|lpt\d)$/i;

/**
 * Gives each file of an archive a name of its own that every system can unpack in one folder, whatever it was called:
 * `talk.txt`, `talk (2).txt`. Names that differ by case alone are the same on some systems.
 */
export function createEntryNames(): (name: string) => string {
  const taken = new Set<string>();
  const take = (name: string) => {
    const key = name.normalize('NFC').toLowerCase();
    if (taken.has(key)) return false;
    taken.add(key);
    return true;
  };
  return (name) => {
    const { base, ending } = divide(name);
    for (let number = 1; ; number += 1) {
      const tried = number === 1 ? `${base}${ending}` : `${base} (${number})${ending}`;
      if (take(tried)) return tried;
    }
  };
}

function divide(name: string): { base: string; ending: string } {
  const ending = /\.\w{1,8}$/.exec(name)?.[0] ?? '';
  const clean = cleanFileName(name.slice(0, name.length - ending.length))
    .replace(/[<>:"|?*\p{Cf}\u2028\u2029]/gu, '_')
    .normalize('NFC');
  const base = shorten(clean).replace(/^[.\s-]+|[.\s]+$/g, '') || 'recording';
  return { base: reserved.test(base.split('.')[0] ?? '') ? `_${base}` : base, ending };
}

/** Whole characters, as many as there is room for. */
function shorten(text: string): string {
  let bytes = 0;
  let kept = '';
  for (const sign of text) {
    bytes += Buffer.byteLength(sign);
    if (bytes > longest) return kept;
    kept += sign;
  }
  return kept;
}
