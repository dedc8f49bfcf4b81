import { Text } from '@mantine/core';
import { IconUpload } from '@tabler/icons-react';
import { useEffect, useState } from 'react';
import { useTexts } from '../texts/use-texts.ts';
import styles from './drop-everywhere.module.css';
import { addFiles } from './uploads.ts';

/** Files dropped or pasted anywhere on the page are sent in. */
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
      const files = [...(event.dataTransfer?.files ?? [])];
      if (files.length === 0) return;
      event.preventDefault();
      addFiles(files);
    });
    listen('paste', (event) => {
      const files = [...(event.clipboardData?.files ?? [])];
      if (files.length > 0) addFiles(files);
    });
    return () => stop.abort();
  }, []);
  return over;
}
