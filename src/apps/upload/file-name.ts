import type { IncomingHttpHeaders } from 'node:http';
import { parse } from 'content-disposition';

const longest = 255;

/** The file name of a raw upload: from `?file_name=`, X-File-Name (percent-encoded UTF-8) or Content-Disposition. */
export function findFileName(asked: string | undefined, headers: IncomingHttpHeaders): string {
  const given = headers['x-file-name'];
  return cleanFileName(asked ?? (typeof given === 'string' ? decode(given) : readDisposition(headers)));
}

/**
 * What is kept of a name that a stranger gave: its last part, without control characters and without the marks that
 * turn the direction of writing, at most 255 characters. It is shown to people and never opens a file.
 */
export function cleanFileName(name: string | undefined): string {
  const last = (name ?? '').split(/[/\\]/).at(-1) ?? '';
  const clean = last.replace(/[\p{Cc}\p{Cs}\u202a-\u202e\u2066-\u2069]/gu, '').trim();
  const short = [...clean].slice(0, longest).join('');
  return short === '' || /^\.+$/.test(short) ? 'recording' : short;
}

function readDisposition(headers: IncomingHttpHeaders): string | undefined {
  const header = headers['content-disposition'];
  if (header === undefined) return undefined;
  try {
    return parse(header).parameters['filename'];
  } catch {
    return undefined;
  }
}

function decode(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
