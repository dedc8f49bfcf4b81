import { Server } from '@tus/server';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { EfirError, toEfirError } from '../../../core/errors.ts';
import { createUploadId, type TenantId, type UploadId } from '../../../core/ids.ts';
import { getUpload } from '../../../domain/media/index.ts';
import { type ApiContext, callerOf } from '../server.ts';
import { finishWithin } from './finish-within.ts';
import { openUploadStore, tellRecording } from './upload-store.ts';

/** Where uploads begin; each has an address below. */
const path = '/v1/uploads';

/**
 * Answers one request of the protocol tus 1.0 (https://tus.io): creation, with the first bytes or without, expiration and
 * termination. The server is made for the request: its store knows one tenant and one body. Bytes do not pass through it, for
 * its streams would be one more layer between socket and disk. Rejects as the use cases of uploads, in our words also for what the protocol refuses.
 */
export async function answerTus(
  context: ApiContext,
  request: FastifyRequest,
  reply: FastifyReply,
  id?: UploadId,
): Promise<null> {
  const store = openUploadStore(context, {
    tenantId: callerOf(request).tenantId,
    content: request.raw,
    requestId: request.id,
    trace: request.trace,
  });
  let failure: unknown;
  const server = new Server({
    path,
    datastore: store.datastore,
    relativeLocation: true,
    maxSize: context.maxFileSize,
    namingFunction: () => createUploadId(),
    onUploadFinish: async (_request, { id: whole }) => {
      await finishWithin(context, store.tenantId, whole as UploadId);
      return {};
    },
    onResponseError: (_request, thrown) => {
      failure = thrown;
      return undefined;
    },
  });
  const answer = await server.handleWeb(translateRequest(request, id));
  if (answer.status >= 400) {
    const { status } = answer;
    throw await wordFailure(
      context,
      { id, tenantId: store.tenantId },
      { failure, status, body: await answer.text() },
    );
  }
  for (const [name, value] of answer.headers) {
    // What concerns other origins is decided for the whole API.
    if (!name.startsWith('access-control-') && name !== 'content-length') reply.header(name, value);
  }
  const told = id ?? (answer.headers.get('location')?.split('/').at(-1) as UploadId | undefined);
  if (told && request.method !== 'DELETE') await tellRecording(context, store.tenantId, told, reply);
  reply.code(answer.status);
  return null;
}

function translateRequest(request: FastifyRequest, id: UploadId | undefined): Request {
  const headers = new Headers();
  for (const [name, value] of Object.entries(request.headers)) {
    if (typeof value === 'string' && name !== 'x-forwarded-proto') headers.set(name, value);
  }
  // The host is nobody's: locations are told without one.
  return new Request(`http://efir${path}${id === undefined ? '' : `/${id}`}`, {
    method: request.method,
    headers,
  });
}

/** What the protocol refused, as an error of ours. */
async function wordFailure(
  context: ApiContext,
  { id, tenantId }: { readonly tenantId: TenantId; readonly id: UploadId | undefined },
  { body, failure, status }: { readonly failure: unknown; readonly status: number; readonly body: string },
): Promise<EfirError> {
  if (failure instanceof Error) return toEfirError(failure);
  if (status === 404) return new EfirError('upload-not-found');
  if (status === 410) return new EfirError('upload-expired');
  if (status === 412 || /tus-resumable/i.test(body)) return new EfirError('tus-version-unknown');
  const upload = id && (await getUpload(context.database, tenantId, id));
  if (status === 409) return new EfirError('upload-offset-wrong', { received: upload?.received ?? 0 });
  if (status === 413) return new EfirError('file-too-large', { limit: upload?.bytes ?? context.maxFileSize });
  return new EfirError('request-invalid', { detail: body.trim().slice(0, 200) });
}
