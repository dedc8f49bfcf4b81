import { isIP } from 'node:net';
import { z } from 'zod';

/** What is known of one setting. */
export interface Setting<Value> {
  /** What is accepted, in words for the person who mistyped it. */
  readonly accepts: string;
  readonly about: string;
  readonly schema: z.ZodType<Value, string>;
  /** Absent: the setting is optional and has no value unless given. */
  readonly standard?: string;
}

type Standard = { readonly standard: string };

export function setting<Value>(value: Setting<Value> & Standard): Setting<Value> & Standard {
  return value;
}

export function optional<Value>(value: Setting<Value>): Setting<Value> {
  return value;
}

/* What settings accept, from their text. */

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
  z
    .string()
    // What follows reads the address.
    .refine((value) => URL.canParse(value) && schemes.includes(new URL(value).protocol.slice(0, -1)), {
      abort: true,
    });

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

/** `hooks.internal`, `10.0.0.1`, `[::1]`, `10.0.0.0/8`, `fd00::/8`. */
export function isHostOrBlock(value: string): boolean {
  const [host = '', bits, ...more] = value.split('/');
  if (bits === undefined) return /^(\[[\da-f:.]+\]|[\w.:-]+)$/i.test(host);
  const most = { 0: -1, 4: 32, 6: 128 }[isIP(host)] ?? -1;
  return more.length === 0 && /^\d{1,3}$/.test(bits) && Number(bits) <= most;
}

const sizeUnits: Record<string, number> = {
  '': 1,
  kb: 1e3,
  mb: 1e6,
  gb: 1e9,
  kib: 2 ** 10,
  mib: 2 ** 20,
  gib: 2 ** 30,
};
/** Bytes. */
export const size = z
  .string()
  .regex(/^\d+(\.\d+)?\s*([kmg]i?b)?$/i)
  .transform((value) => {
    const [, number = '0', unit = ''] = /^([\d.]+)\s*(\w*)$/.exec(value) ?? [];
    return Math.floor(Number(number) * (sizeUnits[unit.toLowerCase()] ?? 1));
  });
export const sizeWords = 'a size such as 500MB or 2GiB';

const timeUnits: Record<string, number> = { s: 1, m: 60, h: 3600, d: 86_400 };
/** Seconds. */
export const duration = z
  .string()
  .regex(/^\d+(\.\d+)?\s*[smhd]$/)
  .transform((value) => Number.parseFloat(value) * (timeUnits[value.slice(-1)] ?? 1));
export const durationWords = 'a duration such as 30s, 15m, 12h or 7d';

/** Whole days. */
export const days = z
  .string()
  .regex(/^[1-9]\d{0,4}d?$/)
  .transform((value) => Number.parseInt(value, 10));
export const daysWords = 'a number of days such as 30d';
