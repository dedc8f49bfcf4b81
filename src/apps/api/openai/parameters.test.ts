import fc from 'fast-check';
import { expect, test } from 'vitest';
import { z } from 'zod';
import { EfirError } from '../../../core/errors.ts';
import { checkParameters, parametersSchema, readParameters } from './parameters.ts';

const field = fc.oneof(
  fc.constantFrom(...Object.keys(parametersSchema.shape)).chain((name) => fc.constantFrom(name, `${name}[]`)),
  fc.constantFrom('__proto__', 'constructor', 'toString', 'chunking_strategy[type]', 'model[a][b]', '[]', ''),
  fc.string({ maxLength: 200 }),
);
const value = fc.oneof(
  fc.constantFrom('', 'null', 'auto', 'server_vad', 'true', 'word', 'json', 'whisper-1', 'en', '{"type":1}'),
  fc.constantFrom('{"__proto__":{"type":"server_vad"}}', `{"type":${'['.repeat(50_000)}`, '1e999', 'NaN'),
  fc.string({ unit: 'binary', maxLength: 50 }),
);

test('whatever a form holds is read, or refused with the name of what is wrong', () => {
  const fields = fc.array(fc.tuple(field, value), { maxLength: 12 });
  const property = fc.property(fields, (given) => {
    for (const read of [readParameters, checkParameters]) {
      try {
        read([['model', 'whisper-1'], ...given]);
      } catch (thrown) {
        expect(thrown instanceof EfirError || thrown instanceof z.core.$ZodError).toBe(true);
      }
    }
  });
  fc.assert(property, { numRuns: 2_000 });
  expect(({} as Record<string, unknown>)['type']).toBeUndefined();
});

test('names that reach into objects are names that nobody knows', () => {
  for (const name of ['__proto__', 'constructor', 'toString', 'x'.repeat(80_000)]) {
    expect(
      () =>
        readParameters([
          ['model', 'm'],
          [name, 'x'],
        ]),
      name.slice(0, 20),
    ).toThrow();
  }
});

test('what is wrong before the file is found there; what may come behind it is not missed yet', () => {
  expect(() => checkParameters([])).not.toThrow();
  expect(() => checkParameters([['response_format', 'mp3']])).toThrow(z.core.$ZodError);
  expect(() => checkParameters([['language', 'Klingonish']])).toThrow(EfirError);
});

test.each([
  [[['response_format', 'verbose_json']], { granularities: ['segment'] }],
  [[['timestamp_granularities', 'word']], { granularities: [], ignored: ['timestamp_granularities'] }],
  [
    [
      ['response_format', 'verbose_json'],
      ['timestamp_granularities[]', 'word'],
    ],
    { granularities: ['word'] },
  ],
  [[['stream', 'True']], { stream: true }],
  [[['stream', '0']], { stream: false }],
  [[['language', 'auto']], { language: undefined }],
  [
    [
      ['languages[]', 'de'],
      ['languages[]', 'fr'],
    ],
    { language: undefined, ignored: ['languages'] },
  ],
  [[['chunking_strategy', '{"type":"server_vad","threshold":0.5}']], { ignored: ['chunking_strategy'] }],
  [
    [
      ['include[]', 'logprobs'],
      ['response_format', 'text'],
    ],
    { logprobs: false, ignored: ['include'] },
  ],
  [
    [
      ['keywords[]', 'Kubernetes'],
      ['hotwords', 'Efir, kubernetes'],
      [
        'prompt',
        'Call with Anna Petrova. We talk about the new Redis cluster of ACME and 5G, as usual; efir',
      ],
    ],
    {
      // What has more than three words is prose: its names count. The other entries are terms as they stand.
      hotWords: ['Kubernetes', 'Efir', 'Anna', 'Petrova', 'Redis', 'ACME', '5G', 'as usual'],
      ignored: [],
    },
  ],
  [[['hotwords', 'one two']], { hotWords: ['one', 'two'] }],
  [[['prompt', '\u0000 … !']], { hotWords: [], ignored: ['prompt'] }],
  [[['keywords', 'x'.repeat(101)]], { hotWords: [], ignored: ['keywords'] }],
  [Array.from({ length: 300 }, (_, index) => ['keywords[]', `word${index}`] as const), { ignored: [] }],
  [
    [
      ['response_format', 'diarized_json'],
      ['known_speaker_names[]', 'Anna'],
      ['known_speaker_names[]', 'Boris'],
    ],
    { leastSpeakers: 2, ignored: [] },
  ],
  [[['known_speaker_names[]', 'Anna']], { leastSpeakers: undefined, ignored: ['known_speaker_names'] }],
] as const)('%j is understood', (fields, expected) => {
  expect(readParameters([['model', 'whisper-1'], ...fields])).toMatchObject(expected);
});
