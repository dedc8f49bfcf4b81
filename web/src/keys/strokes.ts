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

/** Of a key: what the layout writes, or where it lies. */
export type By = 'sign' | 'place';

/**
 * Whether a key is the stroke that is meant: `g`, `?`, `Shift+ArrowLeft`, `Mod+k` (Ctrl, on a Mac Command). By its sign it
 * is what the layout writes; by its place what an English one would: asked for where no stroke has its sign, as in Russian.
 */
export function isStroke(pressed: Pressed, stroke: string, by: By): boolean {
  const sign = stroke.split('+').at(-1) ?? '';
  const wanted = new Set(stroke.split('+').slice(0, -1));
  if (pressed.altKey || wanted.has('Mod') !== (pressed.ctrlKey || pressed.metaKey)) return false;
  const isShifted = pressed.shiftKey === wanted.has('Shift');
  if (sign.length > 1) return pressed.code === sign && isShifted;
  if (/[a-z]/.test(sign)) return findLetter(pressed, by) === sign && isShifted;
  return by === 'sign' ? pressed.key === sign : writePlace(pressed) === places[sign];
}

/** The Latin letter of a key; by its place only where the layout writes another alphabet. */
function findLetter({ code, key }: Pressed, by: By): string | undefined {
  const isLatin = /^[a-z]$/i.test(key);
  if (by === 'sign') return isLatin ? key.toLowerCase() : undefined;
  return !isLatin && /^Key[A-Z]$/.test(code) ? code.slice(3).toLowerCase() : undefined;
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
