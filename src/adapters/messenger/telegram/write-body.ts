import { FormData } from 'undici';
import { isFileToSend } from '../files-to-send.ts';

/** What a call sends: JSON, or a form where bytes come along. */
export interface CallBody {
  readonly body: string | FormData;
  readonly headers: Readonly<Record<string, string>>;
  /** Of the files. */
  readonly bytes: number;
}

/** Writes the parameters of a method; files among them become parts of a form, wherever they stand. */
export function writeBody(parameters: Readonly<Record<string, unknown>>): CallBody {
  const files: { name: string; file: File }[] = [];
  const takeFiles = (value: unknown): unknown => {
    if (isFileToSend(value)) {
      const name = `file${files.length}`;
      files.push({
        name,
        file: new File([new Uint8Array(value.bytes)], value.name, { type: tellType(value.name) }),
      });
      return `attach://${name}`;
    }
    if (Array.isArray(value)) return value.map(takeFiles);
    if (typeof value !== 'object' || value === null) return value;
    return Object.fromEntries(Object.entries(value).map(([name, item]) => [name, takeFiles(item)]));
  };
  const fields = Object.entries(parameters)
    .filter(([, value]) => value !== undefined)
    .map(([name, value]) => [name, takeFiles(value)] as const);
  if (files.length === 0) {
    const body = JSON.stringify(Object.fromEntries(fields));
    return { body, headers: { 'content-type': 'application/json' }, bytes: 0 };
  }
  const form = new FormData();
  for (const [name, value] of fields) {
    form.append(name, typeof value === 'string' ? value : JSON.stringify(value));
  }
  for (const { name, file } of files) form.append(name, file);
  return { body: form, headers: {}, bytes: files.reduce((sum, { file }) => sum + file.size, 0) };
}

/** Voice messages are told from other files by it; what everything else is, Telegram finds out by the name. */
function tellType(name: string): string {
  return name.endsWith('.ogg') ? 'audio/ogg' : 'application/octet-stream';
}
