import { expect, test } from 'vitest';
import { writeCopy } from './write-copy.ts';

const segments = [
  { start: 0, text: 'Hello.', speaker: 'S1' },
  { start: 2, text: 'Well?', speaker: 'S1' },
  { start: 3, text: '' },
  { start: 65, text: 'Yes.', speaker: 'S2' },
  { start: 70, text: 'Who?' },
];
const words = {
  findSpeaker: (id: string | undefined) => (id ? { name: `Speaker ${id.slice(1)}`, colour: 0 } : undefined),
  formatTime: (seconds: number) => `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, '0')}`,
};

test.each([
  [false, false, 'Hello. Well?\n\nYes.\n\nWho?'],
  [true, false, 'Speaker 1: Hello. Well?\n\nSpeaker 2: Yes.\n\nWho?'],
  [true, true, '[0:00] Speaker 1: Hello.\n[0:02] Well?\n[1:05] Speaker 2: Yes.\n[1:10] Who?'],
  [false, true, '[0:00] Hello.\n[0:02] Well?\n[1:05] Yes.\n[1:10] Who?'],
])('with speakers %s, with times %s', (speakers, times, written) => {
  expect(writeCopy(segments, { speakers, times }, words)).toBe(written);
});
