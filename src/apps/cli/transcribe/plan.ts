import { statSync } from 'node:fs';
import { basename, extname, join } from 'node:path';
import { type TranscriptFormat, transcriptFormats } from '../../../compute/speech/transcript.ts';
import { EfirError, tellSystemError } from '../../../core/errors.ts';
import type { Texts } from '../../../texts/texts.ts';
import type { Input } from './inputs.ts';

/** Where the transcripts of one recording go. */
export interface Target {
  readonly format: TranscriptFormat;
  /** Absent: stdout. */
  readonly path?: string;
}

export interface PlanRequest {
  readonly formats: readonly string[];
  readonly output?: string | undefined;
  /** Whether what has no other place goes to a person's screen. */
  readonly terminal: boolean;
}

/**
 * Decides formats and places before any work is done. Throws `usage-invalid` where it would not come out: several
 * transcripts into one file, an ending that names no format; `output-unwritable` where nothing can be looked up.
 */
export function planTargets(inputs: readonly Input[], request: PlanRequest, texts: Texts): Target[][] {
  const { output } = request;
  const formats = chooseFormats(request, texts);
  if (output === undefined) {
    if (formats.length > 1) throw misuse(texts, 'usage-stdout-formats');
    const binary = formats.find((format) => format === 'docx');
    if (binary !== undefined) refuseBinary(binary, inputs.length, request, texts);
    return inputs.map(() => formats.map((format) => ({ format })));
  }
  if (!isFolder(output)) {
    const count = inputs.length * formats.length;
    if (count > 1) throw misuse(texts, 'usage-one-file', { path: output, count });
    return [formats.map((format) => ({ format, path: output }))];
  }
  const names = chooseNames(inputs);
  return inputs.map((_input, index) =>
    formats.map((format) => ({ format, path: join(output, `${names[index]}.${format}`) })),
  );
}

/** Bytes of a document make a mess of a screen, and two documents one behind the other are none. */
function refuseBinary(name: string, count: number, { terminal }: PlanRequest, texts: Texts): void {
  if (terminal) throw misuse(texts, 'usage-stdout-binary', { name });
  if (count > 1) throw misuse(texts, 'usage-stdout-documents', { name });
}

function chooseFormats({ formats, output }: PlanRequest, texts: Texts): TranscriptFormat[] {
  const known = transcriptFormats.join(', ');
  const unknown = formats.find((format) => !isFormat(format));
  if (unknown !== undefined) throw misuse(texts, 'usage-format', { name: unknown, known });
  if (formats.length > 0) return [...new Set(formats.filter(isFormat))];
  if (output === undefined || isFolder(output)) return ['txt'];
  const ending = extname(output).slice(1).toLowerCase();
  if (!isFormat(ending)) throw misuse(texts, 'usage-format-ending', { path: output, known });
  return [ending];
}

/** `talk.ogg` becomes `talk`, but stays `talk.ogg` where a `talk.mp3` would collide with it. */
function chooseNames(inputs: readonly Input[]): string[] {
  const stems = inputs.map(({ name }) => basename(name, extname(name)));
  const used = new Set<string>();
  return inputs.map(({ name }, index) => {
    const stem = stems[index] ?? name;
    const wanted = stems.indexOf(stem) === stems.lastIndexOf(stem) ? stem : basename(name);
    let chosen = wanted;
    for (let number = 2; used.has(chosen); number += 1) chosen = `${wanted}-${number}`;
    used.add(chosen);
    return chosen;
  });
}

function isFormat(text: string): text is TranscriptFormat {
  return (transcriptFormats as readonly string[]).includes(text);
}

function isFolder(path: string): boolean {
  if (path.endsWith('/')) return true;
  try {
    return statSync(path, { throwIfNoEntry: false })?.isDirectory() ?? false;
  } catch (thrown) {
    throw new EfirError('output-unwritable', { path, detail: tellSystemError(thrown) }, { cause: thrown });
  }
}

function misuse(texts: Texts, id: string, args: Record<string, string | number> = {}): EfirError {
  return new EfirError('usage-invalid', { detail: texts.text(id, args) });
}
