import { createKey } from '../keeping/create-key.ts';
import { tab } from '../keeping/tabs.ts';
import { beginTake, offerTake } from './take-list.ts';
import { findRoom, keepChunk, keepTake, type Take } from './takes.ts';

/** Why there is no sound. */
export type MicrophoneTrouble = 'insecure' | 'forbidden' | 'missing' | 'busy' | 'full' | 'unknown';

export class MicrophoneFailure extends Error {
  override readonly name = 'MicrophoneFailure';
  readonly trouble: MicrophoneTrouble;

  constructor(trouble: MicrophoneTrouble, cause?: unknown) {
    super(trouble, { cause });
    this.trouble = trouble;
  }
}

export interface SoundRecorder {
  /** What the microphone hears, to show it. */
  readonly analyser: AnalyserNode;
  /** Seconds recorded by now, without pauses. */
  readSeconds(): number;
  pause(): void;
  resume(): void;
  /** Ends it; the take is then offered like any other that was not sent. */
  stop(): void;
  /** Settled with the take and its sound once it has ended, by `stop` or because the microphone went. */
  readonly ended: Promise<Recorded>;
}

export interface Recorded {
  readonly take: Take;
  readonly file: File;
  /** Why it ended by itself: the microphone went, or there is room for no more. */
  readonly cut: 'torn' | 'full' | undefined;
}

interface Wish {
  readonly owner: string;
  readonly name: string;
  /** For how many bytes there is room. */
  readonly room: number;
}

/** Forms that servers and browsers know, the best first. */
const forms = [
  ['audio/webm;codecs=opus', 'webm'],
  ['audio/mp4', 'm4a'],
  ['audio/ogg;codecs=opus', 'ogg'],
] as const;
/** Milliseconds of sound that are lost at most when the page is killed. */
const chunkLength = 1_000;
/** Bits a second: speech in full quality, 29 MB an hour. */
const density = 64_000;
/** Bytes under which it is not worth to begin: some twenty minutes. */
const leastRoom = 1e7;

/**
 * Records what the microphone hears, and keeps it second by second. Rejects with `MicrophoneFailure`. `name`: what the
 * recording is called, without an ending.
 */
export async function recordSound(owner: string, name: string): Promise<SoundRecorder> {
  const room = await findRoom(owner);
  if (room < leastRoom) throw new MicrophoneFailure('full');
  const stream = await openMicrophone();
  try {
    return recordStream(stream, { owner, name, room });
  } catch (thrown) {
    // Nothing would ever end it: it would hear on.
    stopListening(stream);
    throw thrown;
  }
}

function recordStream(stream: MediaStream, { name, owner, room }: Wish): SoundRecorder {
  const [type, ending] = forms.find(([one]) => MediaRecorder.isTypeSupported(one)) ?? ['', 'webm'];
  const recorder = new MediaRecorder(stream, {
    ...(type ? { mimeType: type } : {}),
    audioBitsPerSecond: density,
  });
  const { analyser, sound } = analyse(stream);
  const clock = createClock();
  const begun = Date.now();
  const id = createKey();
  let bytes = 0;
  let cut: Recorded['cut'];
  const describe = (): Take => ({
    ...{ id, owner, tab, name: `${name}.${ending}`, type: type.split(';')[0] ?? '' },
    ...{ startedAt: begun, seconds: clock.read(), bytes },
  });
  const stop = (why?: Recorded['cut']) => {
    if (recorder.state === 'inactive') return;
    cut = why;
    recorder.stop();
  };
  const chunks = gatherChunks(recorder, (chunk) => {
    bytes += chunk.size;
    if (bytes >= room) stop('full');
    return describe();
  });
  const ended = new Promise<void>((resolve) => {
    recorder.addEventListener('stop', () => resolve(), { once: true });
  }).then(() => {
    clock.stop();
    stopListening(stream);
    void sound.close();
    const take = describe();
    void keepTake(take).catch(() => undefined);
    offerTake(take);
    return { take, file: new File(chunks, take.name, { type: take.type, lastModified: begun }), cut };
  });
  for (const track of stream.getAudioTracks()) track.addEventListener('ended', () => stop('torn'));
  recorder.start(chunkLength);
  beginTake(id);
  clock.start();
  return {
    analyser,
    ended,
    readSeconds: clock.read,
    pause() {
      if (recorder.state !== 'recording') return;
      recorder.pause();
      clock.stop();
    },
    resume() {
      if (recorder.state !== 'paused') return;
      recorder.resume();
      clock.start();
    },
    stop: () => stop(),
  };
}

function analyse(stream: MediaStream): { analyser: AnalyserNode; sound: AudioContext } {
  const sound = new AudioContext();
  const analyser = sound.createAnalyser();
  analyser.fftSize = 1024;
  sound.createMediaStreamSource(stream).connect(analyser);
  return { analyser, sound };
}

function stopListening(stream: MediaStream): void {
  for (const track of stream.getTracks()) track.stop();
}

/** Keeps each piece of sound as it comes; in memory, too, for browsers that keep nothing. */
function gatherChunks(recorder: MediaRecorder, note: (chunk: Blob) => Take): Blob[] {
  const chunks: Blob[] = [];
  recorder.addEventListener('dataavailable', ({ data }) => {
    if (data.size === 0) return;
    chunks.push(data);
    const take = note(data);
    void keepTake(take)
      .then(() => keepChunk(take.id, chunks.indexOf(data), data))
      .catch(() => undefined);
  });
  return chunks;
}

async function openMicrophone(): Promise<MediaStream> {
  if (!navigator.mediaDevices || typeof MediaRecorder === 'undefined')
    throw new MicrophoneFailure('insecure');
  try {
    return await navigator.mediaDevices.getUserMedia({ audio: true });
  } catch (thrown) {
    throw new MicrophoneFailure(troubles[(thrown as DOMException).name] ?? 'unknown', thrown);
  }
}

const troubles: Readonly<Record<string, MicrophoneTrouble>> = {
  NotAllowedError: 'forbidden',
  SecurityError: 'forbidden',
  NotFoundError: 'missing',
  OverconstrainedError: 'missing',
  NotReadableError: 'busy',
  AbortError: 'busy',
};

/** Counts seconds, with stops. */
function createClock() {
  let before = 0;
  let since: number | undefined;
  const read = () => before + (since === undefined ? 0 : (performance.now() - since) / 1000);
  return {
    read,
    start() {
      since ??= performance.now();
    },
    stop() {
      before = read();
      since = undefined;
    },
  };
}
