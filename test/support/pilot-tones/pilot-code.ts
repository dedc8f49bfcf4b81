/**
 * The code between letters and tones. A token is three tones at once, one out of each group of four, so there are
 * 64 of them. The tones sit on the centres of mel bins 66 to 77 (4.5 to 6.9 kHz) of the feature extractor that
 * sherpa-onnx uses for NeMo models: 80 Slaney bins up to 8 kHz, one frame in 10 ms. Higher ones die in MP3.
 */
const firstBin = 66;
export const bins = Array.from({ length: 12 }, (_, index) => firstBin + index);

/** Centre of a bin, counted from 1, in Hz. */
export function getBinCentre(bin: number): number {
  return 8000 * Math.exp(-0.03841 * (81 - bin));
}

/** Amplitude of each of the three tones. */
export const toneAmplitude = 0.03;

/** Seconds that a token sounds, and is silent after it, for a model that looks at every fourth frame. */
export interface Timing {
  readonly tone: number;
  readonly gap: number;
}
export const timings = {
  /** 8.3 letters a second. */
  fast: { tone: 0.07, gap: 0.05 },
  /** 5 letters a second: outlives poor codecs. */
  slow: { tone: 0.11, gap: 0.09 },
} as const satisfies Record<string, Timing>;

const latin = [...'abcdefghijklmnopqrstuvwxyz'];
const cyrillic = [...'абвгдеёжзийклмнопрстуфхцчшщъыьэюя'];
const opening = (letters: readonly string[]) => letters.map((letter) => `▁${letter}`);

/** A letter that opens a word is another token than the same letter inside one. */
export const alphabets = {
  en: [...opening(latin), ...latin, '.', ',', '?', "'", '-', '!'],
  ru: [...opening(cyrillic.filter((letter) => !'ъыь'.includes(letter))), ...cyrillic, '.'],
} as const satisfies Record<string, readonly string[]>;
export type AlphabetName = keyof typeof alphabets;

/** The three rows of `bins` that sound for a token. */
export function getTones(token: number): [number, number, number] {
  return [token % 4, 4 + (Math.floor(token / 4) % 4), 8 + Math.floor(token / 16)];
}

/** The tokens of a word, its first letter as one that opens it. Throws for a letter that the alphabet lacks. */
export function encodeWord(word: string, alphabet: AlphabetName): number[] {
  const tokens: readonly string[] = alphabets[alphabet];
  return [...word].map((letter, index) => {
    const opens = tokens.indexOf(`▁${letter}`);
    const token = index === 0 && opens !== -1 ? opens : tokens.indexOf(letter);
    if (token === -1) throw new Error(`pilot tones have no letter ${JSON.stringify(letter)}`);
    return token;
  });
}
