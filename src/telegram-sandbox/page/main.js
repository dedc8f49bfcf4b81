// The page of the Telegram sandbox: a messenger without Telegram.

import { act, attempt, look, make, tell } from './act.js';
import { listeners, openChat, opened } from './chat-view.js';
import { startComposer } from './composer.js';
import { chooseLanguage, language, loadWords, word } from './words.js';
import { refreshWorkbench, startWorkbench } from './workbench.js';

const part = (id) => document.getElementById(id);
const interval = 4000;
let world;
let me;

await loadWords();
startComposer();
startWorkbench();
part('language').textContent = language === 'ru' ? 'English' : 'Русский';
part('language').onclick = () => chooseLanguage(language === 'ru' ? 'en' : 'ru');
part('person').onchange = () => attempt(() => become(Number(part('person').value)));
part('add-person').onclick = () => openDialog('person-dialog', addPerson);
part('add-group').onclick = () => openDialog('group-dialog', addGroup);
part('open-bench').onclick = () => showBench(part('bench').hidden);
part('close-bench').onclick = () => showBench(false);
for (const key of document.querySelectorAll('.back')) key.onclick = () => show(key.dataset.view);
listeners.opened.push(showChats);
await attempt(begin);
setInterval(() => document.hidden || readWorld().catch(() => undefined), interval);

async function begin() {
  await readWorld();
  if (people().length === 0) {
    await act('POST', '/users', { name: word('first-person'), username: 'anna', languageCode: language });
    await readWorld();
  }
  const remembered = Number(sessionStorage.getItem('me'));
  await become(people().some(({ id }) => id === remembered) ? remembered : people()[0].id);
}

function people() {
  return world.users.filter(({ bot }) => !bot);
}

async function readWorld() {
  world = await look('');
  showPeople();
  showChats();
}

/** Goes on as that person: in the group that is open, else in the chat with the bot. */
async function become(id) {
  me = id;
  sessionStorage.setItem('me', String(id));
  showPeople();
  const current = opened();
  if (current && current.id < 0) return openChat(current.id, id, undefined);
  const [bot] = world.bots;
  if (!bot) return tell(word('no-bot'));
  await openChat(id, id, bot.id);
}

function showPeople() {
  const choice = part('person');
  if (document.activeElement === choice) return;
  choice.replaceChildren(
    ...people().map(({ id, languageCode, name }) =>
      make('option', { value: id, textContent: languageCode ? `${name} (${languageCode})` : name }),
    ),
  );
  if (me !== undefined) choice.value = String(me);
}

/** The person's chats: one with each bot, and those of many. */
function showChats() {
  if (me === undefined) return;
  const chats = [
    ...world.bots.map((bot) => ({ id: me, bot: bot.id, title: bot.name, about: `@${bot.username}` })),
    ...world.chats
      .filter(({ kind, migratedTo }) => kind !== 'private' && migratedTo === undefined)
      .map((chat) => ({
        id: chat.id,
        title: chat.title,
        about: word(chat.forum ? 'kind-forum' : `kind-${chat.kind}`),
      })),
  ];
  const current = opened();
  const focused = document.activeElement?.dataset?.chat;
  const rows = chats.map((chat) => {
    const isOpen = current?.id === chat.id && current.bot === chat.bot;
    const key = make(
      'button',
      { type: 'button', data: { chat: `${chat.id}:${chat.bot ?? ''}` } },
      make('span', { className: 'picture', ariaHidden: 'true', textContent: [...chat.title][0] ?? '·' }),
      make('strong', { textContent: chat.title }),
      make('span', { className: 'about', textContent: chat.about }),
    );
    if (isOpen) key.setAttribute('aria-current', 'true');
    key.onclick = () => attempt(() => openChat(chat.id, me, chat.bot)).then(() => show('chat'));
    return make('li', {}, key);
  });
  part('chat-list').replaceChildren(...rows);
  // A private chat is named for whom one talks to.
  const shown = chats.find(({ bot, id }) => current?.id === id && current.bot === bot);
  if (shown) part('chat-title').textContent = shown.title;
  if (focused) part('chat-list').querySelector(`[data-chat="${focused}"]`)?.focus();
}

async function addPerson(fields) {
  const { id } = await act('POST', '/users', {
    name: fields.get('name'),
    languageCode: fields.get('language'),
  });
  const current = opened();
  // Somebody new comes where one is, if that is a group.
  if (current && current.id < 0)
    await act('POST', `/chats/${current.id}/members`, { member: id, status: 'member' });
  await readWorld();
  await become(id);
}

async function addGroup(fields) {
  const forum = fields.has('forum');
  const chat = await act('POST', '/chats', {
    kind: forum ? 'supergroup' : 'group',
    title: fields.get('title'),
    owner: me,
    members: people()
      .map(({ id }) => id)
      .filter((id) => id !== me),
    ...(forum ? { forum } : {}),
    bots: world.bots.map(({ id }) => ({ bot: id, administrator: fields.has('administrator') })),
  });
  await readWorld();
  await openChat(chat.id, me, undefined);
  show('chat');
}

function openDialog(id, take) {
  const dialog = part(id);
  const form = dialog.querySelector('form');
  form.reset();
  dialog.returnValue = '';
  dialog.onclose = () => {
    if (dialog.returnValue === 'ok') void attempt(() => take(new FormData(form)));
  };
  dialog.showModal();
}

function showBench(on) {
  part('bench').hidden = !on;
  part('open-bench').setAttribute('aria-expanded', String(on));
  show(on ? 'bench' : 'chat');
  if (on) refreshWorkbench();
}

/** Which of the columns a phone shows. */
function show(view) {
  document.body.dataset.view = view;
}
