import { cleanValue } from './clean-value.ts';

/**
 * What the inbox has to know of an update, read as the claims of a stranger: of whatever came, something that can be
 * stored.
 */
export interface ReceivedUpdate {
  readonly id: number;
  /** Its chat, or the person where there is no chat; 0: neither can be read. */
  readonly line: number;
  /** Who it is from; absent where that is nobody. */
  readonly userId?: number;
  readonly urgent: boolean;
  readonly payload: Readonly<Record<string, unknown>>;
  /** Why nobody can handle it. */
  readonly fault?: string;
}

/** Somebody looks at a turning wheel until these are answered; what they act on is checked when they are handled. */
const urgentKinds: ReadonlySet<string> = new Set([
  'callback_query',
  'inline_query',
  'pre_checkout_query',
  'shipping_query',
]);

/** Values within values; updates of Telegram have about ten. */
const deepest = 40;

/** Undefined for what has no usable `update_id`: it can neither be stored nor confirmed. */
export function readUpdate(given: unknown): ReceivedUpdate | undefined {
  if (!isRecord(given)) return undefined;
  const id = given['update_id'];
  if (!isId(id) || id < 0) return undefined;
  if (isDeeper(given, deepest))
    return { id, line: 0, urgent: false, payload: {}, fault: 'too deeply nested' };
  const payload = cleanValue(given) as Record<string, unknown>;
  const kinds = Object.keys(payload).filter((name) => name !== 'update_id');
  const [kind = ''] = kinds;
  const content = payload[kind];
  const read = { id, line: 0, urgent: urgentKinds.has(kind), payload };
  if (kinds.length !== 1) return { ...read, urgent: false, fault: `${kinds.length} kinds at once` };
  if (!isRecord(content)) return { ...read, urgent: false, fault: `its ${kind.slice(0, 40)} is no object` };
  const userId = findUser(content);
  return { ...read, line: findLine(content), ...(userId === undefined ? {} : { userId }) };
}

function findUser(content: Readonly<Record<string, unknown>>): number | undefined {
  const who = [content['from'], content['user']].find(isRecord)?.['id'];
  return isId(who) ? who : undefined;
}

function findLine(content: Readonly<Record<string, unknown>>): number {
  const message = content['message'];
  const places = [
    content['chat'],
    isRecord(message) ? message['chat'] : undefined,
    content['from'],
    content['user'],
  ];
  for (const place of places) if (isRecord(place) && isId(place['id'])) return place['id'];
  return 0;
}

function isDeeper(value: unknown, levels: number): boolean {
  if (typeof value !== 'object' || value === null) return false;
  return levels === 0 || Object.values(value).some((item) => isDeeper(item, levels - 1));
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function isId(value: unknown): value is number {
  return typeof value === 'number' && Number.isSafeInteger(value);
}
