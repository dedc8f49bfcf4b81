import { createFfmpegMediaTool } from '../../../src/adapters/media-tool/ffmpeg/ffmpeg-media-tool.ts';
import { transcribeAlone } from '../../../src/apps/transcribe-alone.ts';
import { transcribeTask } from '../../../src/compute/speech/transcribe-task.ts';
import type { Transcript } from '../../../src/compute/speech/transcript.ts';
import { silentLogger } from '../../../src/core/logger.ts';
import type { SpeechEngines } from '../../../src/ports/speech-engine.ts';
import type { Segment } from '../../../src/wire/event-message.ts';
import {
  type TaskMessage,
  type TaskMessageInput,
  taskMessageSchema,
} from '../../../src/wire/task-message.ts';
import type { TrueWord } from './pilot-recording.ts';

type Asked = Omit<TaskMessageInput, 'task_id' | 'file_path'>;

/** The worker's whole line on one file: ffmpeg, detector, pieces, engine, sentences; tried again as a worker would. */
export async function hearRecording(
  path: string,
  engines: SpeechEngines,
  asked: Asked = {},
): Promise<{ transcript: Transcript; words: TrueWord[] }> {
  const transcript = await transcribeAlone(makeContext(engines), makeMessage(path, asked), {
    texts: { text: (id) => id },
    signal: new AbortController().signal,
    onProgress: () => undefined,
    onRetry: () => undefined,
  });
  return { transcript, words: transcript.segments.flatMap((segment) => segment.words) };
}

/** The same, but each run is broken off behind its first new piece, and the next one resumes: as often as there are pieces. */
export async function hearInPieces(
  path: string,
  engines: SpeechEngines,
  asked: Asked = {},
): Promise<{ segments: Segment[]; runs: number }> {
  const segments: Segment[] = [];
  for (let pieces = 0; ; pieces++) {
    const message = makeMessage(path, {
      ...asked,
      resume_from: pieces,
      resume_segments: segments.length,
      resume_until: segments.at(-1)?.end ?? 0,
    });
    const found = await hearNextPiece(message, engines);
    if (!found) return { segments, runs: pieces };
    segments.push(...found);
  }
}

async function hearNextPiece(message: TaskMessage, engines: SpeechEngines): Promise<Segment[] | undefined> {
  const leaving = new AbortController();
  try {
    for await (const event of transcribeTask.run(makeContext(engines), message, leaving.signal)) {
      if (event.type === 'segment') return event.segments;
    }
    return undefined;
  } finally {
    leaving.abort();
  }
}

function makeContext(engines: SpeechEngines) {
  return { media: createFfmpegMediaTool(), engines, logger: silentLogger };
}

function makeMessage(path: string, asked: Asked): TaskMessage {
  return taskMessageSchema.parse({ task_id: 'pilot', file_path: path, ...asked });
}
