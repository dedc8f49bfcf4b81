import { fileTypeFromBuffer } from 'file-type';

/** How many bytes from the start of a file `sniffContent` is worth calling with. */
export const sniffLength = 65_536;

export interface Sniffed {
  /** `media`: worth opening; `other`: surely no recording; `unknown`: only the decoder can say. */
  readonly verdict: 'media' | 'other' | 'unknown';
  /** What the bytes are, to complete "this is …": `plain text`, `a PDF document`, `audio (MP3)`. */
  readonly found: string;
}

/**
 * Judges a file by its first bytes (`sniffLength` of them, or all there are), never by its name or declared type.
 * Playlists and session descriptions count as `other` whatever they are called: they would make a decoder read
 * files that were not sent.
 */
export async function sniffContent(head: Uint8Array): Promise<Sniffed> {
  if (head.length === 0) return { verdict: 'other', found: 'an empty file' };
  const text = readText(head);
  const kind = text === undefined ? undefined : nameText(text);
  if (kind !== undefined) return { verdict: 'other', found: kind };
  const type = await fileTypeFromBuffer(head);
  // After the signatures: the first frames of AMR can be letters to the last.
  if (type) return judgeType(type.mime, type.ext);
  return text === undefined
    ? { verdict: 'unknown', found: 'unknown data' }
    : { verdict: 'other', found: 'plain text' };
}

function judgeType(mime: string, extension: string): Sniffed {
  const label = extension.toUpperCase();
  if (noSound.has(mime)) return { verdict: 'other', found: noSound.get(mime) ?? label };
  const [family = '', subtype = ''] = mime.split('/');
  if (family === 'audio' || family === 'video') return { verdict: 'media', found: `${family} (${label})` };
  if (mediaTypes.has(mime)) return { verdict: 'media', found: `media (${label})` };
  if (family === 'image') return { verdict: 'other', found: `an image (${label})` };
  if (family === 'font') return { verdict: 'other', found: `a font (${label})` };
  if (subtype.startsWith('vnd.openxmlformats') || subtype.startsWith('vnd.oasis')) {
    return { verdict: 'other', found: `an office document (${label})` };
  }
  if (archives.has(extension)) return { verdict: 'other', found: `a ${label} archive` };
  return { verdict: 'other', found: knownFiles.get(extension) ?? `a ${label} file` };
}

/** Filed under audio or application by their MIME type against what matters here. */
const noSound = new Map([
  ['audio/midi', 'a MIDI file: notes, no sound'],
  ['application/x-mpegURL', 'a playlist (HLS)'],
]);
const mediaTypes = new Set([
  'application/ogg',
  'application/mp4',
  'application/mxf',
  'application/vnd.ms-asf',
  'application/vnd.rn-realmedia',
]);
const archives = new Set(['zip', 'rar', '7z', 'tar', 'gz', 'bz2', 'xz', 'zst', 'lz', 'lz4', 'cab', 'jar']);
const knownFiles = new Map([
  ['pdf', 'a PDF document'],
  ['xml', 'an XML document'],
  ['rtf', 'an RTF document'],
  ['exe', 'a program'],
  ['elf', 'a program'],
  ['macho', 'a program'],
  ['sqlite', 'a database'],
]);

const textKinds: readonly (readonly [RegExp, string])[] = [
  [/^#EXTM3U/i, 'a playlist (HLS)'],
  [/^ffconcat version/i, 'a playlist (ffconcat)'],
  [/^file\s+\S/i, 'a playlist (ffconcat)'],
  [/^v=0\r?\n(?:.*\r?\n)*?[os]=/i, 'a session description (SDP)'],
  [/^\[playlist\]/i, 'a playlist (PLS)'],
  [/^(?:<\?xml[^>]*\?>\s*)?(?:<!--[\s\S]*?-->\s*)?<MPD[\s>]/i, 'a playlist (DASH)'],
  [/^(?:<\?xml[^>]*\?>\s*)?<playlist[\s>]/i, 'a playlist (XSPF)'],
  [/^(?:<\?xml[^>]*\?>\s*)?<smil[\s>]/i, 'a playlist (SMIL)'],
  [/^<asx[\s>]/i, 'a playlist (ASX)'],
  [/^WEBVTT/, 'subtitles (WebVTT)'],
  [/^\d+\r?\n\d\d:\d\d:\d\d[,.]\d{3} --> /, 'subtitles (SRT)'],
  [/^<(?:!doctype\s+html|html)[\s>]/i, 'a web page'],
  [/^(?:<\?xml[^>]*\?>\s*)?(?:<!doctype\s+svg[^>]*>\s*)?<svg[\s>]/i, 'an image (SVG)'],
  [/^<\?xml/i, 'an XML document'],
  [/^%PDF-/, 'a PDF document'],
  [/^\{\\rtf/, 'an RTF document'],
];

function nameText(text: string): string | undefined {
  const start = text.trimStart();
  return textKinds.find(([pattern]) => pattern.test(start))?.[1];
}

/** The head as text when every byte of it can be text; a character cut off by the end of the head is forgiven. */
function readText(head: Uint8Array): string | undefined {
  const encoding =
    head[0] === 0xff && head[1] === 0xfe
      ? 'utf-16le'
      : head[0] === 0xfe && head[1] === 0xff
        ? 'utf-16be'
        : 'utf-8';
  try {
    const text = new TextDecoder(encoding, { fatal: true }).decode(head, { stream: true });
    // biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what tells binary from text
    return text.length > 0 && !/[\u0000-\u0008\u000e-\u001a\u001c-\u001f]/.test(text) ? text : undefined;
  } catch {
    return readLegacyText(head);
  }
}

/** One-byte encodings (Windows-1251 and the like): no control bytes at all, and lines or blanks between words. */
function readLegacyText(head: Uint8Array): string | undefined {
  if (head.length < 16 || head.some((byte) => byte < 32 && byte !== 9 && byte !== 10 && byte !== 13))
    return undefined;
  const text = new TextDecoder('latin1').decode(head);
  return /\s/.test(text) ? text : undefined;
}
