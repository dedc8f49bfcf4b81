import { describe, expect, it } from 'vitest';
import { resultMessageSchema } from './result-message.ts';

describe('resultMessageSchema', () => {
  it('reads the message as JSON', () => {
    const message = {
      task_id: 'a',
      status: 'success',
      text: 'hello',
      segments: [{ start: 0, end: 2.5, text: 'hello', speaker: 'SPEAKER_00' }],
      error: null,
    };
    const { error: _, ...read } = message;
    expect(resultMessageSchema.parse(message)).toEqual(read);
  });

  it('reads the same from flat fields', () => {
    const read = resultMessageSchema.parse({
      task_id: 'a',
      status: 'success',
      text: 'hello',
      segments: '[{"start": "0.0", "end": 2.5, "text": "hello", "speaker": null}]',
      error: '',
      duration: '2.5',
    });
    expect(read).toMatchObject({ duration: 2.5, segments: [{ start: 0, end: 2.5, text: 'hello' }] });
    expect(read.error).toBeUndefined();
  });

  it.each([
    ['text', 'a task'],
    ['nothing', null],
    ['no status', { task_id: 'a' }],
    ['another status', { task_id: 'a', status: 'ok' }],
    ['no id', { status: 'success' }],
    ['a huge id', { task_id: 'a'.repeat(201), status: 'success' }],
    ['segments that are none', { task_id: 'a', status: 'success', segments: 'none' }],
    [
      'times that are none',
      { task_id: 'a', status: 'success', segments: [{ start: -1, end: 'x', text: '' }] },
    ],
  ])('refuses %s', (_, message) => {
    expect(resultMessageSchema.safeParse(message).success).toBe(false);
  });
});
