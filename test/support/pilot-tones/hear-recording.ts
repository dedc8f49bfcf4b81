import { createFfmpegMediaTool } from '../../../src/adapters/media-tool/ffmpeg/ffmpeg-media-tool.ts';
import { transcribeTask } from '../../../src/compute/speech/transcribe-task.ts';
import type { Transcript } from '../../../src/compute/speech/transcript.ts';
import { silentLogger } from '../../../src/core/logger.ts';
import type { SpeechEngines } from '../../../src/ports/speech-engine.ts';
import { type TaskMessageInput, taskMessageSchema } from '../../../src/wire/task-message.ts';
import { collectTranscript } from '../collect-transcript.ts';
import type { TrueWord } from './pilot-recording.ts';

/** The worker's whole line on one file: ffmpeg, detector, pieces, engine, sentences. */
export async function hearRecording(
  path: string,
  engines: SpeechEngines,
  asked: Omit<TaskMessageInput, 'task_id' | 'file_path'> = {},
): Promise<{ transcript: Transcript; words: TrueWord[] }> {
  const message = taskMessageSchema.parse({ task_id: 'pilot', file_path: path, ...asked });
  const context = { media: createFfmpegMediaTool(), engines, logger: silentLogger };
  const transcript = await collectTranscript(
    transcribeTask.run(context, message, new AbortController().signal),
  );
  return { transcript, words: transcript.segments.flatMap((segment) => segment.words) };
}
