import { Text } from '@mantine/core';
import { IconUpload } from '@tabler/icons-react';
import { useEffect, useState } from 'react';
import { useTexts } from '../texts/use-texts.ts';
import styles from './drop-everywhere.module.css';
import { listDroppedFiles } from './list-dropped-files.ts';
import { readAddress } from './read-address.ts';
import { addFiles } from './uploads.ts';
import { openWayIn } from './way-in.ts';

/** Files dropped or pasted anywhere on the page are sent in; of an address that is pasted one is asked. */
export function DropEverywhere() {
  const text = useTexts();
  const over = useDroppedFiles();
  if (!over) return null;
  return (
    <div className={styles.veil} aria-hidden>
      <div className={styles.target}>
        <IconUpload size={40} />
        <Text fw={600}>{text('web-drop-here')}</Text>
      </div>
    </div>
  );
}

/** True while files are held over the page. */
function useDroppedFiles(): boolean {
  const [over, setOver] = useState(false);
  useEffect(() => {
    const stop = new AbortController();
    const listen = <Type extends 'dragover' | 'dragleave' | 'drop' | 'paste'>(
      type: Type,
      handle: (event: DocumentEventMap[Type]) => void,
    ) => document.addEventListener(type, handle, { signal: stop.signal });
    listen('dragover', (event) => {
      if (!event.dataTransfer?.types.includes('Files')) return;
      event.preventDefault();
      setOver(true);
    });
    // It left the window, not one thing on it for another.
    listen('dragleave', (event) => event.relatedTarget === null && setOver(false));
    listen('drop', (event) => {
      setOver(false);
      if (!event.dataTransfer?.types.includes('Files')) return;
      event.preventDefault();
      void listDroppedFiles(event.dataTransfer).then((files) => addFiles(files));
    });
    listen('paste', takePasted);
    return () => stop.abort();
  }, []);
  return over;
}

function takePasted(event: ClipboardEvent): void {
  const files = [...(event.clipboardData?.files ?? [])];
  // Programs put pictures of a text beside the text.
  if (isField(event.target) && (files.length === 0 || event.clipboardData?.types.includes('text/plain')))
    return;
  if (files.length > 0) {
    void addFiles(files);
    return;
  }
  const address = readAddress(event.clipboardData?.getData('text/plain') ?? '');
  if (address !== undefined) openWayIn({ way: 'link', address });
}

/** What is pasted into a field belongs to the field. */
function isField(target: EventTarget | null): boolean {
  return (
    target instanceof HTMLElement && (target.isContentEditable || target.matches('input, textarea, select'))
  );
}
