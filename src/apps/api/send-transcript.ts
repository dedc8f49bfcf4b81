import { create } from 'content-disposition';
import type { FastifyReply } from 'fastify';
import { contentTypes, formatTranscript } from '../../compute/speech/formats/index.ts';
import type { TranscriptFormat, WrittenTranscript } from '../../compute/speech/transcript.ts';
import type { Texts } from '../../texts/texts.ts';

interface Found {
  readonly transcript: WrittenTranscript;
  readonly fileName: string;
  readonly createdAt: Date;
}

interface Wanted {
  readonly format: TranscriptFormat;
  /** Whether paragraphs of text begin with their time. */
  readonly times: boolean;
  readonly texts: Texts;
}

/** A transcript as a file of a format, under the name of its recording. */
export async function sendTranscript(
  reply: FastifyReply,
  { createdAt, fileName, transcript }: Found,
  { format, texts, times }: Wanted,
): Promise<FastifyReply> {
  const options = { texts, times, title: fileName, date: createdAt };
  const content = await formatTranscript(transcript, format, options);
  const disposition = format === 'docx' ? 'attachment' : 'inline';
  return reply
    .type(contentTypes[format])
    .header('content-disposition', create(nameFile(fileName, format), { type: disposition }))
    .serializer(String)
    .send(typeof content === 'string' ? content : Buffer.from(content));
}

/** `talk.srt` of `talk.wav`. */
export const nameFile = (fileName: string, format: TranscriptFormat): string =>
  `${fileName.replace(/\.[^.]*$/, '')}.${format}`;
