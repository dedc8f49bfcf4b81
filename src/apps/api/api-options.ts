import type { Config } from '../../config/config.ts';
import type { Logger } from '../../core/logger.ts';
import type { Metrics } from '../../core/metrics.ts';
import type { Database } from '../../db/database.ts';
import type { BlobStore } from '../../ports/blob-store.ts';
import type { IdentityProvider } from '../../ports/identity-provider.ts';
import type { MediaTool } from '../../ports/media-tool.ts';
import type { WebClient } from '../../ports/web-client.ts';
import type { Language, Texts } from '../../texts/texts.ts';
import type { DependencyState } from '../role.ts';

export type ApiConfig = Pick<
  Config,
  | 'host'
  | 'port'
  | 'engine'
  | 'model'
  | 'modelsDirectory'
  | 'maxFileSize'
  | 'maxDuration'
  | 'rateLimitPerMinute'
  | 'corsOrigins'
  | 'rpc'
  | 'sharedRoot'
  | 'foreignTenant'
  | 'uploadSessionLifetime'
  | 'retention'
  | 'trustProxy'
  | 'language'
> &
  Partial<
    Pick<
      Config,
      | 'brokerUrl'
      | 'oidc'
      | 'publicUrl'
      | 'streamCheck'
      | 'taskLease'
      | 'telegram'
      | 'openaiCompatible'
      | 'transcribeServers'
      | 'modelDownloads'
      | 'modelSource'
      | 'npmEnvironment'
      | 'childEnvironment'
    >
  >;

export interface ApiOptions {
  readonly config: ApiConfig;
  readonly database: Database;
  readonly blobs: BlobStore;
  /** Milliseconds after which a recording is cancelled that nobody waits for any more; half a minute unless given. */
  readonly hangUpGrace?: number;
  /** Looks into uploads that their first bytes do not explain; without it they are refused. */
  readonly probe?: MediaTool['probe'];
  /** Judges addresses that are to be called; closed by whoever opened it. */
  readonly web: WebClient;
  /** By which people may sign in, where `config.oidc` says so. */
  readonly identityProvider?: IdentityProvider | undefined;
  /** Where the built dashboard lies; web/dist unless given. */
  readonly dashboardFolder?: string | undefined;
  /** What else runs in this process and is told at /ready: the bot. */
  readonly beside?: () => Promise<Readonly<Record<string, DependencyState>>>;
  readonly logger: Logger;
  readonly metrics: Metrics;
  readonly texts: (language: Language) => Texts;
}
