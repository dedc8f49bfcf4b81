import { formatTranscript } from '../../../compute/speech/formats/index.ts';
import type { TranscriptFormat } from '../../../compute/speech/transcript.ts';
import { toEfirError } from '../../../core/errors.ts';
import type { RecordingId, TenantId } from '../../../core/ids.ts';
import type { Database } from '../../../db/database.ts';
import { getTranscript } from '../../../domain/media/index.ts';
import type { Texts } from '../../../texts/texts.ts';
import { nameFile } from '../send-transcript.ts';
import { createEntryNames } from './name-entries.ts';
import type { ZipEntry } from './write-zip.ts';

interface Wanted {
  readonly tenantId: TenantId;
  readonly ids: readonly RecordingId[];
  readonly format: TranscriptFormat;
  readonly times: boolean;
  readonly texts: Texts;
}

/** Transcripts as files, one after the other as they are asked for. One that has gone meanwhile is left out. */
export async function* exportTranscripts(
  database: Database,
  { format, ids, tenantId, texts, times }: Wanted,
): AsyncGenerator<ZipEntry, void, void> {
  const nameEntry = createEntryNames();
  for (const id of ids) {
    const found = await getTranscript(database, tenantId, id, texts).catch((thrown: unknown) => {
      if (toEfirError(thrown).meaning.status >= 500) throw thrown;
      return undefined;
    });
    if (!found) continue;
    const { createdAt: date, fileName, transcript } = found;
    const content = await formatTranscript(transcript, format, { texts, times, title: fileName, date });
    yield {
      name: nameEntry(nameFile(fileName, format)),
      content: typeof content === 'string' ? Buffer.from(content) : content,
      date,
      packed: format === 'docx',
    };
  }
}
