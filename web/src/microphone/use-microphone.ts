import { useEffect, useEffectEvent, useState } from 'react';
import { findLocale, readLanguage } from '../texts/language.ts';
import { useTexts } from '../texts/use-texts.ts';
import { readUploader } from '../uploads/uploader.ts';
import {
  MicrophoneFailure,
  type MicrophoneTrouble,
  type Recorded,
  recordSound,
  type SoundRecorder,
} from './record-sound.ts';
import { readTakes } from './take-list.ts';
import { readTake } from './takes.ts';

type Step =
  | { readonly step: 'asking' }
  | { readonly step: 'refused'; readonly trouble: MicrophoneTrouble }
  | { readonly step: 'recording'; readonly recorder: SoundRecorder }
  | ({ readonly step: 'ended' } & Recorded);

/** Begins to record at once; with `takeId` it brings what was recorded before. `again` asks for the microphone anew. */
export function useMicrophone(takeId: string | undefined): Step & { again(): void } {
  const text = useTexts();
  const [wish, setWish] = useState({ takeId });
  const [state, setState] = useState<Step>({ step: 'asking' });
  // Words of another language do not begin it anew.
  const nameTake = useEffectEvent(() => text('web-take-name', { when: wordNow() }));
  useEffect(() => {
    let over = false;
    let recorder: SoundRecorder | undefined;
    const show = (step: Step) => over || setState(step);
    const record = async () => {
      recorder = await recordSound(readUploader() ?? '', nameTake());
      // It was closed while the browser asked.
      if (over) recorder.stop();
      show({ step: 'recording', recorder });
      show({ step: 'ended', ...(await recorder.ended) });
    };
    const bring = async () => {
      const take = readTakes().find(({ id }) => id === wish.takeId);
      if (take) show({ step: 'ended', take, file: await readTake(take), cut: undefined });
    };
    setState({ step: 'asking' });
    (wish.takeId === undefined ? record() : bring()).catch((thrown: unknown) =>
      show({ step: 'refused', trouble: thrown instanceof MicrophoneFailure ? thrown.trouble : 'unknown' }),
    );
    return () => {
      over = true;
      recorder?.stop();
    };
  }, [wish]);
  return { ...state, again: () => setWish({ takeId }) };
}

/** Without signs that stand in no file name. */
function wordNow(): string {
  const parts = { dateStyle: 'medium', timeStyle: 'short' } as const;
  return new Intl.DateTimeFormat(findLocale(readLanguage()), parts)
    .format(new Date())
    .replaceAll(/[:/\\]/g, '.');
}
