import type { Random } from '../../chaos/random.ts';

type Json = unknown;

/** An update of the kinds that a bot asks for, with something wrong somewhere; now and then with nothing wrong. */
export function createHostileUpdate(random: Random, person: number): Record<string, Json> {
  let update: Json = structuredClone(random.pick(listSamples(person)));
  const wrongs = Math.floor(random.between(0, 4));
  for (let count = 0; count < wrongs; count += 1) update = breakOne(random, update);
  return typeof update === 'object' && update !== null && !Array.isArray(update)
    ? (update as Record<string, Json>)
    : { message: update };
}

/** Walks to some place and puts something else there. */
function breakOne(random: Random, value: Json): Json {
  if (typeof value !== 'object' || value === null || random.next() < 0.15)
    return somethingElse(random, value);
  if (Array.isArray(value)) {
    if (value.length === 0) return [somethingElse(random, value)];
    const index = Math.floor(random.between(0, value.length));
    return value.map((item, place) => (place === index ? breakOne(random, item) : item));
  }
  const names = Object.keys(value);
  if (names.length === 0 || random.next() < 0.1)
    return { ...value, [oddText(random)]: somethingElse(random, value) };
  const name = random.pick(names);
  const { [name]: inner, ...rest } = value as Record<string, Json>;
  return random.next() < 0.2 ? rest : { ...rest, [name]: breakOne(random, inner) };
}

function somethingElse(random: Random, value: Json): Json {
  return random.pick<() => Json>([
    () => null,
    () => true,
    () => -1,
    () => 1.5,
    () => 2 ** 53,
    () => 1e308,
    () => '',
    () => oddText(random),
    () => 'x'.repeat(Math.floor(random.between(1, 80_000))),
    () => [],
    () => [value, value],
    () => ({}),
    () => ({ __proto__: { polluted: true }, constructor: 'x', toString: 1 }),
    () => nest(Math.floor(random.between(1, 60))),
  ])();
}

const oddTexts = [
  '\0',
  '\ud800',
  '/start@efir_bot \u202e',
  '/settings',
  '/text',
  '/history \\x%',
  "'; drop table chats; --",
  'http://[::1]:1/\u0000.mp3 https://example.org/a.ogg',
  '__proto__',
  'e\u0301'.repeat(500),
  '👩‍👩‍👧‍👦'.repeat(100),
  '{ $known } { SPAN($x) }',
];

function oddText(random: Random): string {
  return random.pick(oddTexts);
}

function nest(levels: number): Json {
  return levels === 0 ? 0 : { deep: [nest(levels - 1)] };
}

/** Updates of the kinds that a bot asks for, with nothing wrong. */
export function listSamples(person: number): readonly object[] {
  const from = { id: person, is_bot: false, first_name: 'Ann', language_code: 'ru' };
  const chat = { id: person, type: 'private', first_name: 'Ann' };
  const group = { id: -5_000 - (person % 50), type: 'supergroup', title: 'Choir' };
  const message = { message_id: 1, date: 1_700_000_000, from, chat };
  const file = { file_id: 'AgAD-file', file_unique_id: 'AgAD', file_size: 9_000, duration: 4 };
  const reply = { ...message, message_id: 7, text: 'a line' };
  const hidden = { id: -6_000 - (person % 50), type: 'channel', title: 'News' };
  const marks = [
    { type: 'text_link', offset: 0, length: 3, url: 'https://example.org/a.mp3' },
    { type: 'url', offset: 0, length: 3 },
    { type: 'text_mention', offset: 0, length: 3, user: { ...from, id: 7_711, is_bot: true } },
    { type: 'mention', offset: 0, length: 3 },
  ];
  const spoken = { ...message, chat: group, message_thread_id: 3, is_topic_message: true };
  return [
    { message: { ...message, text: '/help', entities: [{ type: 'bot_command', offset: 0, length: 5 }] } },
    { message: { ...message, text: 'see https://example.org/a.mp3', link_preview_options: {} } },
    { message: { ...message, voice: { ...file, mime_type: 'audio/ogg' } } },
    { message: { ...message, document: { ...file, file_name: '../a.wav', mime_type: 'audio/wav' } } },
    { message: { ...message, video: file, caption: '/text', media_group_id: '12' } },
    {
      message: {
        ...message,
        text: 'no, it was a lion',
        reply_to_message: reply,
        quote: { text: 'a', position: 0 },
      },
    },
    {
      message: {
        ...spoken,
        text: '@efir_bot text',
        reply_to_message: { ...reply, chat: group, voice: file },
      },
    },
    { message: { ...spoken, sender_chat: group, video_note: file } },
    { message: { ...message, text: 'see this', entities: marks } },
    {
      message: {
        ...spoken,
        text: 'see this',
        entities: marks,
        reply_to_message: { ...reply, entities: marks },
      },
    },
    {
      message: {
        ...{
          ...spoken,
          sender_chat: hidden,
          is_automatic_forward: true,
          audio: { ...file, title: 'A', performer: 'B' },
        },
        ...{ caption: '@efir_bot', caption_entities: [{ type: 'mention', offset: 0, length: 9 }] },
        forward_origin: { type: 'channel', date: 1, chat: hidden, message_id: 3 },
      },
    },
    { message: { ...spoken, left_chat_member: { ...from, id: 7_711, is_bot: true } } },
    { message: { ...spoken, migrate_to_chat_id: -1_000_000_000_001 } },
    { edited_message: { ...message, edit_date: 1_700_000_001, text: '/history' } },
    {
      callback_query: {
        id: '5',
        from,
        chat_instance: '1',
        message: { ...reply, reply_markup: {} },
        data: 'AAAAAAAAAAAAAAAAAAAAAA',
      },
    },
    {
      my_chat_member: {
        ...{ chat: group, from, date: 1_700_000_000 },
        old_chat_member: { status: 'left', user: { ...from, is_bot: true } },
        new_chat_member: { status: 'member', user: { ...from, is_bot: true } },
      },
    },
    {
      message_reaction: {
        ...{ chat: group, message_id: 7, user: from, date: 1_700_000_000, old_reaction: [] },
        new_reaction: [{ type: 'emoji', emoji: '✍' }],
      },
    },
    {
      callback_query: {
        ...{ id: '6', from, chat_instance: '1', data: 'AAAAAAAAAAAAAAAAAAAAAA' },
        message: { ...spoken, sender_chat: group, reply_markup: { inline_keyboard: [[{ text: 'x' }]] } },
      },
    },
  ];
}
