// Where a person writes: text, commands, files, a voice message.

import { act, attempt, make, tell } from './act.js';
import { listeners, nameMessage, opened, readChat, say } from './chat-view.js';
import { startRecording } from './recorder.js';
import { word, writeLength } from './words.js';

const part = (id) => document.getElementById(id);
const text = part('text');
const menu = part('menu');
const kinds = ['voice', 'audio', 'video', 'video_note', 'document', 'photo'];
const mostFiles = 10;

/** Message that is answered, message that is edited, files that go along: { file, kind }. */
let replying;
let editing;
let files = [];
let recording;

export function startComposer() {
  part('send').onclick = send;
  part('attach').onclick = () => part('file').click();
  part('file').onchange = () => {
    addFiles(part('file').files);
    part('file').value = '';
  };
  part('stop-replying').onclick = forgetReply;
  part('record').onclick = () => (recording ? finishRecording() : attempt(beginRecording));
  part('drop-recording').onclick = () => endRecording();
  part('open-menu').onclick = () => (menu.hidden ? openMenu('') : closeMenu());
  text.oninput = () => {
    grow();
    if (/^\/\w*$/.test(text.value)) void openMenu(text.value.slice(1));
    else closeMenu();
  };
  text.onkeydown = pressKey;
  text.onpaste = ({ clipboardData }) => clipboardData.files.length > 0 && addFiles(clipboardData.files);
  listeners.replied = (message) => answer(message);
  listeners.edited = (message) => answer(message, true);
  listeners.opened.push(showKeys);
  listenForDrops();
}

function pressKey(event) {
  if (event.key === 'Escape') {
    closeMenu();
    forgetReply();
  } else if (event.key === 'ArrowDown' && !menu.hidden) {
    event.preventDefault();
    menu.querySelector('button')?.focus();
  } else if (event.key === 'Enter' && !event.shiftKey && !event.isComposing) {
    event.preventDefault();
    void send();
  }
}

async function send() {
  const said = text.value.trim();
  const chat = opened();
  if (recording) return finishRecording();
  if (!chat || (said === '' && files.length === 0)) return;
  closeMenu();
  const sent = editing
    ? await attempt(() =>
        act('POST', `/chats/${chat.id}/edit`, {
          user: chat.me,
          bot: chat.bot,
          message: editing.id,
          text: said,
        }),
      )
    : files.length > 0
      ? await attempt(() => sendFiles(chat, said))
      : await say(said, replyTo());
  // A refused message is not lost: it stays to be sent again.
  if (sent === undefined) return;
  closeMenu();
  text.value = '';
  files = [];
  showFiles();
  forgetReply();
  grow();
  text.focus();
}

const replyTo = () => (replying ? { replyTo: replying.id } : {});

async function sendFiles(chat, caption) {
  if (files.length > 1) return sendAlbum(chat, caption);
  const [{ file, kind }] = files;
  return sendFile(chat, file, kind, {
    duration: await measure(file, kind),
    ...(caption === '' ? {} : { caption }),
  });
}

/** One file with its bytes beside the message. */
function sendFile({ bot, id, me, thread }, file, kind, { caption, duration }) {
  const form = new FormData();
  const name = kind === 'voice' ? {} : { name: file.name };
  const described = {
    kind,
    ...name,
    mimeType: file.type || 'application/octet-stream',
    ...(duration === undefined ? {} : { duration }),
  };
  const message = {
    user: me,
    bot,
    file: described,
    ...(caption === undefined ? {} : { caption }),
    ...replyTo(),
    ...(thread === undefined ? {} : { thread }),
  };
  form.append('message', JSON.stringify(message));
  form.append('file', file, file.name || 'voice');
  return act('POST', `/chats/${id}/messages`, form);
}

async function sendAlbum({ bot, id, me, thread }, caption) {
  const album = await Promise.all(
    files.map(async ({ file, kind }) => ({
      kind: kind === 'voice' || kind === 'video_note' ? 'document' : kind,
      name: file.name,
      mimeType: file.type || 'application/octet-stream',
      bytes: new Uint8Array(await file.arrayBuffer()).toBase64(),
    })),
  );
  return act('POST', `/chats/${id}/albums`, {
    user: me,
    bot,
    files: album,
    ...replyTo(),
    ...(caption === '' ? {} : { caption }),
    ...(thread === undefined ? {} : { thread }),
  });
}

function addFiles(added) {
  for (const file of added) {
    if (files.length === mostFiles) return tell(word('too-many-files', { most: mostFiles }));
    files.push({ file, kind: guessKind(file) });
  }
  showFiles();
  text.focus();
}

function guessKind({ name, type }) {
  if (type === 'audio/ogg' || /\.(oga|ogg|opus)$/i.test(name)) return 'voice';
  if (type.startsWith('audio/')) return 'audio';
  if (type.startsWith('video/')) return 'video';
  return type.startsWith('image/') ? 'photo' : 'document';
}

function showFiles() {
  const list = part('attached');
  list.hidden = files.length === 0;
  list.replaceChildren(
    ...files.map((entry) => {
      const choice = make(
        'select',
        { label: word('send-as') },
        ...kinds.map((kind) => make('option', { value: kind, textContent: word(`kind-${kind}`) })),
      );
      choice.value = entry.kind;
      choice.onchange = () => {
        entry.kind = choice.value;
      };
      const drop = make('button', {
        type: 'button',
        className: 'plain',
        textContent: '×',
        label: word('remove'),
      });
      drop.onclick = () => {
        files = files.filter((other) => other !== entry);
        showFiles();
      };
      return make('li', {}, make('bdi', { textContent: entry.file.name }), choice, drop);
    }),
  );
}

/** Whole seconds, where the browser can tell within a moment. */
async function measure(file, kind) {
  if (!['voice', 'audio', 'video', 'video_note'].includes(kind)) return undefined;
  const url = URL.createObjectURL(file);
  const player = document.createElement(kind.startsWith('video') ? 'video' : 'audio');
  const seconds = await new Promise((resolve) => {
    player.onloadedmetadata = () => resolve(player.duration);
    player.onerror = () => resolve(Number.NaN);
    setTimeout(() => resolve(Number.NaN), 1500);
    player.src = url;
  });
  URL.revokeObjectURL(url);
  return Number.isFinite(seconds) ? Math.max(1, Math.round(seconds)) : undefined;
}

function answer(message, isEdit = false) {
  replying = isEdit ? undefined : message;
  editing = isEdit ? message : undefined;
  part('replying').hidden = false;
  part('replying-to').textContent = word(isEdit ? 'editing' : 'replying', { message: nameMessage(message) });
  if (isEdit) text.value = message.text;
  grow();
  text.focus();
}

function forgetReply() {
  if (editing) text.value = '';
  replying = undefined;
  editing = undefined;
  part('replying').hidden = true;
}

/** Reads the commands anew: a bot sets them whenever it likes. */
async function openMenu(begun) {
  const chat = opened();
  if (!chat) return;
  if (menu.hidden) await attempt(() => readChat(chat));
  // Meanwhile the command may have been sent.
  if (begun !== text.value.slice(1)) return;
  const found = chat.view.commands.filter(({ command }) => command.startsWith(begun.toLowerCase()));
  const entries = found.map(({ command, description }) => {
    const key = make(
      'button',
      { type: 'button' },
      make('strong', { textContent: `/${command}` }),
      make('span', { textContent: description }),
    );
    key.onclick = () => {
      closeMenu();
      text.value = '';
      void say(`/${command}`);
      text.focus();
    };
    key.onkeydown = moveInMenu;
    return make('li', {}, key);
  });
  menu.replaceChildren(...entries);
  if (entries.length === 0 && begun === '')
    menu.append(make('li', { className: 'aside', textContent: word('no-commands') }));
  menu.hidden = menu.childElementCount === 0;
}

function moveInMenu(event) {
  const keys = [...menu.querySelectorAll('button')];
  const place = keys.indexOf(document.activeElement);
  const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
  if (event.key === 'Escape' || (step === -1 && place === 0)) {
    if (event.key === 'Escape') closeMenu();
    text.focus();
  } else if (step) keys.at((place + step) % keys.length)?.focus();
  else return;
  event.preventDefault();
}

function closeMenu() {
  menu.hidden = true;
}

function showKeys({ view }) {
  text.disabled = false;
  const keys = view.replyKeyboard ?? [];
  part('reply-keys').hidden = keys.length === 0;
  const rows = keys.map((row) =>
    make(
      'div',
      { className: 'button-row' },
      ...row.map((name) => make('button', { type: 'button', textContent: name, onclick: () => say(name) })),
    ),
  );
  part('reply-keys').replaceChildren(...rows);
}

async function beginRecording() {
  const timer = part('recording-time');
  recording = await startRecording((seconds) => {
    timer.textContent = writeLength(seconds);
  });
  timer.textContent = writeLength(0);
  showRecording(true);
}

async function finishRecording() {
  const { blob, seconds } = await endRecording(true);
  if (blob.size === 0) return tell(word('nothing-recorded'));
  const chat = opened();
  await attempt(() => sendFile(chat, blob, 'voice', { duration: Math.max(1, Math.round(seconds)) }));
  forgetReply();
}

async function endRecording() {
  const ended = recording;
  recording = undefined;
  showRecording(false);
  return ended?.stop();
}

function showRecording(on) {
  part('recording-time').hidden = !on;
  part('drop-recording').hidden = !on;
  text.hidden = on;
  part('record').classList.toggle('on', on);
  part('record').setAttribute('aria-label', word(on ? 'send-recording' : 'record'));
}

function listenForDrops() {
  const hint = part('drop-hint');
  const chat = part('chat');
  chat.ondragover = (event) => {
    event.preventDefault();
    hint.hidden = false;
  };
  chat.ondragleave = (event) => {
    if (!chat.contains(event.relatedTarget)) hint.hidden = true;
  };
  chat.ondrop = (event) => {
    event.preventDefault();
    hint.hidden = true;
    addFiles(event.dataTransfer.files);
  };
}

/** As tall as its lines and its border, up to a third of the screen. */
function grow() {
  text.style.height = 'auto';
  const border = text.offsetHeight - text.clientHeight;
  text.style.height = `${Math.min(text.scrollHeight + border, innerHeight / 3)}px`;
}
