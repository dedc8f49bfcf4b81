/** Words that somebody marked on the page: when they are said, what they are, and where they stand on the screen. */
export interface MarkedText {
  readonly start: number;
  readonly end: number;
  readonly text: string;
  readonly box: { readonly left: number; readonly top: number; readonly bottom: number };
}

/** What is marked within `list` now; undefined where that is nothing, or no word. */
export function readSelection(list: HTMLElement): MarkedText | undefined {
  const marked = getSelection();
  if (!marked || marked.isCollapsed || marked.rangeCount === 0) return undefined;
  const range = marked.getRangeAt(0);
  if (!list.contains(range.commonAncestorContainer)) return undefined;
  const words = [...list.querySelectorAll<HTMLElement>('[data-start]')].filter((word) =>
    isTouched(range, word),
  );
  const [first, last] = [words[0], words.at(-1)];
  if (!first || !last) return undefined;
  const { bottom, left, top, width } = range.getBoundingClientRect();
  return {
    start: Number(first.dataset['start']),
    end: Number(last.dataset['end']),
    text: marked.toString().trim(),
    box: { left: left + width / 2, top, bottom },
  };
}

/** Whether more of a word than its edge is in a range. */
function isTouched(range: Range, word: HTMLElement): boolean {
  if (!range.intersectsNode(word)) return false;
  const own = document.createRange();
  own.selectNodeContents(word);
  return (
    range.compareBoundaryPoints(Range.END_TO_START, own) < 0 &&
    range.compareBoundaryPoints(Range.START_TO_END, own) > 0
  );
}
