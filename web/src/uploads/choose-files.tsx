import { Button } from '@mantine/core';
import { IconUpload } from '@tabler/icons-react';
import { useRef } from 'react';
import { useTexts } from '../texts/use-texts.ts';
import { addFiles } from './uploads.ts';

/** The way in for those who do not drag: any number of files. */
export function ChooseFiles() {
  const text = useTexts();
  const input = useRef<HTMLInputElement>(null);
  return (
    <>
      <Button leftSection={<IconUpload size={18} aria-hidden />} onClick={() => input.current?.click()}>
        {text('web-send-files')}
      </Button>
      <input
        ref={input}
        type="file"
        multiple
        hidden
        accept="audio/*,video/*,.ogg,.oga,.opus,.mkv,.amr"
        onChange={(event) => {
          addFiles([...(event.currentTarget.files ?? [])]);
          // The same file may be chosen again.
          event.currentTarget.value = '';
        }}
      />
    </>
  );
}
