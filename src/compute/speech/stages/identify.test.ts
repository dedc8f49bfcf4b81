import { describe, expect, it } from 'vitest';
import { createTestEngines, type TestEngineOptions } from '../../../../test/support/engines.ts';
import { EfirError } from '../../../core/errors.ts';
import { silentLogger } from '../../../core/logger.ts';
import { sampleRate } from '../../../ports/media-tool.ts';
import type { EngineRequest, RecognisedPiece, SpeechPiece } from '../../../ports/speech-engine.ts';
import { guideLanguage } from '../language/guide-language.ts';
import { identify } from './identify.ts';
import type { Packed, Piece } from './pack.ts';

const sentences: Readonly<Record<string, string>> = {
  ru: 'здравствуйте меня зовут анна и я хотела бы узнать когда откроется магазин на углу',
  en: 'good morning my name is anna and I would like to know when the shop on the corner opens',
  de: 'guten morgen mein name ist anna und ich möchte gerne wissen wann der laden an der ecke aufmacht',
};

/** A piece says in its first sample which language is spoken in it. */
const spoken = Object.keys(sentences);
const listenTo = ({ samples }: SpeechPiece) => spoken[Math.round((samples[0] ?? 0) * 10)] ?? '';

function makePieces(...languages: string[]): Piece[] {
  return languages.map((language, index) => {
    const samples = new Float32Array(6 * sampleRate);
    samples[0] = spoken.indexOf(language) / 10;
    const start = index * 7 * sampleRate;
    return { kind: 'piece', index, start, samples, overlap: 0, overlapAfter: 0 };
  });
}

const say = (text: string): RecognisedPiece => ({ text, words: [] });
/** Writes what is spoken, as an engine of many languages does. */
const many = { model: 'many', answer: (piece: SpeechPiece) => say(sentences[listenTo(piece)] ?? '') };
/** Writes Russian whatever is spoken, and little of what is not Russian. */
const russian = {
  model: 'russian',
  languages: ['ru'],
  answer: (piece: SpeechPiece) => say(listenTo(piece) === 'ru' ? (sentences['ru'] ?? '') : 'мм'),
};

async function hear(languages: readonly string[], options: TestEngineOptions, request: EngineRequest = {}) {
  const engines = createTestEngines(options);
  const asked: string[] = [];
  const { sound } = options;
  const counting = {
    ...engines,
    identifyLanguage: async (piece: SpeechPiece) => {
      asked.push(listenTo(piece));
      return sound?.(piece);
    },
  };
  const opened = (await engines.open(request)).engine;
  const guide = await guideLanguage({ engines: counting, opened, request, logger: silentLogger });
  const heard: { language: string | undefined; text: string }[] = [];
  const pieces = makePieces(...languages);
  async function* pack(): AsyncGenerator<Packed, void, void> {
    yield { kind: 'silence', until: 0 };
    yield* pieces;
  }
  const identified = identify(pack(), { direct: guide.direct, resumeFrom: 0, standard: opened });
  for await (const item of identified) {
    if (item.kind === 'silence') continue;
    const { language, text } = await item.engine.recognise({ samples: item.samples }, {});
    heard.push({ language, text });
  }
  return {
    heard,
    languages: heard.map((piece) => piece.language),
    outcome: guide.outcome(),
    engines,
    asked,
    count: engines.pieces.length,
  };
}

describe('a language that is given', () => {
  it('is that of every piece, and nobody asks', async () => {
    const { languages, outcome, asked, count } = await hear(
      ['ru', 'en'],
      { ...many, sound: listenTo },
      { language: 'de' },
    );
    expect(languages).toEqual(['de', 'de']);
    expect(outcome).toMatchObject({ language: 'de', clear: true, languages: ['de'] });
    expect(asked).toEqual([]);
    expect(count).toBe(2);
  });
});

describe('a language that nobody gave', () => {
  it('is told from the text, and the engine that is best for it takes over', async () => {
    const { languages, outcome, engines, count } = await hear(['ru', 'ru', 'ru', 'ru'], {
      ...many,
      best: { ru: russian },
    });
    expect(languages).toEqual(['ru', 'ru', 'ru', 'ru']);
    expect(outcome).toMatchObject({ language: 'ru', clear: true, most: { model: 'russian' } });
    expect(engines.requests).toEqual([{}, { language: 'ru' }]);
    // Only the first piece was heard twice.
    expect(count).toBe(5);
  });

  it('needs no other engine where the first is as good', async () => {
    const { languages, engines, count } = await hear(['de', 'de'], { ...many, best: { ru: russian } });
    expect(languages).toEqual(['de', 'de']);
    expect(engines.requests).toEqual([{}]);
    expect(count).toBe(2);
  });

  it('is told by the sound before anything is recognised, where a model can', async () => {
    const options = { ...many, best: { ru: russian }, sound: listenTo };
    const { languages, outcome, count, asked } = await hear(
      Array.from({ length: 10 }, () => 'ru'),
      options,
    );
    expect(new Set(languages)).toEqual(new Set(['ru']));
    expect(outcome.most?.model).toBe('russian');
    expect(count).toBe(10);
    // The first three, and one of eight.
    expect(asked).toHaveLength(4);
  });

  it('is what the engine itself heard, without asking anybody else', async () => {
    const answer = (piece: SpeechPiece) => ({ ...many.answer(piece), language: listenTo(piece) });
    const capabilities = { wordTimes: true, confidence: false, detectsLanguage: true, hotWords: false };
    const { languages, asked } = await hear(['de', 'en'], { answer, capabilities, sound: () => 'ru' });
    expect(languages).toEqual(['de', 'en']);
    expect(asked).toEqual([]);
  });

  it('is asked for by sound only as long as something can tell', async () => {
    const { asked } = await hear(['de', 'de', 'de'], { ...many, sound: () => undefined });
    expect(asked).toHaveLength(1);
  });

  it('is not told where there is too little text', async () => {
    const { languages, outcome } = await hear(['ru'], { answer: () => say('да') });
    expect(languages).toEqual([undefined]);
    expect(outcome).toMatchObject({ language: 'ru', clear: false });
    expect((await hear(['ru'], { answer: () => say('') })).outcome.language).toBeUndefined();
  });
});

describe('several languages', () => {
  it('are heard each by its best engine, and both are told', async () => {
    const { languages, outcome, heard } = await hear(['ru', 'en', 'ru', 'en', 'en', 'ru', 'ru'], {
      ...many,
      best: { ru: russian },
      sound: listenTo,
    });
    expect(languages).toEqual(['ru', 'en', 'ru', 'en', 'en', 'ru', 'ru']);
    expect(heard.map(({ text }) => text)).toEqual(languages.map((language) => sentences[language ?? '']));
    expect(outcome).toMatchObject({ language: 'ru', languages: ['ru', 'en'] });
  });

  it('are found without sound, too, by an engine that writes little of what it does not know', async () => {
    const { languages, heard } = await hear(['ru', 'ru', 'ru', 'en', 'en', 'en'], {
      ...many,
      best: { ru: russian },
    });
    expect(languages).toEqual(['ru', 'ru', 'ru', 'en', 'en', 'en']);
    expect(heard.at(-1)?.text).toBe(sentences['en']);
  });

  it('a short remark in another one is no second language', async () => {
    const { outcome } = await hear([...Array.from({ length: 12 }, () => 'de'), 'en'], many);
    expect(outcome.languages).toEqual(['de']);
  });

  it('one odd answer of the ear changes no engine', async () => {
    let times = 0;
    const sound = (piece: SpeechPiece) => (times++ === 1 ? 'en' : listenTo(piece));
    const { languages, engines } = await hear(['ru', 'ru', 'ru', 'ru'], {
      ...many,
      best: { ru: russian, en: many },
      sound,
    });
    expect(languages).toEqual(['ru', 'ru', 'ru', 'ru']);
    expect(engines.requests).not.toContainEqual({ language: 'en' });
  });
});

describe('what goes wrong', () => {
  it('with the better engine costs only the better words', async () => {
    const broken = {
      ...russian,
      answer: () => {
        throw new EfirError('engine-failed', { detail: 'a test' });
      },
    };
    const { heard, outcome, count } = await hear(['ru', 'ru', 'ru'], { ...many, best: { ru: broken } });
    expect(heard.map(({ text }) => text)).toEqual(Array.from({ length: 3 }, () => sentences['ru']));
    expect(outcome.most?.model).toBe('many');
    // It was tried once.
    expect(count).toBe(4);
  });

  it('a named model is never replaced', async () => {
    const { engines, languages } = await hear(
      ['ru', 'ru'],
      { ...many, best: { ru: russian }, sound: listenTo },
      { model: 'many' },
    );
    expect(engines.requests).toEqual([{ model: 'many' }]);
    expect(languages).toEqual(['ru', 'ru']);
  });
});

it('a run that goes on knows what was spoken before it', async () => {
  const engines = createTestEngines({ ...many, best: { ru: russian } });
  const { engine } = await engines.open({});
  const options = {
    engines,
    opened: engine,
    request: {},
    past: {
      parts: [{ language: 'ru', clear: true, seconds: 60 }],
      channels: [{ pieces: 1, settled: 'ru', until: 60, tail: [] }],
    },
    logger: silentLogger,
  };
  expect((await guideLanguage(options)).outcome()).toMatchObject({ language: 'ru', clear: true });
  const guide = await guideLanguage(options);
  const [, piece] = makePieces('ru', 'ru');
  expect((await guide.direct(piece as Piece)).description.model).toBe('russian');
});

it('pieces that are stored already are passed on without a look', async () => {
  const engines = createTestEngines();
  const { engine } = await engines.open({});
  const pieces = makePieces('ru', 'ru', 'ru');
  const directed: number[] = [];
  const direct = async (piece: Piece) => {
    directed.push(piece.index);
    return engine;
  };
  async function* pack() {
    yield* pieces;
  }
  await Array.fromAsync(identify(pack(), { direct, resumeFrom: 2, standard: engine }));
  expect(directed).toEqual([2]);
});
