import type { IncomingMessage } from 'node:http';
import type { Readable } from 'node:stream';
import { DataStore, Metadata, Upload as TusUpload } from '@tus/server';
import type { FastifyReply } from 'fastify';
import type { TenantId, UploadId } from '../../../core/ids.ts';
import {
  createUpload,
  deleteUpload,
  getUpload,
  settleCallback,
  type Upload,
  uploadLifetime,
  writeUpload,
} from '../../../domain/media/index.ts';
import { cleanFileName } from '../../upload/file-name.ts';
import { requireKnownModel } from '../../upload/require-known-model.ts';
import { readUploadOptions } from '../../upload/upload-options.ts';
import type { ApiContext } from '../server.ts';

interface StoreRequest {
  readonly tenantId: TenantId;
  /** The body, of which the library sees nothing. */
  readonly content: IncomingMessage;
  readonly requestId: string;
  readonly trace: string;
}

/** What the library asks of a store, for one request of one tenant: another tenant's upload does not exist in it. */
export function openUploadStore(
  context: ApiContext,
  { content, requestId, tenantId, trace }: StoreRequest,
): { readonly datastore: DataStore; readonly tenantId: TenantId } {
  const { database } = context;
  const datastore = Object.assign(new DataStore(), {
    extensions: ['creation', 'creation-with-upload', 'expiration', 'termination'],
    getExpiration: () => uploadLifetime * 1000,
    async create(asked: TusUpload): Promise<TusUpload> {
      const metadata = asked.metadata ?? {};
      const upload = await createUpload(database, {
        ...{ tenantId, requestId, trace },
        id: asked.id as UploadId,
        ...(await readMetadata(context, metadata)),
        metadata: Metadata.stringify(metadata),
        bytes: asked.size ?? 0,
      });
      asked.creation_date = toTusUpload(upload).creation_date;
      return asked;
    },
    async getUpload(id: string): Promise<TusUpload> {
      return toTusUpload(await getUpload(database, tenantId, id as UploadId));
    },
    async write(passed: Readable, id: string, offset: number): Promise<number> {
      passed.resume();
      return writeUpload(database, context, { tenantId, id: id as UploadId, offset, content });
    },
    async remove(id: string): Promise<void> {
      await getUpload(database, tenantId, id as UploadId);
      await deleteUpload(database, context, tenantId, id as UploadId);
    },
  });
  return { datastore, tenantId };
}

/** Says in the headers which recording an upload has become. */
export async function tellRecording(
  { database }: ApiContext,
  tenantId: TenantId,
  id: UploadId,
  reply: FastifyReply,
): Promise<void> {
  const { recordingId } = await getUpload(database, tenantId, id);
  if (recordingId !== undefined) reply.header('upload-recording', recordingId);
}

/** The library counts from the beginning of an upload, we from its last byte. */
function toTusUpload({ bytes, expiresAt, id, metadata, received }: Upload): TusUpload {
  return new TusUpload({
    id,
    size: bytes,
    offset: received,
    ...(metadata === '' ? {} : { metadata: Metadata.parse(metadata) }),
    creation_date: new Date(expiresAt.getTime() - uploadLifetime * 1000).toISOString(),
  });
}

/** Names that clients of tus give to what a file is called and what it is; everything else is an option of the recording. */
const namesOfName = ['filename', 'name'];
const ignored = ['filetype', 'type', 'relativePath', 'lastModified', 'fingerprint'];

/** Rejects as the options of `POST /v1/recordings`, before a byte is sent. */
async function readMetadata(context: ApiContext, metadata: Readonly<Record<string, string | null>>) {
  const entries = Object.entries(metadata);
  const [name] = entries.filter(([key]) => namesOfName.includes(key));
  const given = entries.filter(([key]) => !namesOfName.includes(key) && !ignored.includes(key));
  const asked = readUploadOptions(
    context.engines,
    Object.fromEntries(given.map(([key, value]) => [key, value ?? ''])),
  );
  const options = await settleCallback(await requireKnownModel(context, asked), context);
  return { fileName: cleanFileName(name?.[1] ?? undefined), options };
}
