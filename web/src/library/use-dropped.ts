import type { DragEvent } from 'react';
import { useBulk } from '../recordings/use-bulk.ts';
import { dragType, readDragged } from './dragged.ts';

/** What a folder needs to take recordings that are dropped on it; nothing where none may be. */
export function useDropped(folder: string | null | undefined, setOver: (over: boolean) => void) {
  const { act } = useBulk();
  if (folder === undefined) return {};
  return {
    onDragOver: (event: DragEvent) => {
      if (!event.dataTransfer.types.includes(dragType)) return;
      event.preventDefault();
      event.dataTransfer.dropEffect = 'move' as const;
      setOver(true);
    },
    onDragLeave: (event: DragEvent) => {
      if (!event.currentTarget.contains(event.relatedTarget as Node | null)) setOver(false);
    },
    onDrop: (event: DragEvent) => {
      setOver(false);
      const ids = readDragged(event.dataTransfer.getData(dragType));
      if (ids.length === 0) return;
      event.preventDefault();
      act(
        ids.map((id) => ({ id })),
        { action: 'move', folder_id: folder },
      );
    },
  };
}
