import { describe, expect, it } from 'vitest';
import { makeSamples, noise, silence, speech } from '../../../../test/support/audio.ts';
import { scriptedEngine } from '../../../adapters/speech-engine/scripted/scripted-engine.ts';
import type { RecognisedPiece } from '../../../ports/speech-engine.ts';
import { examineAnswer } from './examine-answer.ts';
import { hearPiece } from './hear-piece.ts';

const answer = (text: string, more: Partial<RecognisedPiece> = {}): RecognisedPiece => ({
  text,
  words: [],
  ...more,
});
const talk = makeSamples([speech(12)]);
const examine = (text: string, samples = talk, language?: string) =>
  examineAnswer(answer(text), { samples, language });
const many = (count: number, text: string) => Array.from({ length: count }, () => text).join(' ');

describe('what people say is sound', () => {
  it.each([
    many(12, 'ha'),
    `Ну ${many(9, 'нет,')} ни за что!`,
    'Let it be, let it be, let it be, let it be, whisper words of wisdom, let it be.',
    many(7, 'USA!'),
    'a'.repeat(30),
    'Ахахахахахахахахаха',
    'Very very very very good, very very very very bad.',
    'один два три четыре пять шесть семь восемь девять десять '.repeat(3),
    '哈哈哈哈哈哈哈哈哈哈',
    'It was the best of times, it was the worst of times, it was the age of wisdom, it was the age of foolishness.',
    '',
    '...',
  ])('%s', (text) => {
    expect(examine(text)).toBe('sound');
  });

  it('as fast as people speak, in long pieces and short ones', () => {
    const fast = `well if you ask me what we should do is take the early train because by the time that they open the doors
      everybody will already be standing there in the rain and nobody is going to let us through no matter how politely we
      ask so let us just get up at five and have some tea and be done with it before anyone else has even woken up`;
    expect(examine(fast)).toBe('sound');
    expect(examine('Да, конечно!', makeSamples([speech(0.5)]))).toBe('sound');
    expect(
      examine('今天天气很好我们去公园玩吧大家都很开心'.repeat(2).slice(0, 40), makeSamples([speech(5)])),
    ).toBe('sound');
  });
});

describe('loops', () => {
  it.each([
    many(40, 'you'),
    many(16, 'no'),
    many(11, 'thank you.'),
    many(8, 'I do know.'),
    many(6, 'we are going to see'),
    `A real beginning, and then ${many(30, 'да')}`,
    'ha'.repeat(60),
    'а'.repeat(80),
    '谢谢大家'.repeat(14),
    'и '.repeat(100),
    `1${'.1'.repeat(60)}`,
    Array.from({ length: 24 }, (_, place) => `I am going to the store again, ${place % 3}.`).join(' '),
  ])('%s', (text) => {
    expect(examine(text, makeSamples([speech(24)]))).toBe('loop');
  });
});

it('more letters than anybody can say are no speech', () => {
  const text = 'different words without any repetition whatsoever standing here in a row for nobody to hear';
  expect(examine(text, makeSamples([speech(1)]))).toBe('crowded');
  expect(examine(text)).toBe('sound');
});

it('another script than the language has is doubted, but not Latin letters nor languages that nobody gave', () => {
  expect(examine('ご視聴ありがとうございましたみなさん', talk, 'ru')).toBe('foreign-script');
  expect(examine('Это совсем другой язык', talk, 'en')).toBe('foreign-script');
  expect(examine('This is an English passage', talk, 'ru')).toBe('sound');
  expect(examine('Это совсем другой язык', talk)).toBe('sound');
  expect(examine('Здраво, како сте данас?', talk, 'sr')).toBe('sound');
  expect(examine('OpenAI GPT и Claude', talk, 'ru')).toBe('sound');
});

describe('phrases that engines learned from subtitles', () => {
  const faint = makeSamples([speech(10, 0.002)]);
  const hiss = makeSamples([noise(10, 0.1)]);
  const phrases = [
    'Thanks for watching!',
    'Thank you.',
    'Субтитры сделал DimaTorzok',
    'Продолжение следует...',
    'Subtitles by the Amara.org community',
    'Thank you. Bye.',
    'ご視聴ありがとうございました',
  ];
  it.each(phrases)('%s: dropped on next to nothing', (text) => {
    expect(examine(text, faint)).toBe('phrase');
    expect(examine(text, hiss)).toBe('phrase');
    expect(examineAnswer(answer(text, { noSpeech: 0.9 }), { samples: talk })).toBe('phrase');
  });
  it.each(phrases)('%s: kept where somebody speaks', (text) => {
    expect(examine(text)).toBe('sound');
    expect(examine(text, makeSamples([speech(2)]))).toBe('sound');
  });
  it('other words are kept however faint they are, and a phrase that lasts as long as saying it', () => {
    expect(examine('He said: thanks for watching the dog.', faint)).toBe('sound');
    expect(examine('Thanks for watching!', makeSamples([speech(1.4, 0.002)]))).toBe('sound');
  });
});

describe('hearing a piece', () => {
  const hear = async (model: string, samples: Float32Array) => {
    const engine = await scriptedEngine.load({ model, threads: 1, extra: { cpuSecondsPerSecond: 0 } });
    let asked = 0;
    const parts = await hearPiece(
      (part, again) => {
        asked++;
        return engine.recognise({ samples: part }, { again });
      },
      { samples },
    );
    return { asked, parts };
  };
  const loop = answer(many(50, 'you'));
  const fine = (text: string) => answer(text);

  it('asks once where the answer is sound', async () => {
    const { asked, parts } = await hear('default', talk);
    expect(asked).toBe(1);
    expect(parts).toMatchObject([{ from: 0, to: talk.length, result: { words: { length: 30 } } }]);
  });

  it('asks again after a loop', async () => {
    const { asked, parts } = await hear('loop-once', talk);
    expect(asked).toBe(2);
    expect(parts).toMatchObject([{ from: 0, to: talk.length, result: { words: { length: 30 } } }]);
  });

  it('gives up a loop that comes back, in both halves, and invents no words', async () => {
    const { asked, parts } = await hear('loop', talk);
    expect(asked).toBe(4);
    expect(parts.map((part) => part.result)).toEqual([undefined, undefined]);
    expect([parts[0]?.from, parts[1]?.to]).toEqual([0, talk.length]);
    expect(parts[0]?.to).toBe(parts[1]?.from);
  });

  it('keeps the half that can be understood, and cuts where it is quiet', async () => {
    const samples = makeSamples([speech(5), silence(0.4), speech(5)]);
    const answers = [loop, loop, fine('The first half.'), loop];
    const lengths: number[] = [];
    const parts = await hearPiece(
      async (part) => {
        lengths.push(part.length / 16_000);
        return answers.shift() ?? loop;
      },
      { samples },
    );
    expect(parts.map((part) => part.result?.text)).toEqual(['The first half.', undefined]);
    expect(parts[0]?.to).toBeGreaterThanOrEqual(5 * 16_000);
    expect(parts[0]?.to).toBeLessThanOrEqual(5.4 * 16_000);
    expect(lengths.slice(0, 2)).toEqual([10.4, 10.4]);
  });

  it('does not halve what is short already', async () => {
    const { asked, parts } = await hear('loop', makeSamples([speech(3)]));
    expect(asked).toBe(2);
    expect(parts).toEqual([{ from: 0, to: 48_000 }]);
  });

  it('drops what an engine invents on next to nothing, and asks no further', async () => {
    const { asked, parts } = await hear('hallucinate', makeSamples([speech(10, 0.002)]));
    expect(asked).toBe(1);
    expect(parts[0]?.result).toEqual({ text: '', words: [] });
  });

  it('believes another script when it is heard twice, and not when it changes', async () => {
    const hearScripts = (texts: string[]) =>
      hearPiece(async () => fine(texts.shift() ?? ''), { samples: talk, language: 'en' });
    const russian = 'Это совсем другой язык';
    expect((await hearScripts([russian, russian]))[0]?.result?.text).toBe(russian);
    const changing = await hearScripts([russian, 'ご視聴ありがとうございました', 'It is English', russian]);
    expect(changing.map((part) => part.result?.text)).toEqual(['It is English', undefined]);
  });
});
