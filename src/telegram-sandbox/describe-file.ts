import type { StoredFile } from './file-store.ts';
import type { NewFile } from './interface.ts';
import type { Content } from './world.ts';

type Claims = Pick<NewFile, 'name' | 'mimeType' | 'duration' | 'title' | 'performer' | 'withoutSize'>;

/** A file as it stands in a message; `file_id` is written for every bot when it is told. */
export function describeFile(file: StoredFile, claims: Claims): Content {
  const ids = { file_id: '', file_unique_id: file.uniqueId };
  const size = claims.withoutSize ? {} : { file_size: file.bytes };
  const duration = Math.max(0, Math.round(claims.duration ?? 1));
  const name = claims.name === undefined ? {} : { file_name: claims.name };
  const type = claims.mimeType === undefined ? {} : { mime_type: claims.mimeType };
  const picture = { width: 640, height: 480 };
  switch (file.kind) {
    case 'voice':
      return { voice: { ...ids, duration, mime_type: claims.mimeType ?? 'audio/ogg', ...size } };
    case 'audio':
      return {
        audio: {
          ...ids,
          duration,
          ...(claims.title === undefined ? {} : { title: claims.title }),
          ...(claims.performer === undefined ? {} : { performer: claims.performer }),
          ...name,
          mime_type: claims.mimeType ?? 'audio/mpeg',
          ...size,
        },
      };
    case 'video':
      return {
        video: { ...ids, ...picture, duration, ...name, mime_type: claims.mimeType ?? 'video/mp4', ...size },
      };
    case 'video_note':
      return { video_note: { ...ids, length: 384, duration, ...size } };
    case 'photo':
      return { photo: [{ ...ids, ...picture, ...size }] };
    case 'animation': {
      const animation = { ...ids, ...picture, duration, ...name, ...type, ...size };
      return { animation, document: { ...ids, ...name, ...type, ...size } };
    }
    case 'document':
      return { document: { ...ids, ...name, ...type, ...size } };
  }
}
