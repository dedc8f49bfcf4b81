import { EfirError } from '../../../core/errors.ts';

/**
 * Text that a person wrote, as it is kept: blanks and line breaks are single blanks, none at the ends. Throws
 * `request-invalid` for control characters, broken characters, and more than `longest` characters.
 */
export function readWritten(field: string, text: string, longest: number): string {
  const tidy = text.normalize('NFC').replace(/\s+/g, ' ').trim();
  const broken = /[\p{Cc}\p{Cs}]/u.exec(tidy)?.[0];
  if (broken !== undefined) {
    const code = (broken.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0');
    throw refuse(`${field}: the character U+${code} has no place in it`);
  }
  const length = [...tidy].length;
  if (length > longest) throw refuse(`${field}: at most ${longest} characters, not ${length}`);
  return tidy;
}

function refuse(detail: string): EfirError {
  return new EfirError('request-invalid', { detail });
}
