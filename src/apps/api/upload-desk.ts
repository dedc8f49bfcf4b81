import type { FastifyReply, FastifyRequest } from 'fastify';
import { EfirError, toEfirError } from '../../core/errors.ts';
import type { Database } from '../../db/database.ts';
import { awaitUploading, readUploadLink, type UploadLink, useUploadLink } from '../../domain/chats/index.ts';
import { createRecording, type RecordingPorts } from '../../domain/media/index.ts';
import { openUpload, whileUploading } from '../upload/read-upload.ts';
import { limitGuesses } from './limit-guesses.ts';

/** Takes in what comes through one-time links. */
export interface UploadDesk {
  /**
   * What the request's link is for. Rejects as `readUploadLink`, and with `rate-limited` for an address that tried too
   * many links that are none.
   */
  find(text: string, request: FastifyRequest, reply: FastifyReply): Promise<UploadLink>;
  /**
   * Makes a recording of the request's body, for the chat that the link is of. Of two uploads through one link the later
   * one goes on: who sends again has lost the first. Rejects as `createRecording` and `useUploadLink`.
   */
  take(link: UploadLink, request: FastifyRequest): Promise<void>;
  readonly maxFileSize: number;
}

export interface UploadDeskOptions {
  readonly ports: RecordingPorts;
  readonly maxFileSize: number;
  /** Links that are none which one address may try. */
  readonly guessesPerMinute: number;
}

export function openUploadDesk(
  database: Database,
  { guessesPerMinute, maxFileSize, ports }: UploadDeskOptions,
): UploadDesk {
  const guesses = limitGuesses(guessesPerMinute);
  const underWay = new Map<string, AbortController>();
  return {
    maxFileSize,
    async find(text, request, reply) {
      const seconds = guesses.wait(request.ip, text);
      if (seconds > 0) {
        reply.header('retry-after', seconds);
        throw new EfirError('rate-limited', { limit: guessesPerMinute });
      }
      try {
        const link = await readUploadLink(database, text);
        guesses.note(request.ip, text, true);
        request.log = request.log.child({ tenant_id: link.tenantId, upload_link_id: link.id });
        return link;
      } catch (thrown) {
        if (toEfirError(thrown).code === 'upload-link-unknown') guesses.note(request.ip, text, false);
        throw thrown;
      }
    },
    async take(link, request) {
      const replaced = new AbortController();
      underWay.get(link.id)?.abort(new EfirError('upload-cut'));
      underWay.set(link.id, replaced);
      const waiting = keepWaiting(database, link);
      try {
        const { recording } = await whileUploading(request.raw, async (cut) => {
          const { complete, content, fileName } = await openUpload(request.raw, undefined);
          return createRecording(database, ports, {
            ...{ tenantId: link.tenantId, content, fileName, maxBytes: maxFileSize },
            ...{ requestId: request.id, trace: request.trace },
            readOptions: async () => {
              await complete;
              return link.options;
            },
            alongside: (tx, recordingId) => useUploadLink(tx, link, recordingId),
            signal: AbortSignal.any([cut, replaced.signal]),
          });
        });
        database.hints.send('chats', String(link.botId));
        request.log.info(
          { recording_id: recording.id, bytes: recording.bytes },
          'recording taken in by a link',
        );
      } finally {
        waiting.end();
        if (underWay.get(link.id) === replaced) underWay.delete(link.id);
      }
    },
  };
}

/** Seconds for which the chat waits for an upload that was heard of, and between two such words. */
const patience = 60;
const reminder = 20;

/** The chat gives nobody up whose file is coming in. */
function keepWaiting(database: Database, link: UploadLink): { end(): void } {
  const remind = () => void awaitUploading(database, link, patience).catch(() => {});
  remind();
  const reminding = setInterval(remind, reminder * 1000);
  return { end: () => clearInterval(reminding) };
}
