import { toEfirError } from '../../../core/errors.ts';
import type { Logger } from '../../../core/logger.ts';
import { sampleRate } from '../../../ports/media-tool.ts';
import type {
  EngineRequest,
  RecognisedPiece,
  RecogniseOptions,
  SpeechEngines,
  SpeechPiece,
} from '../../../ports/speech-engine.ts';
import type { Hearing } from '../../../wire/event-message.ts';
import type { PastHearing } from '../../../wire/past-hearing.ts';
import type { HeardSum } from '../past/sum-parts.ts';
import type { Piece } from '../stages/pack.ts';
import { type Book, createBook } from './keep-book.ts';
import { createEngineRouter, type EngineRouter, type Listening } from './route-engines.ts';
import { loadLanguageTeller, type TellLanguage, type Told } from './tell-language.ts';
import { createVotes, type Votes } from './vote-language.ts';

export interface GuideOptions {
  readonly engines: Pick<SpeechEngines, 'open' | 'check' | 'identifyLanguage'>;
  /** What was opened for `request`. */
  readonly opened: Listening;
  readonly request: EngineRequest;
  /** How the pieces with a smaller index than `firstPiece` were heard by earlier runs. */
  readonly past?: Pick<PastHearing, 'parts' | 'channels'> | undefined;
  readonly firstPiece?: number | undefined;
  readonly logger: Logger;
  readonly signal?: AbortSignal | undefined;
}

export interface LanguageGuide {
  /** Says what is to hear a piece. Rejects with `cancelled` only. */
  direct(piece: Piece): Promise<Listening>;
  /** How a piece was heard that has an answer; asked in the order of the pieces. */
  describe(piece: { readonly index: number; readonly channel?: number | undefined }): PieceHearing;
  /** What all pieces so far came to, those of earlier runs included. */
  outcome(): HeardSum;
}

/** What is told of a piece with its words. */
export type PieceHearing = Omit<Hearing, 'detector' | 'notes' | 'channel' | 'same'>;

/**
 * Pieces at the beginning that are listened to for their language, and then one of so many: the smallest Whisper model
 * needs 0.2 to 0.3 CPU s for it, where Parakeet needs 1.4 for the words of a piece, so that it costs about 2 %.
 */
const askedAtFirst = 3;
const askedEvery = 8;
/** Seconds of a piece from which its sound tells anything. */
const leastSeconds = 1;
/** Letters in a second of speech: people speak 10 to 15; fewer than this is what an engine makes of a foreign language. */
const thinLetters = 2;
/** Characters that a piece needs for an engine's word against what was spoken before: a cough is English to Whisper. */
const someLetters = 12;
/** Engines that one piece is given to at most. */
const turns = 3;

/**
 * Leads each piece to the engine that is best for its language, and remembers what was spoken. A request that gives
 * the language settles it. Otherwise it is told, in this order of trust: by a clear text of an engine that knows
 * several languages, or by such an engine itself; by the sound of the piece, where an installed model can; by what
 * was settled before. What contradicts once changes nothing for others; twice in a row, it does. A piece whose own
 * words are clearly of another language is heard again by the engine for that.
 */
export async function guideLanguage(options: GuideOptions): Promise<LanguageGuide> {
  const wanted = options.request.language;
  const book = createBook(options.past?.parts ?? []);
  if (wanted !== undefined) return guideWanted(options, wanted, book);
  const guide: Guide = {
    ...options,
    book,
    tell: await loadLanguageTeller(),
    router: createEngineRouter(options),
    channels: new Map(),
    sound: !options.opened.description.capabilities.detectsLanguage && namesNothing(options.request),
  };
  return {
    direct: async (piece) => listen(guide, piece, await direct(guide, piece)),
    describe: (piece) => describe(guide, piece),
    outcome: () => book.sum(),
  };
}

interface Guide extends GuideOptions {
  readonly book: Book;
  readonly tell: TellLanguage;
  readonly router: EngineRouter;
  /** Those who speak on different channels may speak different languages. */
  readonly channels: Map<number | undefined, Votes>;
  /** Whether asking for the language of a sound may still help. */
  sound: boolean;
}

interface Direction {
  readonly engine: Listening;
  /** Of this very piece, by its sound. */
  readonly language?: string;
}

function namesNothing({ engine, model }: EngineRequest): boolean {
  return engine === undefined && model === undefined;
}

function guideWanted(options: GuideOptions, language: string, book: Book): LanguageGuide {
  const engine = options.opened;
  return {
    direct: async (piece) => ({
      description: engine.description,
      recognise: async (samples, how) => {
        const result = await engine.recognise(samples, { ...how, language });
        if (!isStored(options, piece))
          book.enter(piece, { language, clear: true }, engine.description, result);
        return { ...result, language };
      },
    }),
    describe: ({ index }) => ({ ...readLine(book, engine, index), settled: language }),
    outcome: () => book.sum(),
  };
}

function describe(guide: Guide, piece: { readonly index: number; readonly channel?: number | undefined }) {
  const { settled, rival } = getVotes(guide, piece).settle(piece.index);
  return {
    ...readLine(guide.book, guide.opened, piece.index),
    ...(settled !== undefined && { settled }),
    ...(rival !== undefined && { rival }),
  };
}

/** A piece without a line was not heard by anybody. */
function readLine(book: Book, { description }: Listening, index: number) {
  const { engine, model, quality, capabilities } = description;
  const unheard = { engine, model, quality, hot_words: capabilities.hotWords, clear: false, seconds: 0 };
  return book.read(index) ?? unheard;
}

/** An earlier run heard it and said so: it is heard again for the words at its end alone. */
function isStored({ firstPiece = 0 }: GuideOptions, { index }: Piece): boolean {
  return index < firstPiece;
}

async function direct(guide: Guide, piece: Piece): Promise<Direction> {
  const votes = getVotes(guide, piece);
  if (isStored(guide, piece)) return { engine: await guide.router.getEngine(votes.settled) };
  const asked = votes.count();
  const due = asked % askedEvery === 0 || votes.doubtful;
  const heard = due || asked < askedAtFirst ? await identifySound(guide, piece) : undefined;
  if (heard === undefined) {
    // An engine of one language writes that language whatever is spoken: now and then another listens.
    const engine = await guide.router.getEngine(votes.settled);
    return { engine: due && isOfOne(engine) ? guide.opened : engine };
  }
  const agrees = votes.settled === undefined || votes.settled === heard;
  votes.hear(heard, piece.index);
  if (agrees || votes.settled === heard)
    return { engine: await guide.router.getEngine(heard), language: heard };
  return { engine: guide.opened };
}

async function identifySound(guide: Guide, piece: Piece): Promise<string | undefined> {
  if (!guide.sound || piece.samples.length < leastSeconds * sampleRate) return undefined;
  const heard = await guide.engines.identifyLanguage({ samples: piece.samples }, guide.signal);
  if (heard === undefined) guide.sound = false;
  return heard;
}

function getVotes({ past, channels }: Guide, { channel }: { readonly channel?: number | undefined }): Votes {
  const known = channels.get(channel);
  if (known) return known;
  const votes = createVotes(past?.channels.find((one) => one.channel === channel));
  channels.set(channel, votes);
  return votes;
}

function isOfOne({ description }: Listening): boolean {
  return description.languages !== 'any' && description.languages.length === 1;
}

interface Try {
  readonly engine: Listening;
  readonly result: RecognisedPiece;
  readonly told: Told | undefined;
}

/** One piece with the engine that it was led to; words that contradict lead it to another. */
function listen(guide: Guide, piece: Piece, { engine, language }: Direction): Listening {
  let last = engine;
  return {
    description: engine.description,
    recognise: async (samples, options) => {
      const first = await tryEngine(guide, piece, last, samples, withLanguage(options, language));
      const best = options.again ? first : await improve(guide, piece, { first, samples, options });
      last = best.engine;
      return label(guide, piece, best);
    },
  };
}

interface Question {
  readonly first: Try;
  readonly samples: SpeechPiece;
  readonly options: RecogniseOptions;
}

/** Has better engines hear the piece again, as long as the words lead to one; an answer without words counts for nothing. */
async function improve(guide: Guide, piece: Piece, { first, samples, options }: Question): Promise<Try> {
  const tried = new Set([first.engine]);
  let best = first;
  while (tried.size < turns) {
    const next = await findBetter(guide, piece, best);
    if (!next || tried.has(next)) break;
    tried.add(next);
    const other = await tryOther(guide, piece, { next, best, samples, options });
    if (!other || other.result.text.trim() === '') break;
    // An engine of one language has nothing to say about it: what led to it stands.
    best = { ...other, told: other.told?.clear ? other.told : (best.told ?? other.told) };
  }
  return best;
}

async function tryEngine(
  guide: Guide,
  piece: Piece,
  engine: Listening,
  samples: SpeechPiece,
  options: RecogniseOptions,
): Promise<Try> {
  const result = await engine.recognise(samples, options);
  const before = options.language ?? getVotes(guide, piece).settled;
  return { engine, result, told: tell(guide, engine, result, before) };
}

/** By the engine's own word, where it gives one and hears several languages, else by its text. */
function tell(
  guide: Guide,
  engine: Listening,
  { language, text }: RecognisedPiece,
  before: string | undefined,
): Told | undefined {
  const heardWords = text.trim().length >= (before === undefined ? 1 : someLetters);
  if (language !== undefined && heardWords && !isOfOne(engine)) return { language, clear: true };
  return guide.tell(text, { known: engine.description.languages, before });
}

interface Other {
  readonly next: Listening;
  readonly best: Try;
  readonly samples: SpeechPiece;
  readonly options: RecogniseOptions;
}

/** The words of the first engine are at hand: what fails here costs only the better ones. */
async function tryOther(
  guide: Guide,
  piece: Piece,
  { next, best, samples, options }: Other,
): Promise<Try | undefined> {
  try {
    return await tryEngine(guide, piece, next, samples, withLanguage(options, best.told?.language));
  } catch (thrown) {
    const error = toEfirError(thrown);
    if (error.code === 'cancelled') throw error;
    const { engine, model } = next.description;
    guide.logger.warn({ engine, model, error: error.toRecord() }, 'the engine for the language failed');
    guide.router.distrust(next);
    return undefined;
  }
}

/** The engine that should hear a piece again after these words; undefined where they may stand. */
async function findBetter(guide: Guide, piece: Piece, { engine, result, told }: Try) {
  const votes = getVotes(guide, piece);
  if (told?.clear) return guide.router.getEngine(told.language);
  if (isOfOne(engine)) return isThin(piece, result) ? guide.opened : undefined;
  return votes.settled === undefined ? undefined : guide.router.getEngine(votes.settled);
}

function isThin(piece: Piece, { text }: RecognisedPiece): boolean {
  const seconds = piece.samples.length / sampleRate;
  return seconds >= 5 && (text.match(/\p{L}/gu)?.length ?? 0) < thinLetters * seconds;
}

/** Writes down what was heard, and in which language; what is only assumed is not said of a piece. */
function label(guide: Guide, piece: Piece, { engine, result, told }: Try): RecognisedPiece {
  const votes = getVotes(guide, piece);
  const stored = isStored(guide, piece);
  if (told?.clear && !stored) votes.hear(told.language, piece.index);
  const known = told?.clear ? told.language : votes.settled;
  const language = known ?? told?.language;
  const entered = language === undefined ? undefined : { language, clear: known !== undefined };
  if (!stored) guide.book.enter(piece, entered, engine.description, result);
  return known === undefined ? result : { ...result, language: known };
}

function withLanguage(options: RecogniseOptions, language: string | undefined): RecogniseOptions {
  return language === undefined ? options : { ...options, language };
}
