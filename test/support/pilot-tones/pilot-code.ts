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
/** Seconds, for a model that looks at every fourth frame. */
export const toneSeconds = 0.07;
export const gapSeconds = 0.05;

const letters = [...'abcdefghijklmnopqrstuvwxyz'];
/** A letter that opens a word is another token than the same letter inside one. */
export const tokens = [...letters.map((letter) => `▁${letter}`), ...letters, '.', ',', '?', "'", '-', '!'];

/** The three rows of `bins` that sound for a token. */
export function getTones(token: number): [number, number, number] {
  return [token % 4, 4 + (Math.floor(token / 4) % 4), 8 + Math.floor(token / 16)];
}
