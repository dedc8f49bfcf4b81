import type { MessageEntity } from '@grammyjs/types';

type Found = MessageEntity.CommonMessageEntity;

/** What Telegram marks by itself in any text. The first that begins somewhere wins. */
const patterns: readonly [Found['type'], RegExp][] = [
  [
    'url',
    /(?<![\w@./:-])(?:https?:\/\/|tg:\/\/|ftp:\/\/)?(?:[\p{L}\d](?:[\p{L}\d-]*[\p{L}\d])?\.)+(?:com|net|org|ru|io|me|dev|info|app|example|test|de|uk|eu|рф|su|tv|co|ai|fm)(?::\d{1,5})?(?:[/?#][^\s<>"«»]*)?(?![\p{L}\d@])/giu,
  ],
  ['url', /(?<![\w@./:-])(?:https?|ftp|tg):\/\/[^\s<>"«»]+/giu],
  ['email', /(?<![\w.+-])[\w.+-]+@(?:[a-z\d-]+\.)+[a-z]{2,}(?![\w-])/giu],
  ['mention', /(?<![\w@/])@[a-z\d_]{2,32}(?!\w)/giu],
  ['bot_command', /(?<![\w/@<>])\/[a-z\d_]{1,64}(?:@[a-z\d_]{3,32})?(?![\w/@])/giu],
  ['hashtag', /(?<![\p{L}\d_&/])#(?=[\d_]*\p{L})[\p{L}\d_]{1,256}/giu],
  ['cashtag', /(?<![\p{L}\d_$])\$[A-Z]{1,8}(?![\p{L}\d_])/gu],
];

/** Links, mentions, commands and tags in a text, in the order of the text; what `taken` covers is left alone. */
export function findEntities(text: string, taken: readonly MessageEntity[]): MessageEntity[] {
  const found: MessageEntity[] = [];
  for (const [type, pattern] of patterns)
    for (const match of text.matchAll(pattern)) {
      const words = type === 'url' ? match[0].replace(/[.,:;!?'")\]}]+$/u, '') : match[0];
      const entity = { type, offset: match.index, length: words.length } satisfies Found;
      const covers = (other: MessageEntity) =>
        other.offset < entity.offset + entity.length && entity.offset < other.offset + other.length;
      const inCode = taken.some((other) => isExclusive(other) && covers(other));
      if (!inCode && !found.some(covers)) found.push(entity);
    }
  return found.sort((one, other) => one.offset - other.offset);
}

function isExclusive({ type }: MessageEntity): boolean {
  return ['code', 'pre', 'text_link', 'text_mention', 'custom_emoji', 'date_time'].includes(type);
}
