import { guessLanguage } from '../../compute/speech/language/guess-language.ts';
import { parseLanguage } from '../../compute/speech/language/parse-language.ts';
import { EfirError } from '../../core/errors.ts';
import type { TenantRead } from '../../db/database.ts';
import type { Note, Segment } from '../../wire/event-message.ts';
import type { ResultMessage } from '../../wire/result-message.ts';
import type { TaskRef } from '../../work/effects.ts';
import type { ForeignWork } from '../../work/task-rules.ts';

/**
 * What another program's worker wrote down of a recording. Segments are put in the order of time; text without segments
 * is one. Rejects with `foreign-worker-failed` for an answer with neither, and with `recording-not-found`.
 */
export async function readResult(tx: TenantRead, task: TaskRef, result: ResultMessage): Promise<ForeignWork> {
  const recording = await tx
    .selectFrom('recordings')
    .select(['options', 'media'])
    .where('id', '=', task.recordingId)
    .executeTakeFirst();
  if (!recording) throw new EfirError('recording-not-found', { id: task.recordingId });
  if (result.text === undefined && result.segments === undefined) {
    throw new EfirError('foreign-worker-failed', { detail: 'the answer holds neither text nor segments' });
  }
  const told = result.segments ?? tellWhole(result);
  const end = told.reduce((last, segment) => Math.max(last, segment.end, segment.start), 0);
  const segments = told.toSorted((a, b) => a.start - b.start).map(toSegment);
  const text = segments.map((segment) => segment.text).join(' ');
  const known = readLanguage(result.language) ?? recording.options.language;
  const notes: Note[] = [];
  if (text.trim() === '') notes.push({ code: 'no-speech', args: {} });
  const language = known ?? guessLanguage(text, 'any');
  if (known === undefined && text.trim() !== '') notes.push({ code: 'language-assumed', args: { language } });
  return {
    segments,
    success: {
      language,
      engine: result.engine ?? 'foreign',
      model: result.model ?? recording.options.model ?? 'unknown',
      quality: 'full',
      duration: result.duration ?? recording.media?.duration ?? end,
      notes,
    },
  };
}

function tellWhole({ text = '', duration = 0 }: ResultMessage) {
  return text.trim() === '' ? [] : [{ start: 0, end: duration, text, speaker: undefined }];
}

type ToldSegment = NonNullable<ResultMessage['segments']>[number];

function toSegment(
  { start, end, text, speaker }: Pick<ToldSegment, 'start' | 'end' | 'text' | 'speaker'>,
  index: number,
): Segment {
  return {
    index,
    start,
    end: Math.max(start, end),
    text: text.trim(),
    ...(speaker ? { speaker } : {}),
    words: [],
  };
}

/** A language that nobody knows is as good as none. */
function readLanguage(text: string | undefined): string | undefined {
  try {
    return parseLanguage(text);
  } catch {
    return undefined;
  }
}
