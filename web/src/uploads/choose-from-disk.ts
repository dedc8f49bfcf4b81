/** What is shown first in the browser's window for files; others can be chosen all the same. */
const mediaTypes = 'audio/*,video/*,.ogg,.oga,.opus,.mkv,.amr';

// Kept, for some browsers forget a field that stands nowhere before a file was chosen.
let field: HTMLInputElement | undefined;

/** Opens the browser's window for files; called by a press of a button or key, nowhere else. */
export function chooseFiles(onChosen: (files: readonly File[]) => void, { one = false } = {}): void {
  const input = document.createElement('input');
  input.type = 'file';
  input.multiple = !one;
  input.accept = mediaTypes;
  input.addEventListener('change', () => {
    onChosen([...(input.files ?? [])]);
    field = undefined;
  });
  field = input;
  field.click();
}
