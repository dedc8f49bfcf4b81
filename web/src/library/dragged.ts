/** What recordings are while they are dragged: of no use to other pages. */
export const dragType = 'application/x-efir-recordings';

export function writeDragged(data: DataTransfer, ids: readonly string[]): void {
  data.setData(dragType, ids.join(' '));
  data.effectAllowed = 'move';
}

export function readDragged(text: string): string[] {
  return text.split(' ').filter((id) => /^[\da-f-]{36}$/.test(id));
}
