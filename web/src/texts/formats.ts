import type { FluentFunction, FluentValue } from '@fluent/bundle';
import type { Language } from './language.ts';

/** Functions for texts, as the server has them: `{ SPAN($seconds) }`, `{ BYTES($bytes) }`. */
export function createFormats(language: Language): Record<string, FluentFunction> {
  const span: FluentFunction = ([value]) => formatSpan(readNumber(value), language);
  const bytes: FluentFunction = ([value]) => formatBytes(readNumber(value), language);
  return { SPAN: span, BYTES: bytes };
}

/** The two largest units: `1 hr 5 min`, `42 sec`. Input in seconds. */
export function formatSpan(seconds: number, language: Language): string {
  const whole = Math.max(0, Math.round(seconds));
  const [hours, minutes] = [Math.floor(whole / 3600), Math.floor(whole / 60) % 60];
  const parts =
    hours > 0
      ? ([
          [hours, 'hour'],
          [minutes, 'minute'],
        ] as const)
      : ([
          [minutes, 'minute'],
          [whole % 60, 'second'],
        ] as const);
  const worded = parts
    .filter(([value]) => value > 0)
    .map(([value, unit]) => formatUnit(value, unit, language));
  return worded.length > 0 ? worded.join(' ') : formatUnit(0, 'second', language);
}

/** `1.5 MB`: decimal units. */
function formatBytes(bytes: number, language: Language): string {
  const units = ['byte', 'kilobyte', 'megabyte', 'gigabyte', 'terabyte'] as const;
  const step = bytes < 1 ? 0 : Math.min(units.length - 1, Math.floor(Math.log10(bytes) / 3));
  return formatUnit(bytes / 1000 ** step, units[step] ?? 'byte', language, step === 0 ? 0 : 1);
}

/** `1:02:03`, `2:03`: a place in a recording. */
export function formatClock(seconds: number): string {
  const whole = Math.max(0, Math.floor(seconds));
  const pad = (value: number) => String(value).padStart(2, '0');
  const [hours, minutes] = [Math.floor(whole / 3600), Math.floor(whole / 60) % 60];
  return hours > 0 ? `${hours}:${pad(minutes)}:${pad(whole % 60)}` : `${minutes}:${pad(whole % 60)}`;
}

function formatUnit(value: number, unit: string, language: Language, digits = 0): string {
  const options = { style: 'unit', unit, unitDisplay: 'short', maximumFractionDigits: digits } as const;
  return new Intl.NumberFormat(language, options).format(value);
}

function readNumber(value: FluentValue | undefined): number {
  const number = Number(value?.valueOf() ?? 0);
  return Number.isFinite(number) ? number : 0;
}
