/** A key as it is pressed: what it says and where it lies. */
export type Pressed = Pick<KeyboardEvent, 'key' | 'code' | 'shiftKey' | 'ctrlKey' | 'metaKey' | 'altKey'>;

/** Where signs lie that other layouts write elsewhere. */
const places: Readonly<Record<string, string>> = {
  '/': 'Slash',
  '?': 'Shift+Slash',
  '<': 'Shift+Comma',
  '>': 'Shift+Period',
  ',': 'Comma',
  '.': 'Period',
  '#': 'Shift+Digit3',
};

/**
 * Whether a key is the stroke that is meant: `g`, `?`, `Shift+ArrowLeft`, `Mod+k` (Ctrl, on a Mac Command). Signs go by
 * what the layout writes; where that is none of the keyboard's Latin ones, as in Russian, by where the key lies.
 */
export function isStroke(pressed: Pressed, stroke: string): boolean {
  const sign = stroke.split('+').at(-1) ?? '';
  const wanted = new Set(stroke.split('+').slice(0, -1));
  if (pressed.altKey || wanted.has('Mod') !== (pressed.ctrlKey || pressed.metaKey)) return false;
  if (sign.length > 1) return pressed.code === sign && pressed.shiftKey === wanted.has('Shift');
  if (/[a-z]/.test(sign)) return findLetter(pressed) === sign && pressed.shiftKey === wanted.has('Shift');
  if (pressed.key === sign) return true;
  const place = places[sign];
  return place !== undefined && writePlace(pressed) === place;
}

/** The Latin letter of a key, in any layout. */
function findLetter({ code, key }: Pressed): string | undefined {
  if (/^[a-z]$/i.test(key)) return key.toLowerCase();
  return /^Key[A-Z]$/.test(code) ? code.slice(3).toLowerCase() : undefined;
}

function writePlace({ code, shiftKey }: Pressed): string {
  return shiftKey ? `Shift+${code}` : code;
}

/** What stands on the keys of a stroke, for people to read. */
export function nameStroke(stroke: string, mac: boolean): string[] {
  return stroke.split('+').map((part) => {
    if (part === 'Mod') return mac ? '⌘' : 'Ctrl';
    return names[part] ?? (/^[a-z]$/.test(part) ? part.toUpperCase() : part);
  });
}

const names: Readonly<Record<string, string>> = {
  ArrowLeft: '←',
  ArrowRight: '→',
  ArrowUp: '↑',
  ArrowDown: '↓',
  Escape: 'Esc',
};
