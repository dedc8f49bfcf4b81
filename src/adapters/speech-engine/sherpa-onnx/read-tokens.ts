import type { SherpaResult } from './sherpa-onnx-node.ts';

/** A token with the part of the text that it stands for. */
export interface TimedToken {
  readonly text: string;
  /** Place in the text of all tokens. */
  readonly from: number;
  readonly to: number;
  /** Seconds. */
  readonly start: number;
  readonly end: number;
  readonly logProbability: number | undefined;
}

/** How long a token is taken to last where the model does not say, in seconds: about a syllable. */
const assumedDuration = 0.16;

/** The tokens with their texts and times; as many timestamps as tokens are needed. */
export function readTokens(result: SherpaResult, seconds: number): TimedToken[] {
  const texts = readTexts(result);
  let place = 0;
  return texts.map((text, index) => {
    const start = Math.min(Math.max(0, result.timestamps[index] ?? 0), seconds);
    const next = result.timestamps[index + 1] ?? seconds;
    const duration = result.durations?.[index] || assumedDuration;
    const from = place;
    place += text.length;
    return {
      text,
      from,
      to: place,
      start,
      end: Math.max(start, Math.min(start + duration, next, seconds)),
      logProbability: result.ys_log_probs?.[index],
    };
  });
}

/** A letter that is spread over several tokens belongs to the first of them. */
function readTexts({ tokens, text }: SherpaResult): string[] {
  const whole = tokens.map((token) => token.replaceAll('▁', ' '));
  if (whole.some((token) => byteToken.test(token))) return joinBytes(whole);
  return whole.some((token) => token.includes(broken)) ? cutText(whole, text) : whole;
}

/** Vocabularies that fall back on bytes name them: `<0xE2>`. */
const byteToken = /^<0x([0-9A-Fa-f]{2})>$/;

function joinBytes(tokens: readonly string[]): string[] {
  const texts = [...tokens];
  for (let index = 0; index < tokens.length; ) {
    const bytes: number[] = [];
    for (let match = byteToken.exec(tokens[index] ?? ''); match; ) {
      bytes.push(Number.parseInt(match[1] ?? '', 16));
      match = byteToken.exec(tokens[index + bytes.length] ?? '');
    }
    for (const [offset, text] of spreadLetters(Uint8Array.from(bytes)).entries())
      texts[index + offset] = text;
    index += Math.max(1, bytes.length);
  }
  return texts;
}

/** For each byte the letter that begins with it; '' for those inside a letter. */
function spreadLetters(bytes: Uint8Array): string[] {
  const texts = Array.from(bytes, () => '');
  let place = 0;
  for (const letter of new TextDecoder().decode(bytes)) {
    texts[Math.min(place, texts.length - 1)] += letter;
    place += letter === broken ? 1 : Buffer.byteLength(letter);
  }
  return texts;
}

/** What stands for bytes that make no letter by themselves, as in Whisper's tokens. */
const broken = '\ufffd';

/** Broken tokens get what stands between the whole ones around them. */
function cutText(tokens: readonly string[], text: string): string[] {
  const texts = tokens.map(() => '');
  let place = 0;
  for (let index = 0; index < tokens.length; ) {
    const first = index;
    while (tokens[index]?.includes(broken)) index++;
    const found = index < tokens.length ? text.indexOf(tokens[index] ?? '', place) : text.length;
    const next = found < 0 ? place : found;
    if (index > first) texts[first] = text.slice(place, next);
    place = next;
    if (index >= tokens.length) break;
    texts[index] = tokens[index] ?? '';
    place += tokens[index]?.length ?? 0;
    index++;
  }
  return texts;
}
