import { isIP } from 'node:net';
import { z } from 'zod';

/* What settings accept, as schemas from the text of the environment to a value, and in words. */

export const text = z.string().min(1);
export const whole = (minimum: number, maximum = Number.MAX_SAFE_INTEGER) =>
  z.string().regex(/^\d+$/).transform(Number).pipe(z.number().min(minimum).max(maximum));
export const decimal = z
  .string()
  .regex(/^\d+(\.\d+)?$/)
  .transform(Number)
  .pipe(z.number().min(0));
export const flag = z.enum(['true', 'false']).transform((word) => word === 'true');
export const list = z.string().transform((line) =>
  line
    .split(',')
    .map((item) => item.trim())
    .filter((item) => item !== ''),
);
export const url = (...schemes: string[]) =>
  z.string().refine((value) => URL.canParse(value) && schemes.includes(new URL(value).protocol.slice(0, -1)));

export const servers = list.refine(
  (addresses) => addresses.length > 0 && addresses.every((address) => isServerAddress(address)),
);
/** Credentials in an address would be shown wherever the address is. */
function isServerAddress(address: string): boolean {
  const parsed = URL.canParse(address) ? new URL(address) : undefined;
  return parsed !== undefined && /^https?:$/.test(parsed.protocol) && parsed.username === '';
}

/** A server's URL names a host, a socket's its path. */
export const hasPlace = (value: string) =>
  value === 'inprocess:' ||
  (URL.canParse(value) && new URL(value).hostname !== '') ||
  /^\w+\+unix:.*\/./.test(value);

const sizeUnits: Record<string, number> = {
  '': 1,
  kb: 1e3,
  mb: 1e6,
  gb: 1e9,
  kib: 2 ** 10,
  mib: 2 ** 20,
  gib: 2 ** 30,
};
export const size = z
  .string()
  .regex(/^\d+(\.\d+)?\s*([kmg]i?b)?$/i)
  .transform((value) => {
    const [, number = '0', unit = ''] = /^([\d.]+)\s*(\w*)$/.exec(value) ?? [];
    return Math.floor(Number(number) * (sizeUnits[unit.toLowerCase()] ?? 1));
  });

const timeUnits: Record<string, number> = { s: 1, m: 60, h: 3600, d: 86_400 };
/** `hooks.internal`, `10.0.0.1`, `[::1]`, `10.0.0.0/8`, `fd00::/8`. */
export function isHostOrBlock(text: string): boolean {
  const [host = '', bits, ...more] = text.split('/');
  if (bits === undefined) return /^(\[[\da-f:.]+\]|[\w.:-]+)$/i.test(host);
  const most = { 0: -1, 4: 32, 6: 128 }[isIP(host)] ?? -1;
  return more.length === 0 && /^\d{1,3}$/.test(bits) && Number(bits) <= most;
}

/** Seconds. */
export const duration = z
  .string()
  .regex(/^\d+(\.\d+)?\s*[smhd]$/)
  .transform((value) => Number.parseFloat(value) * (timeUnits[value.slice(-1)] ?? 1));

export const whisperNames: Readonly<Record<string, string>> = { large: 'large-v3', turbo: 'large-v3-turbo' };

export const sizeWords = 'a size such as 500MB or 2GiB';
/** Whole days. */
export const days = z
  .string()
  .regex(/^[1-9]\d{0,4}d?$/)
  .transform((value) => Number.parseInt(value, 10));
export const daysWords = 'a number of days such as 30d';
export const durationWords = 'a duration such as 30s, 15m, 12h or 7d';
