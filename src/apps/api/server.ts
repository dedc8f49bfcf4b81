import type { IncomingMessage, ServerResponse } from 'node:http';
import type { FastifyInstance, FastifyRequest, RawServerDefault } from 'fastify';
import type { ZodTypeProvider } from 'fastify-type-provider-zod';
import { EfirError } from '../../core/errors.ts';
import type { Logger } from '../../core/logger.ts';
import type { Metrics } from '../../core/metrics.ts';
import type { Database } from '../../db/database.ts';
import type { Caller, Keyring, Scope, SigningKeys } from '../../domain/identity/index.ts';
import type { Intake, RetentionPolicy, Standings } from '../../domain/media/index.ts';
import type { EngineName } from '../../engine-host/engines.ts';
import type { BlobStore } from '../../ports/blob-store.ts';
import type { MediaTool } from '../../ports/media-tool.ts';
import type { WebClient } from '../../ports/web-client.ts';
import type { Dispatch } from '../../rpc/dispatcher.ts';
import type { Language, Texts } from '../../texts/texts.ts';
import type { TaskRules } from '../../work/task-rules.ts';
import type { CountEnd } from '../count-end.ts';
import type { Readiness } from '../role.ts';
import type { Authentication } from './authentication.ts';
import type { Dashboard } from './dashboard/open-dashboard.ts';
import type { CallerWatch } from './events/caller-watch.ts';
import type { RecordingFeed } from './events/recording-feed.ts';
import type { RecordingWatch } from './events/watch-recordings.ts';
import type { PullDesk } from './models/pull-desk.ts';
import type { WaitingRoom } from './openai/waiting-room.ts';
import type { ProviderDesk } from './provider-desk.ts';
import type { UploadDesk } from './upload-desk.ts';

export type ApiServer = FastifyInstance<
  RawServerDefault,
  IncomingMessage,
  ServerResponse,
  Logger,
  ZodTypeProvider
>;

/** What routes work with. */
export interface ApiContext {
  readonly database: Database;
  readonly keyring: Keyring;
  readonly authentication: Authentication;
  readonly signingKeys: SigningKeys;
  /** Present where people may sign in by an identity provider. */
  readonly providers: ProviderDesk | undefined;
  readonly blobs: BlobStore;
  readonly probe: MediaTool['probe'] | undefined;
  readonly rules: readonly TaskRules[];
  readonly web: WebClient;
  readonly intake: Intake;
  readonly metrics: Metrics;
  readonly countEnd: CountEnd;
  readonly watch: RecordingWatch;
  /** Ends streams of callers that are no longer let in. */
  readonly callers: CallerWatch;
  /** What happens to all recordings of a tenant. */
  readonly feed: RecordingFeed;
  /** Places in the queue, and estimates. */
  readonly standings: Standings;
  readonly waitingRoom: WaitingRoom;
  readonly maxFileSize: number;
  /** Answers JSON-RPC messages. */
  readonly dispatch: Dispatch;
  readonly rpcMessageSize: number;
  readonly uploadSessionLifetime: number;
  /** Takes in what comes through one-time links of chats. */
  readonly uploads: UploadDesk;
  /** Policy of tenants that have none of their own. */
  readonly retention: RetentionPolicy;
  /** Seconds that all together may send the bot within 24 hours, where that is limited. */
  readonly botQuota: number | undefined;
  /** Engines that a request may name. */
  readonly engines: readonly EngineName[];
  /** Where installed speech models are, and the one that is chosen when none is named. */
  readonly modelsDirectory: string;
  readonly model: string;
  /** Brings models there. */
  readonly pulls: PullDesk;
  /** Workers in other processes take tasks, too: they may have models that are not known here. */
  readonly workersElsewhere: boolean;
  /** Other servers recognise for this installation: what comes from one of them could go round in a circle. */
  readonly passesOn: boolean;
  readonly texts: (language: Language) => Texts;
  readonly dashboard: Dashboard;
  readonly ready: () => Promise<Readiness>;
  /** Fires when the server closes: streams end then. */
  readonly closing: AbortSignal;
}

declare module 'fastify' {
  interface FastifyRequest {
    caller: Caller | null;
    /** W3C trace id, from the traceparent or new. */
    trace: string;
    /** In the language that the request asks for. */
    texts: Texts;
  }
  interface FastifyContextConfig {
    /** What a key must be allowed to do to come here. Absent: open to everybody. */
    scope?: Scope;
    /** For people: a browser's session or an access token of a user opens it, an API key does not. */
    person?: boolean;
    /** Open to everybody; whoever is known is known there as well. */
    visitor?: boolean;
    /** Any key opens the route; what it may do there is judged later. */
    keyed?: boolean;
    /** The answer is a stream of any length: its time says nothing. */
    endless?: boolean;
    /** For the API's description, where the body is read by the handler itself. */
    describedBody?: object;
  }
}

/** Who is asking, on routes with a scope. */
export function callerOf(request: Pick<FastifyRequest, 'caller'>): Caller {
  if (!request.caller) throw new EfirError('unauthorised');
  return request.caller;
}
