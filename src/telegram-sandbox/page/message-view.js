// One message of a chat as an element.

import { make } from './act.js';
import { writeText } from './formatted-text.js';
import { word, writeBytes, writeLength, writeTime } from './words.js';

const emoji = ['👍', '❤', '🔥', '👀', '✍'];

/**
 * `desk`: { me, find(id), say(text), reply(message), press(message, row, column, button), react(message, emoji),
 * edit(message), remove(message), jump(id) }
 */
export function writeMessage(message, desk) {
  if (message.service)
    return make('p', { className: 'service', data: { id: message.id } }, nameService(message));
  const own = message.from.id === desk.me;
  const bubble = make(
    'div',
    { className: 'bubble' },
    own ? undefined : make('p', { className: 'from', textContent: message.from.name }),
    message.forwardedFrom
      ? make('p', { className: 'forwarded', textContent: word('forwarded', { name: message.forwardedFrom }) })
      : undefined,
    message.replyTo ? writeReply(message.replyTo, desk) : undefined,
    message.file ? writeFile(message.file) : undefined,
    message.text
      ? make('div', { className: 'text' }, writeText(message.text, message.entities, desk.say))
      : undefined,
    writeFoot(message, desk),
  );
  const article = make(
    'article',
    {
      className: own ? 'message own' : 'message',
      tabIndex: 0,
      data: { id: message.id, kind: message.from.kind },
    },
    bubble,
    writeButtons(message, desk),
    writeTools(message, desk, own),
  );
  article.setAttribute('aria-label', `${message.from.name}, ${writeTime(message.date)}`);
  return article;
}

function nameService({ service, text }) {
  const id = `service-${service.replaceAll('_', '-')}`;
  const named = word(id);
  return named === id ? `${service} ${text}`.trim() : named;
}

function writeReply(id, desk) {
  const answered = desk.find(id);
  const text = answered
    ? shorten(answered.text || answered.file?.name || word(`kind-${answered.file?.kind ?? 'document'}`))
    : word('gone');
  return make(
    'button',
    { type: 'button', className: 'answered', onclick: () => desk.jump(id) },
    make('strong', { textContent: answered?.from.name ?? '' }),
    make('span', { textContent: text }),
  );
}

export function shorten(text) {
  const signs = [...text.replaceAll(/\s+/g, ' ')];
  return signs.length > 80 ? `${signs.slice(0, 79).join('')}…` : signs.join('');
}

function writeFile(file) {
  const source = `sandbox/files/${encodeURIComponent(file.file)}`;
  const about = [
    file.duration === undefined ? undefined : writeLength(file.duration),
    writeBytes(file.bytes),
  ];
  const figures = make('span', { className: 'figures', textContent: about.filter(Boolean).join(' · ') });
  if (file.kind === 'photo') return make('img', { src: source, alt: word('kind-photo'), loading: 'lazy' });
  if (['video', 'video_note', 'animation'].includes(file.kind)) {
    const video = make('video', { src: source, controls: true, preload: 'metadata', className: file.kind });
    return make('div', { className: 'file' }, video, figures);
  }
  if (file.kind === 'voice' || file.kind === 'audio') {
    const player = make('audio', {
      src: source,
      controls: true,
      preload: 'metadata',
      label: word(`kind-${file.kind}`),
    });
    const name =
      file.kind === 'audio' && file.name
        ? make('bdi', { className: 'file-name', textContent: file.name })
        : undefined;
    return make('div', { className: 'file sound' }, name, player, figures);
  }
  const link = make(
    'a',
    { href: source, download: file.name ?? '', className: 'file-name' },
    make('bdi', { textContent: file.name ?? word('kind-document') }),
  );
  return make(
    'div',
    { className: 'file document' },
    make('span', { className: 'sheet', ariaHidden: 'true' }),
    link,
    figures,
  );
}

function writeFoot(message, desk) {
  const counts = new Map();
  for (const { reaction, user } of message.reactions) {
    const sign = reaction.emoji ?? '★';
    const known = counts.get(sign) ?? { count: 0, mine: false };
    counts.set(sign, { count: known.count + 1, mine: known.mine || user === desk.me });
  }
  const reactions = [...counts].map(([sign, { count, mine }]) =>
    make('button', {
      type: 'button',
      className: mine ? 'reaction mine' : 'reaction',
      textContent: `${sign} ${count}`,
      onclick: () => desk.react(message, mine ? [] : [sign]),
    }),
  );
  const time = make('time', {
    dateTime: new Date(message.date).toISOString(),
    textContent: writeTime(message.date),
  });
  const edited = message.edits > 0 ? make('span', { textContent: word('edited') }) : undefined;
  return make(
    'p',
    { className: 'foot' },
    make('span', { className: 'reactions' }, ...reactions),
    edited,
    time,
  );
}

function writeButtons(message, desk) {
  if (message.buttons.length === 0) return undefined;
  const rows = message.buttons.map((row, place) =>
    make(
      'div',
      { className: 'button-row' },
      ...row.map((button, column) => writeButton(message, button, place, column, desk)),
    ),
  );
  return make('div', { className: 'buttons' }, ...rows);
}

function writeButton(message, button, row, column, desk) {
  if (button.kind === 'url') {
    const url = URL.parse(button.url ?? '');
    const safe = url && ['http:', 'https:'].includes(url.protocol);
    return make('a', {
      textContent: `${button.text} ↗`,
      target: '_blank',
      rel: 'noreferrer noopener',
      ...(safe ? { href: url.href } : {}),
    });
  }
  const key = make('button', { type: 'button', textContent: button.text });
  key.onclick = () => desk.press(message, row, column, key);
  return key;
}

function writeTools(message, desk, own) {
  const tool = (text, onclick, label = text) =>
    make('button', { type: 'button', className: 'plain', textContent: text, onclick, label, title: label });
  return make(
    'div',
    { className: 'tools' },
    tool('↩', () => desk.reply(message), word('reply')),
    ...emoji.map((sign) => tool(sign, () => desk.react(message, [sign]), word('react', { sign }))),
    ...(own && message.text ? [tool('✎', () => desk.edit(message), word('edit'))] : []),
    tool('🗑', () => desk.remove(message), word('remove')),
  );
}
