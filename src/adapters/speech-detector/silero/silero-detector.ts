import { access, constants } from 'node:fs/promises';
import { EfirError } from '../../../core/errors.ts';
import { sampleRate } from '../../../ports/media-tool.ts';
import type { SpeechDetector, SpeechDetectorAdapter } from '../../../ports/speech-detector.ts';
import type { Vad, VadConfig, VadConstructor } from './sherpa-onnx-node.ts';

/**
 * Silero's network (its files of version 4, 5 and 6) through sherpa-onnx, in this process. A file that is no such network
 * ends the process: nothing here can catch that, the engine host's client does.
 */
export const sileroDetector: SpeechDetectorAdapter = {
  name: 'silero',
  load: async ({ modelFile = '' }) => {
    const Vad = await importVad();
    await requireFile(modelFile);
    return createDetector(takeVad(Vad, modelFile), modelFile);
  },
};

const packageName = 'sherpa-onnx-node';
/** What the network judges at once: 32 ms. */
const frameLength = 512;
/** Samples before a frame that the network sees with it; the detector holds them back. */
const context = 64;
/**
 * Likelihood from which on a frame is speech; once it is, it stays so down to 0.15 less. Between Silero's own 0.5 and 0.35:
 * of a voice under music as loud as itself the one finds 66 to 78 %, the other 76 to 82 %, and neither takes noise or
 * instruments for speech (measured).
 */
const threshold = 0.4;
/**
 * Shorter than a frame, so that each flag is the network's own word: smoothing is the stage's. 0 would mean the library's
 * standard of half a second. Measured: speech is flagged from its second frame on, and until its last.
 */
const noSmoothing = 0.01;
/** The library counts samples in 32 bits, which 37 hours fill. */
const longestSamples = 30 * 3600 * sampleRate;

function createDetector(vad: Vad, modelFile: string): SpeechDetector {
  const amplify = createAmplifier();
  let heard = 0;
  let silentFrames = 0;
  let closed = false;
  vad.acceptWaveform(new Float32Array(context));

  const judgeFrame = (frame: Float32Array): number => {
    silentFrames = isSilent(frame) ? silentFrames + 1 : 0;
    if (silentFrames > knownSilence) return 0;
    vad.acceptWaveform(amplify(frame));
    if (!vad.isDetected()) return 0;
    // It keeps, and copies at every frame, what it takes for one utterance: flat only when that is taken away.
    vad.flush();
    vad.clear();
    return 1;
  };

  return {
    name: 'silero',
    frameLength,
    judge: async (samples, signal) => {
      if (signal?.aborted) throw new EfirError('cancelled');
      heard += samples.length;
      if (heard > longestSamples) {
        heard = samples.length;
        vad.reset();
        vad.acceptWaveform(new Float32Array(context));
      }
      const flags = new Uint8Array(Math.ceil(samples.length / frameLength));
      for (let frame = 0; frame < flags.length; frame++)
        flags[frame] = judgeFrame(samples.subarray(frame * frameLength, (frame + 1) * frameLength));
      return flags;
    },
    close: async () => {
      if (!closed) putBack(modelFile, vad);
      closed = true;
    },
  };
}

/** Samples up to here are digital silence and its dither; after a second of it the network need not be asked. */
const silentPeak = 1.5 / 32_768;
const knownSilence = 31;

function isSilent(frame: Float32Array): boolean {
  for (const sample of frame) if (Math.abs(sample) > silentPeak) return false;
  return true;
}

/** Peak that quiet sound is brought to, at most by so much: the network overlooks half of a voice at -57 dBFS. */
const wantedPeak = 0.25;
const mostGain = 100;
/** How fast what was loud is forgotten: 1 dB per second. */
const forgetting = 10 ** (-frameLength / sampleRate / 20);

/** Makes quiet frames louder, by the loudest moment that is not forgotten, and fills a broken one with silence. */
function createAmplifier(): (frame: Float32Array) => Float32Array {
  const louder = new Float32Array(frameLength);
  let peak = wantedPeak / mostGain;
  return (frame) => {
    peak *= forgetting;
    for (const sample of frame) peak = Math.max(peak, Math.abs(sample));
    const gain = Math.max(1, Math.min(mostGain, wantedPeak / peak));
    for (let i = 0; i < frameLength; i++) louder[i] = gain * (frame[i] ?? 0);
    return louder;
  };
}

/**
 * Networks at rest, by file. One takes 30 to 100 ms and 8 MB to make, and the collector does not see those megabytes: for
 * many short recordings the same few serve.
 */
const resting = new Map<string, Vad[]>();
const mostResting = 8;

function takeVad(Vad: VadConstructor, modelFile: string): Vad {
  return resting.get(modelFile)?.pop() ?? new Vad(createConfig(modelFile), bufferSeconds);
}

function putBack(modelFile: string, vad: Vad): void {
  const shelf = resting.get(modelFile) ?? [];
  if (shelf.length >= mostResting) return;
  vad.reset();
  resting.set(modelFile, [...shelf, vad]);
}

/** Of the library's own memory of what it heard, of which a frame or two are used. */
const bufferSeconds = 5;

function createConfig(model: string): VadConfig {
  return {
    sileroVad: {
      model,
      threshold,
      minSilenceDuration: noSmoothing,
      minSpeechDuration: noSmoothing,
      // Beyond it the threshold would rise.
      maxSpeechDuration: 3600,
      windowSize: frameLength,
    },
    sampleRate,
    numThreads: 1,
    provider: 'cpu',
    debug: false,
  };
}

/** Without a file the library goes on with nothing in its hands, and never hears anything. */
async function requireFile(modelFile: string): Promise<void> {
  try {
    await access(modelFile, constants.R_OK);
  } catch (cause) {
    throw new EfirError('model-missing', { model: 'silero-vad' }, { cause });
  }
}

/** The package is optional: the images of other roles go without it. */
async function importVad(): Promise<VadConstructor> {
  try {
    const imported = (await import(packageName)) as { default: { Vad: VadConstructor } };
    return imported.default.Vad;
  } catch (cause) {
    const detail = `the npm package ${packageName} is not installed, or not for ${process.platform} ${process.arch}`;
    throw new EfirError('engine-missing', { detail }, { cause });
  }
}
