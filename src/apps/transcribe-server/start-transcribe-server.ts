import type { AddressInfo } from 'node:net';
import Fastify, { type FastifyInstance, type FastifyReply, type FastifyRequest } from 'fastify';
import { z } from 'zod';
import { EfirError, toEfirError } from '../../core/errors.ts';
import { createRequestId, createTraceId } from '../../core/ids.ts';
import type { Logger } from '../../core/logger.ts';
import type { RecordingOptions } from '../../db/schema.ts';
import type { EngineName } from '../../engine-host/engines.ts';
import { chooseLanguage, type Language, type Texts } from '../../texts/texts.ts';
import { longestWait, pieceHeader } from '../../wire/transcribe-server.ts';
import { describeError, toRequestError } from '../describe-error.ts';
import { listenAt, writeUrl } from '../listen.ts';
import { drainBody } from '../upload/drain-body.ts';
import { openUpload, whileUploading } from '../upload/read-upload.ts';
import { gatherOptions } from '../upload/upload-options.ts';
import { createGuard, type GuardOptions, type Need } from './guard-requests.ts';
import type { Asker, JobDesk, JobForm } from './job-desk.ts';
import { checkJobId } from './job-ids.ts';
import { readJobForm } from './read-form.ts';

export interface TranscribeServerOptions {
  readonly desk: JobDesk;
  readonly host: string;
  /** 0 for any free one. */
  readonly port: number;
  readonly guard: Omit<GuardOptions, 'host'>;
  /** Engines that a job may name. */
  readonly offered: readonly EngineName[];
  /** The options where their model may exist; rejects with `model-unknown`. */
  readonly requireModel: (options: RecordingOptions) => Promise<RecordingOptions>;
  readonly maxFileSize: number;
  readonly language: Language;
  readonly texts: (language: Language) => Texts;
  readonly version: string;
  readonly logger: Logger;
}

export interface TranscribeServer {
  readonly url: string;
  /** Stops listening, then closes the desk. */
  close(): Promise<void>;
}

/** A connection on which nothing moves for this long is closed; a long question for a status is shorter. */
const idleMilliseconds = 120_000;
/** Answers on their way get this long when the server closes. */
const closingMilliseconds = 3_000;

/**
 * Opens the door of the persistent transcription server: `POST /transcribe`, `GET /status/{job_id}`,
 * `POST /cancel/{job_id}`, `GET /health`. Rejects with `key-required` and `port-in-use`; the desk is closed then.
 */
export async function startTranscribeServer(options: TranscribeServerOptions): Promise<TranscribeServer> {
  const { desk, host, port } = options;
  const closing = new AbortController();
  try {
    const app = buildServer(options, closing.signal);
    await listenAt(port, () => app.listen({ host, port }));
    return {
      url: writeUrl(app.server.address() as AddressInfo),
      close: async () => {
        closing.abort();
        const late = setTimeout(() => app.server.closeAllConnections(), closingMilliseconds);
        const closed = app.close();
        // First the jobs: whoever waits for one is answered.
        await desk.close();
        await closed;
        clearTimeout(late);
      },
    };
  } catch (thrown) {
    await desk.close();
    throw thrown;
  }
}

function buildServer(options: TranscribeServerOptions, closing: AbortSignal): FastifyInstance {
  const app = Fastify({
    logger: false,
    genReqId: () => createRequestId(),
    bodyLimit: 64 * 1024,
    // An upload may take hours as long as it moves; only its head has to come soon.
    requestTimeout: 0,
    connectionTimeout: idleMilliseconds,
    http: { headersTimeout: 30_000 },
    frameworkErrors: (_error, request, reply) => answerUnknown(request, reply, options),
    forceCloseConnections: 'idle',
    routerOptions: { maxParamLength: 1000 },
  });
  // A body is asked for only when there is a place for it.
  app.server.on('checkContinue', (request, response) => app.server.emit('request', request, response));
  app.addHook('onResponse', async (request) => drainBody(request.raw));
  app.addHook('onRequest', async (request, reply) => {
    reply.header('x-request-id', request.id).header('cache-control', 'no-store');
  });
  app.setErrorHandler((thrown, request, reply) => answerError(thrown, request, reply, options));
  app.setNotFoundHandler((request, reply) => answerUnknown(request, reply, options));
  // The body is a stream for the handler, whatever it claims to be.
  app.removeAllContentTypeParsers();
  app.addContentTypeParser('*', (_request, _payload, done) => done(null));
  addRoutes(app, options, closing);
  return app;
}

function addRoutes(app: FastifyInstance, options: TranscribeServerOptions, closing: AbortSignal): void {
  const { desk, host, version } = options;
  const guard = createGuard({ ...options.guard, host });
  const identify = async (request: FastifyRequest, need: Need): Promise<Asker> => ({
    tenantId: await guard.admit(request, need),
    texts: textsOf(request, options),
    requestId: request.id,
    trace: createTraceId(),
  });

  app.post('/transcribe', async (request, reply) => {
    const asker = await identify(request, 'write');
    if (closing.aborted) throw new EfirError('unavailable', { detail: 'the server is stopping' });
    const { job, repeated } = await takeIn(request, reply, asker, options);
    options.logger.info({ job_id: job.job_id, recording_id: job.recording_id, repeated }, 'job taken in');
    return reply
      .code(202)
      .header('location', `/status/${encodeURIComponent(job.job_id)}`)
      .send(job);
  });

  app.get('/status/:id', async (request, reply) => {
    const asker = await identify(request, 'read');
    const { wait } = waitSchema.parse(request.query, { reportInput: true });
    const gone = new AbortController();
    reply.raw.once('close', () => gone.abort());
    const signal = AbortSignal.any([closing, gone.signal]);
    return desk.find(readJobId(request), { seconds: wait, signal }, asker);
  });
  const cancel = async (request: FastifyRequest) =>
    desk.cancel(readJobId(request), await identify(request, 'write'));
  app.delete('/status/:id', cancel);
  app.post('/cancel/:id', cancel);

  app.get('/health', async (_request, reply) => {
    const health = await desk.health();
    return reply
      .code(health.status === 'failed' ? 503 : 200)
      .send({ status: health.status, mode: desk.mode, ...health, version });
  });
}

const waitSchema = z.object({ wait: z.coerce.number().min(0).max(longestWait).default(0) });

/** Room that a form takes around its file before its length alone proves the file too large. */
const formOverhead = 1024 * 1024;

async function takeIn(
  request: FastifyRequest,
  reply: FastifyReply,
  asker: Asker,
  options: TranscribeServerOptions,
) {
  const { desk, maxFileSize, offered, requireModel } = options;
  if (desk.mode === 'door' && request.headers[pieceHeader] !== undefined) {
    throw new EfirError('transcribe-server-circle', { server: `http://${request.headers.host ?? ''}` });
  }
  if (Number(request.headers['content-length'] ?? 0) > maxFileSize + formOverhead) {
    throw new EfirError('file-too-large', { limit: maxFileSize });
  }
  using _place = await desk.reserve(asker);
  if (/^100-continue$/i.test(request.headers.expect ?? '')) reply.raw.writeContinue();
  // Awaited here: the place is kept until then.
  return await whileUploading(request.raw, async (signal) => {
    const upload = await openUpload(request.raw, undefined);
    const query = querySchema.parse(request.query);
    let form: Promise<JobForm> | undefined;
    const readForm = () => {
      form ??= upload.complete.then(async () => {
        const read = readJobForm({ mode: desk.mode, offered }, query, gatherOptions(upload.all));
        return { ...read, options: await requireModel(read.options) };
      });
      return form;
    };
    return desk.submit({ content: upload.content, fileName: upload.fileName, readForm, signal }, asker);
  });
}

/** What comes several times is a list; only words to listen for may. */
const querySchema = z.record(
  z.string(),
  z.union([z.string(), z.array(z.string()).transform((values) => values.join('\n'))]),
);

function readJobId(request: FastifyRequest): string {
  return checkJobId((request.params as { id: string }).id);
}

function textsOf(request: FastifyRequest, { language, texts }: TranscribeServerOptions): Texts {
  const wanted = request.headers['accept-language'];
  return texts(wanted === undefined ? language : chooseLanguage(wanted));
}

function answerUnknown(
  request: FastifyRequest,
  reply: FastifyReply,
  options: TranscribeServerOptions,
): FastifyReply {
  const path = request.url.split('?')[0] ?? '';
  return answerError(
    new EfirError('route-unknown', { method: request.method, path }),
    request,
    reply,
    options,
  );
}

function answerError(
  thrown: unknown,
  request: FastifyRequest,
  reply: FastifyReply,
  options: TranscribeServerOptions,
): FastifyReply {
  const texts = textsOf(request, options);
  const error = translateError(thrown, texts);
  const { status } = error.meaning;
  const { logger } = options;
  if (status >= 500) logger.error({ error: thrown, request_id: request.id }, 'request failed');
  else logger.debug({ code: error.code, request_id: request.id }, 'request refused');
  if (status === 401) reply.header('www-authenticate', 'Bearer');
  if (error.code === 'queue-full') reply.header('retry-after', options.desk.retryAfter());
  return reply
    .code(status)
    .type('application/json; charset=utf-8')
    .send({ error: describeError(error, texts, request.id) });
}

function translateError(thrown: unknown, texts: Texts): EfirError {
  if (thrown instanceof z.core.$ZodError) return toRequestError(thrown, texts);
  const status = (thrown as { statusCode?: unknown }).statusCode;
  if (typeof status === 'number' && status < 500 && thrown instanceof Error) {
    return new EfirError('request-invalid', { detail: thrown.message }, { cause: thrown });
  }
  return toEfirError(thrown);
}
