// A text with its entities as nodes. Everything is text: what people and bots write is never markup.

import { make } from './act.js';
import { word } from './words.js';

const plain = {
  bold: 'strong',
  italic: 'em',
  underline: 'u',
  strikethrough: 's',
  code: 'code',
  blockquote: 'blockquote',
};

/** `say` sends a command that is pressed. Offsets count UTF-16 units, as JavaScript does. */
export function writeText(text, entities, say) {
  const sorted = entities.toSorted((a, b) => a.offset - b.offset || b.length - a.length);
  const fragment = document.createDocumentFragment();
  fragment.append(...writeRange(text, 0, text.length, sorted, say));
  return fragment;
}

function writeRange(text, start, end, entities, say) {
  const nodes = [];
  let at = start;
  for (let place = 0; place < entities.length; ) {
    const entity = entities[place];
    const from = Math.max(entity.offset, at);
    const to = Math.min(entity.offset + entity.length, end);
    const inner = [];
    for (place += 1; place < entities.length && entities[place].offset < to; place += 1)
      inner.push(entities[place]);
    if (to <= from) continue;
    if (from > at) nodes.push(text.slice(at, from));
    nodes.push(wrap(entity, text.slice(from, to), writeRange(text, from, to, inner, say), say));
    at = to;
    // What reaches beyond this one goes on behind it.
    entities = [
      ...entities.slice(0, place),
      ...inner.filter((one) => one.offset + one.length > to),
      ...entities.slice(place),
    ];
  }
  if (at < end) nodes.push(text.slice(at, end));
  return nodes;
}

function wrap(entity, covered, children, say) {
  const { type } = entity;
  if (type === 'expandable_blockquote') return writeQuote(children);
  if (type === 'pre') return make('pre', {}, ...children);
  if (type === 'spoiler') return make('span', { className: 'spoiler', tabIndex: 0 }, ...children);
  if (type === 'bot_command') {
    return make('button', { type: 'button', className: 'link', onclick: () => say(covered) }, ...children);
  }
  if (type === 'text_link' || type === 'url') return writeLink(entity.url ?? covered, children);
  return make(plain[type] ?? 'span', {}, ...children);
}

function writeQuote(children) {
  const body = make('div', { className: 'quoted' }, ...children);
  const more = make('button', { type: 'button', className: 'link', textContent: word('show-all') });
  more.setAttribute('aria-expanded', 'false');
  more.onclick = () => {
    const open = body.classList.toggle('open');
    more.setAttribute('aria-expanded', String(open));
    more.textContent = word(open ? 'show-less' : 'show-all');
  };
  return make('blockquote', { className: 'expandable' }, body, more);
}

function writeLink(given, children) {
  const url = URL.parse(/^[a-z]+:/i.test(given) ? given : `https://${given}`);
  if (!url || !['http:', 'https:'].includes(url.protocol)) return make('span', {}, ...children);
  return make('a', { href: url.href, target: '_blank', rel: 'noreferrer noopener' }, ...children);
}
