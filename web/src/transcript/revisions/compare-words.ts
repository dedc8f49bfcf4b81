/** A stretch of words that two texts share, or that only one of them has. */
interface Stretch {
  readonly kind: 'same' | 'gone' | 'new';
  readonly text: string;
}

/** Pairs of words that are compared; of more, one text stands for the other as a whole. */
const mostPairs = 250_000;

/** What became of a text, word by word: as much as possible stays the same. */
export function compareWords(was: string, is: string): Stretch[] {
  const [a, b] = [split(was), split(is)];
  let [head, tail] = [0, 0];
  while (head < a.length && head < b.length && a[head] === b[head]) head += 1;
  while (tail < a.length - head && tail < b.length - head && a.at(-1 - tail) === b.at(-1 - tail)) tail += 1;
  const stretches = [
    ...a.slice(0, head).map((text): Stretch => ({ kind: 'same', text })),
    ...compareMiddle(a.slice(head, a.length - tail), b.slice(head, b.length - tail)),
    ...a.slice(a.length - tail).map((text): Stretch => ({ kind: 'same', text })),
  ];
  return join(stretches);
}

const split = (text: string): string[] => text.split(/\s+/).filter(Boolean);

function compareMiddle(a: readonly string[], b: readonly string[]): Stretch[] {
  if (a.length * b.length > mostPairs) return [...whole(a, 'gone'), ...whole(b, 'new')];
  const shared = countShared(a, b);
  const stretches: Stretch[] = [];
  let [i, j] = [0, 0];
  while (i < a.length || j < b.length) {
    const [one, other] = [a[i], b[j]];
    if (one !== undefined && one === other) {
      stretches.push({ kind: 'same', text: one });
      i += 1;
      j += 1;
    } else if (
      one !== undefined &&
      (other === undefined || (shared[i + 1]?.[j] ?? 0) >= (shared[i]?.[j + 1] ?? 0))
    ) {
      stretches.push({ kind: 'gone', text: one });
      i += 1;
    } else {
      stretches.push({ kind: 'new', text: other ?? '' });
      j += 1;
    }
  }
  return stretches;
}

/** How many words the rests of both share, from each place on. */
function countShared(a: readonly string[], b: readonly string[]): Uint16Array[] {
  const counts = Array.from({ length: a.length + 1 }, () => new Uint16Array(b.length + 1));
  for (let i = a.length - 1; i >= 0; i -= 1) {
    const [row, below] = [counts[i] as Uint16Array, counts[i + 1] as Uint16Array];
    for (let j = b.length - 1; j >= 0; j -= 1)
      row[j] = a[i] === b[j] ? (below[j + 1] ?? 0) + 1 : Math.max(below[j] ?? 0, row[j + 1] ?? 0);
  }
  return counts;
}

function whole(words: readonly string[], kind: Stretch['kind']): Stretch[] {
  return words.length === 0 ? [] : [{ kind, text: words.join(' ') }];
}

function join(stretches: readonly Stretch[]): Stretch[] {
  const joined: Stretch[] = [];
  for (const stretch of stretches) {
    const last = joined.at(-1);
    if (last?.kind === stretch.kind)
      joined[joined.length - 1] = { ...last, text: `${last.text} ${stretch.text}` };
    else joined.push(stretch);
  }
  return joined;
}
