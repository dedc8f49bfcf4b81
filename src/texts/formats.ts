import type { FluentFunction, FluentValue } from '@fluent/bundle';

/** Functions for use in texts: `{ SPAN($seconds) }`, `{ BYTES($bytes) }`, `{ LANGUAGE($code) }`, `{ LANGUAGES($codes) }`. */
export function createFormats(language: 'en' | 'ru'): Record<string, FluentFunction> {
  return {
    SPAN: ([value]) => formatSpan(readNumber(value), language),
    BYTES: ([value]) => formatBytes(readNumber(value), language),
    LANGUAGE: ([value]) => formatLanguage(String(value?.valueOf() ?? ''), language),
    LANGUAGES: ([value]) => formatLanguages(String(value?.valueOf() ?? ''), language),
  };
}

/** `1 h 5 min`, `2 min 3 s`, `4.2 s`: the two largest units. Input in seconds; `…` for what is no number. */
export function formatSpan(seconds: number, language: 'en' | 'ru'): string {
  if (!Number.isFinite(seconds)) return '…';
  const unit = (value: number, name: 'hour' | 'minute' | 'second') =>
    new Intl.NumberFormat(language, {
      style: 'unit',
      unit: name,
      unitDisplay: 'short',
      maximumFractionDigits: value < 10 && seconds < 60 ? 1 : 0,
    }).format(value);
  if (seconds < 59.5) return unit(seconds, 'second');
  const whole = Math.round(seconds);
  const parts =
    whole < 3600
      ? [unit(Math.floor(whole / 60), 'minute'), whole % 60 && unit(whole % 60, 'second')]
      : [
          unit(Math.floor(whole / 3600), 'hour'),
          Math.floor(whole / 60) % 60 && unit(Math.floor(whole / 60) % 60, 'minute'),
        ];
  return parts.filter((part) => part !== 0).join(' ');
}

const byteUnits = [
  ['gigabyte', 1e9],
  ['megabyte', 1e6],
  ['kilobyte', 1e3],
] as const;

/** `2 GB`, `1.5 MB`, `12 B`: decimal units, as disks are sold and MAX_FILE_SIZE is written. */
export function formatBytes(bytes: number, language: 'en' | 'ru'): string {
  if (!Number.isFinite(bytes)) return '…';
  const [unit, size] = byteUnits.find(([, least]) => bytes >= least) ?? (['byte', 1] as const);
  if (unit === 'byte') return `${bytes} ${language === 'ru' ? 'Б' : 'B'}`;
  const options = { style: 'unit', unit, unitDisplay: 'short', maximumFractionDigits: 1 } as const;
  return new Intl.NumberFormat(language, options).format(bytes / size);
}

/** Codes with a blank between: `Russian and English`. */
function formatLanguages(codes: string, language: 'en' | 'ru'): string {
  const names = codes.split(' ').map((code) => formatLanguage(code, language));
  return new Intl.ListFormat(language).format(names);
}

function formatLanguage(code: string, language: 'en' | 'ru'): string {
  try {
    return new Intl.DisplayNames(language, { type: 'language' }).of(code) ?? code;
  } catch {
    return code === '' ? '…' : code;
  }
}

function readNumber(value: FluentValue | undefined): number {
  return Number(value?.valueOf() ?? Number.NaN);
}
