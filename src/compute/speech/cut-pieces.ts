import { EfirError } from '../../core/errors.ts';
import type { TaskMessage } from '../../wire/task-message.ts';
import type { KeptDetectors } from './keep-detectors.ts';
import { planSeam, type Seam } from './past/plan-seam.ts';
import { findSpeech } from './stages/find-speech.ts';
import { mergeChannels } from './stages/merge-channels.ts';
import { type Packed, pack } from './stages/pack.ts';
import { overlapStored, skipStored } from './stages/skip-stored.ts';

export interface CutOptions {
  readonly message: Pick<TaskMessage, 'past_hearing' | 'resume_from'>;
  readonly detectors: KeptDetectors;
  readonly maxPieceSeconds: number;
  readonly signal?: AbortSignal | undefined;
}

export interface CutPieces {
  readonly pieces: AsyncGenerator<Packed, void, void>;
  readonly seam: Seam;
  /** What found the speech of a channel. */
  nameDetector(channel: number | undefined): string;
}

/**
 * The sound of each channel as pieces of speech, numbered through. A resumed run takes the detector of the run before,
 * where it has it, and then meets the same pieces; otherwise it begins where the stored words end.
 */
export async function cutPieces(
  streams: readonly AsyncIterable<Float32Array>[],
  channels: readonly (number | undefined)[],
  { message, detectors, maxPieceSeconds, signal }: CutOptions,
): Promise<CutPieces> {
  const { past_hearing: past, resume_from: stored } = message;
  const wanted = past?.channels.find(({ detector }) => detector !== undefined)?.detector;
  const opened = await Promise.all(channels.map(() => detectors.open(signal, wanted)));
  const names = new Map(channels.map((channel, place) => [channel, opened[place]?.name ?? '']));
  const seam = planSeam(past, stored, names);
  const firstIndex = seam.sameCuts ? 0 : stored;
  const cut = (samples: AsyncIterable<Float32Array>, place: number) => {
    const detector = opened[place];
    if (!detector) throw new EfirError('internal', { detail: 'a channel without a detector' });
    const speech = findSpeech(samples, detector, signal);
    if (seam.sameCuts) return pack(speech, { maxPieceSeconds });
    const start = seam.startOf(channels[place]);
    return overlapStored(pack(skipStored(speech, start), { maxPieceSeconds, firstIndex }), start);
  };
  return {
    pieces: mergeChannels(streams.map(cut), channels, firstIndex),
    seam,
    nameDetector: (channel) => names.get(channel) ?? '',
  };
}
