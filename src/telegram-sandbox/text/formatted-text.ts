import type { MessageEntity } from '@grammyjs/types';
import { badRequest } from '../refusal.ts';
import { findEntities } from './find-entities.ts';

/** A text as it stands in a message; offsets in UTF-16 units. */
export interface FormattedText {
  readonly text: string;
  readonly entities: MessageEntity[];
}

/** What Telegram makes of a text and its entities: trimmed, put in order, links and commands marked. */
export function finishText(text: string, entities: readonly MessageEntity[]): FormattedText {
  const clean = text.replace(/\p{Cc}/gu, (control) => cleanControl(control));
  const start = clean.length - clean.trimStart().length;
  const trimmed = clean.trim();
  const moved = entities
    .map((entity) => cut({ ...entity, offset: entity.offset - start }, trimmed.length))
    .filter((entity) => entity.length > 0 && isWorth(trimmed, entity));
  const all = [...moved, ...findEntities(trimmed, moved)];
  return { text: trimmed, entities: sortEntities(all) };
}

/** Line ends and tabs stay, carriage returns go, other control characters become spaces. */
function cleanControl(control: string): string {
  if (control === '\n' || control === '\t' || control >= '\u007f') return control;
  return control === '\r' ? '' : ' ';
}

/** The outer before the inner. */
function sortEntities(entities: readonly MessageEntity[]): MessageEntity[] {
  return [...entities].sort(
    (one, other) => one.offset - other.offset || other.length - one.length || rank(one) - rank(other),
  );
}

/** Entities as a bot gives them; what Telegram does not know is left out, what lies outside is cut. */
export function readEntities(given: unknown, length: number): MessageEntity[] {
  if (given === undefined) return [];
  if (!Array.isArray(given)) throw badRequest("can't parse entities: expected an Array of MessageEntity");
  return given.flatMap((entity: unknown) => {
    const read = readEntity(entity);
    return read && read.offset < length ? [read] : [];
  });
}

const plain = [
  'bold',
  'italic',
  'underline',
  'strikethrough',
  'spoiler',
  'blockquote',
  'expandable_blockquote',
  'code',
  'pre',
  'text_link',
  'text_mention',
  'custom_emoji',
  'date_time',
];

function readEntity(entity: unknown): MessageEntity | undefined {
  if (typeof entity !== 'object' || entity === null)
    throw badRequest("can't parse MessageEntity: expected an Object");
  const { type, offset, length, ...rest } = entity as Record<string, unknown>;
  if (typeof type !== 'string') throw badRequest('can\'t parse MessageEntity: Can\'t find field "type"');
  if (!isWhole(offset) || !isWhole(length))
    throw badRequest('can\'t parse MessageEntity: Field "offset" must be of type Number');
  if (offset < 0 || length <= 0) return undefined;
  if (!plain.includes(type)) return undefined;
  if (type === 'text_link' && typeof rest['url'] !== 'string')
    throw badRequest('can\'t parse MessageEntity: Can\'t find field "url"');
  return { type, offset, length, ...rest } as MessageEntity;
}

function isWhole(value: unknown): value is number {
  return typeof value === 'number' && Number.isInteger(value);
}

function cut(entity: MessageEntity, length: number): MessageEntity {
  const from = Math.max(0, entity.offset);
  const to = Math.min(length, entity.offset + entity.length);
  return { ...entity, offset: from, length: to - from };
}

/** Nothing but spaces is not made bold. */
function isWorth(text: string, { offset, length, type }: MessageEntity): boolean {
  return ['pre', 'code'].includes(type) || text.slice(offset, offset + length).trim() !== '';
}

function rank({ type }: MessageEntity): number {
  const order = ['expandable_blockquote', 'blockquote', 'pre', 'text_link', 'text_mention'];
  const place = order.indexOf(type);
  return place < 0 ? order.length : place;
}
