import { areSinglesOn } from './single-keys.ts';
import { type By, isStroke, type Pressed } from './strokes.ts';

/** One thing that a key does. */
export interface KeyBinding {
  /** Strokes one behind the other: `g r`, `Shift+ArrowLeft`, `Mod+k`; see `isStroke`. */
  readonly keys: string;
  /** Id of the text that says what it does; absent for another way to what is named already. */
  readonly label?: string;
  /** Values for that text. */
  readonly args?: Readonly<Record<string, string>>;
  readonly act: () => void;
  /** Also while somebody writes: only for strokes with `Mod`. */
  readonly always?: boolean;
}

/** Keys that work at the same places: everywhere, or on a page. */
export interface KeyGroup {
  /** Id of the text that says where. */
  readonly title: string;
  readonly bindings: readonly KeyBinding[];
}

/** Milliseconds within which the second stroke follows the first. */
const patience = 1_500;

/** Of keys that work on every page. */
export const everywhere = 'web-keys-everywhere';

let groups: readonly KeyGroup[] = [];
let begun: { readonly strokes: string; readonly at: number } | undefined;

/**
 * The keys that do something at this moment: what handles them and what tells of them. Of two that are the same that of
 * the page does it, else that which came later; the other is not among them.
 */
export function listKeyGroups(): KeyGroup[] {
  const taken = new Set<string>();
  return groups
    .toReversed()
    .sort((one, other) => Number(one.title === everywhere) - Number(other.title === everywhere))
    .map(({ bindings, title }) => ({
      title,
      bindings: bindings.filter(({ keys }) => !taken.has(keys) && taken.add(keys)),
    }));
}

/** Until it is closed its keys do what they say. */
export function addKeys(group: KeyGroup): { close(): void } {
  groups = [...groups, group];
  if (groups.length === 1) document.addEventListener('keydown', onKey);
  return {
    close() {
      groups = groups.filter((one) => one !== group);
      if (groups.length === 0) document.removeEventListener('keydown', onKey);
    },
  };
}

function onKey(event: KeyboardEvent): void {
  if (event.defaultPrevented || event.isComposing) return;
  // Keys that are held beside others say nothing by themselves.
  if (['Shift', 'Control', 'Alt', 'Meta'].includes(event.key)) return;
  if ((event.target as HTMLElement).closest(windows)) return;
  const taken = isTaken(event);
  const singles = areSinglesOn();
  const all = listKeyGroups()
    .flatMap(({ bindings }) => bindings)
    .filter(({ always, keys }) => (always || !taken) && (singles || !isSingle(keys)));
  const before = begun && event.timeStamp - begun.at < patience ? begun.strokes.split(' ') : [];
  begun = undefined;
  const found =
    findBinding(all, before, event, 'sign') ??
    findBinding(all, before, event, 'place') ??
    findBinding(all, [], event, 'sign') ??
    findBinding(all, [], event, 'place');
  if (!found) return;
  event.preventDefault();
  if ('act' in found) found.act();
  else begun = { strokes: found.strokes, at: event.timeStamp };
}

/** The binding that ends with this key, or the strokes of one that goes on behind it. */
function findBinding(
  bindings: readonly KeyBinding[],
  before: readonly string[],
  pressed: Pressed,
  by: By,
): KeyBinding | { readonly strokes: string } | undefined {
  for (const binding of bindings) {
    const strokes = binding.keys.split(' ');
    const stroke = strokes[before.length];
    if (stroke === undefined || before.some((one, place) => one !== strokes[place])) continue;
    if (!isStroke(pressed, stroke, by)) continue;
    return strokes.length === before.length + 1
      ? binding
      : { strokes: strokes.slice(0, before.length + 1).join(' ') };
  }
  return undefined;
}

/** Fields that letters are written in. */
const written =
  'textarea, select, [contenteditable="true"], input:not([type="checkbox"], [type="radio"], [type="range"])';
/** What moves by arrows itself. */
const moved = 'input, [role="slider"], [role="tablist"], [role="radiogroup"], [role="listbox"]';

/** Windows over the page have keys of their own. */
const windows = '[role="menu"], [role="dialog"], [role="alertdialog"]';

/** Whether the key belongs to what has the focus. */
function isTaken({ code, target }: KeyboardEvent): boolean {
  const element = target as HTMLElement;
  if (element.closest(written)) return true;
  if (code === 'Space' || code === 'Enter')
    return element.closest('button, a, input, summary, [role="option"]') !== null;
  return code.startsWith('Arrow') && element.closest(moved) !== null;
}

/** Whether it is a letter or a sign alone. */
function isSingle(keys: string): boolean {
  const [first = ''] = keys.split(' ');
  return !first.includes('Mod') && (first.split('+').at(-1) ?? '').length === 1;
}
