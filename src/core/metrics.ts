import { Counter, collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client';

/** The figures that every role gives at /metrics; one set per process. */
export type Metrics = ReturnType<typeof createMetrics>;

export function createMetrics(options: { processMetrics?: boolean } = {}) {
  const registry = new Registry();
  if (options.processMetrics ?? true) collectDefaultMetrics({ register: registry });
  const registers = [registry];
  return {
    registry,
    transcriptions: new Counter({
      name: 'transcriptions_total',
      help: 'Recordings that reached an end, by how',
      labelNames: ['status'] as const,
      registers,
    }),
    transcriptionDuration: new Histogram({
      name: 'transcription_duration_seconds',
      help: 'Seconds from a recording taken in to its transcript or its failure',
      buckets: [0.5, 1, 2, 5, 10, 30, 60, 120, 300, 600, 1800, 3600, 7200],
      registers,
    }),
    queueSize: new Gauge({
      name: 'queue_size',
      help: 'Tasks that wait, by queue',
      labelNames: ['queue_name'] as const,
      registers,
    }),
    messagesDropped: new Counter({
      name: 'messages_dropped_total',
      help: 'Messages that could not be read and were set aside, by queue',
      labelNames: ['queue_name'] as const,
      registers,
    }),
    deliveries: new Counter({
      name: 'deliveries_total',
      help: 'Sendings of news to webhooks and callbacks, by what came of them: delivered, waiting (tried again), failed',
      labelNames: ['outcome'] as const,
      registers,
    }),
    oldestDelivery: new Gauge({
      name: 'deliveries_oldest_waiting_seconds',
      help: 'Age of the oldest news that still waits to be delivered; that of paused webhooks aside',
      registers,
    }),
    rpcCalls: new Counter({
      name: 'rpc_calls_total',
      help: 'JSON-RPC calls answered, by method and outcome: ok, or the code of the error',
      labelNames: ['method', 'outcome'] as const,
      registers,
    }),
    rpcDuration: new Histogram({
      name: 'rpc_call_duration_seconds',
      help: 'Seconds from a JSON-RPC call to its answer',
      labelNames: ['method'] as const,
      buckets: [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.5, 1, 5, 30, 300],
      registers,
    }),
    ...createUpkeepMetrics(registers),
    ...createInboxMetrics(registers),
    ...createOutboxMetrics(registers),
    httpRequests: new Counter({
      name: 'http_requests_total',
      help: 'HTTP requests answered, by method, route and status',
      labelNames: ['method', 'route', 'status'] as const,
      registers,
    }),
    httpDuration: new Histogram({
      name: 'http_request_duration_seconds',
      help: 'Seconds from a request to the end of its answer',
      labelNames: ['method', 'route'] as const,
      buckets: [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10],
      registers,
    }),
  };
}

function createUpkeepMetrics(registers: Registry[]) {
  return {
    expired: new Counter({
      name: 'expired_total',
      help: 'What was thrown away because its time was over: audio, transcripts, histories, leftovers',
      labelNames: ['what'] as const,
      registers,
    }),
    sweptOrphans: new Gauge({
      name: 'blobs_without_recording',
      help: 'Blobs that no recording names, as the last sweep left them',
      registers,
    }),
    sweptMissing: new Gauge({
      name: 'recordings_without_blob',
      help: 'Recordings whose blob is gone, as the last sweep left them',
      registers,
    }),
  };
}

function createInboxMetrics(registers: Registry[]) {
  return {
    chatUpdates: new Counter({
      name: 'chat_updates_total',
      help: 'Updates of the Telegram bot that came to something, by kind and outcome: handled, ignored, put_off (tried again), refused',
      labelNames: ['kind', 'outcome'] as const,
      registers,
    }),
    chatUpdateDuration: new Histogram({
      name: 'chat_update_duration_seconds',
      help: 'Seconds from an update in the inbox to the end of its handling',
      buckets: [0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 5, 30],
      registers,
    }),
    oldestChatUpdate: new Gauge({
      name: 'chat_updates_oldest_waiting_seconds',
      help: 'Age of the oldest update that is not handled yet',
      registers,
    }),
    chatPollErrors: new Counter({
      name: 'chat_poll_errors_total',
      help: 'Failures to ask Telegram for updates, by kind: unreachable, conflict, refused, internal',
      labelNames: ['kind'] as const,
      registers,
    }),
  };
}

function createOutboxMetrics(registers: Registry[]) {
  return {
    chatCalls: new Counter({
      name: 'chat_calls_total',
      help: 'Calls of Telegram that show messages, by method and outcome: done, same, refused, flooded (429), doubt (nobody knows)',
      labelNames: ['method', 'outcome'] as const,
      registers,
    }),
    chatDoubts: new Counter({
      name: 'chat_doubts_settled_total',
      help: 'Messages that may have been in a chat, by what was found: adopted (it was there), anew (it was not)',
      labelNames: ['outcome'] as const,
      registers,
    }),
    oldestChatMessage: new Gauge({
      name: 'chat_messages_oldest_waiting_seconds',
      help: 'How long the message has waited that waits longest to be shown in a chat',
      registers,
    }),
  };
}
