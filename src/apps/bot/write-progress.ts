import type { Texts } from '../../texts/texts.ts';
import { takeEnding } from './split-text.ts';

/** UTF-16 units of the text that is shown while it grows: its end. */
export const shownUnits = 3_500;

/** Where a recording stands; seconds. */
export interface Picture {
  readonly state: 'queued' | 'running';
  readonly place?: number | undefined;
  readonly secondsLeft?: number | undefined;
  readonly processed: number;
  /** 0 while it is not known. */
  readonly duration: number;
  readonly diarize: boolean;
  /** All that was heard so far, or the end of it. */
  readonly text: string;
}

/** The first thing that is said of a recording. */
export function writeAccepted(standing: Pick<Picture, 'place' | 'secondsLeft'>, texts: Texts): string {
  return [texts.text('bot-recording-accepted'), ...wordStanding(standing, texts)].join(' ');
}

/** What stands in place of the answer while it is made. */
export function writeProgress(picture: Picture, texts: Texts): string {
  const head = wordHead(picture, texts).join(' ');
  return picture.text.trim() === '' ? head : `${head}\n\n${takeEnding(picture.text, shownUnits)}`;
}

/** Whether what was said of a recording before is the same but for less time that was left: no news for anybody. */
export function saidLessLeft(before: string, picture: Picture, texts: Texts): boolean {
  const { secondsLeft = 0 } = picture;
  // The time left stands last in the first line.
  const timeless = wordHead({ ...picture, secondsLeft: undefined }, texts).join(' ');
  if (!before.startsWith(timeless)) return false;
  for (let seconds = 5; seconds < secondsLeft; seconds += stepAt(seconds)) {
    if (before === writeProgress({ ...picture, secondsLeft: seconds }, texts)) return true;
  }
  return false;
}

function wordHead(picture: Picture, texts: Texts): string[] {
  const { diarize, duration, processed, secondsLeft, state } = picture;
  // A recording that waits for another try has text already: its place says where it stands.
  if (state === 'queued') return [texts.text('bot-recording-waiting'), ...wordStanding(picture, texts)];
  const left = secondsLeft === undefined ? [] : [wordLeft('bot-recording-left', secondsLeft, texts)];
  if (duration <= 0 || processed <= 0) return [texts.text('bot-recording-begun'), ...left];
  if (processed >= duration) return [texts.text(diarize ? 'bot-recording-speakers' : 'bot-recording-begun')];
  const percent = Math.min(99, Math.floor((processed / duration) * 100));
  return [texts.text('bot-recording-progress', { percent }), ...left];
}

function wordStanding({ place, secondsLeft }: Pick<Picture, 'place' | 'secondsLeft'>, texts: Texts) {
  return [
    ...(place === undefined ? [] : [texts.text('bot-recording-place', { place })]),
    ...(secondsLeft === undefined ? [] : [wordLeft('bot-recording-estimate', secondsLeft, texts)]),
  ];
}

/** Rounded, so that a message is not changed for the sake of a second. */
function wordLeft(id: string, seconds: number, texts: Texts): string {
  const step = stepAt(seconds);
  return texts.text(id, { seconds: Math.max(step, Math.ceil(seconds / step) * step) });
}

function stepAt(seconds: number): number {
  return seconds < 20 ? 5 : seconds < 120 ? 10 : 60;
}
