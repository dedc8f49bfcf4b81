// What developers look at and turn: calls of the bot, faults, the clock, who is in the chat.

import { act, attempt, look, make } from './act.js';
import { listeners, opened, readChat } from './chat-view.js';
import { word, writeMoment } from './words.js';

const bench = document.getElementById('bench');
const panel = (name) => document.getElementById(`tab-${name}`);
const tabs = ['journal', 'faults', 'clock', 'chat'];
/** Rows of the journal that stay. */
const mostRows = 300;
const interval = 1500;
const faults = [
  ['drop-before', ['count', 'skip']],
  ['drop-after', ['count', 'skip']],
  ['delay', ['milliseconds', 'count', 'skip']],
  ['delay-answer', ['milliseconds', 'count', 'skip']],
  ['status', ['status', 'count', 'skip']],
  ['flood', ['retryAfter', 'count', 'skip']],
  ['duplicate-updates', ['count']],
  ['reorder-updates', ['count']],
  ['slow', ['bytesPerSecond', 'count']],
  ['cut', ['afterBytes', 'count']],
];
const standards = {
  milliseconds: 3000,
  count: 1,
  skip: 0,
  status: 502,
  retryAfter: 5,
  bytesPerSecond: 20_000,
  afterBytes: 10_000,
};

let last = 0;
let withPolls = false;

export function startWorkbench() {
  showTabs('journal');
  buildJournal();
  buildFaults();
  buildClock();
  listeners.opened.push(showChat);
  setInterval(() => {
    if (bench.hidden || document.hidden) return;
    if (!panel('journal').hidden) void readJournal().catch(() => undefined);
    if (!panel('clock').hidden) void readClock().catch(() => undefined);
  }, interval);
}

export function refreshWorkbench() {
  void attempt(async () => {
    await readJournal();
    await readFaults();
    await readClock();
  });
}

function showTabs(chosen) {
  const keys = tabs.map((name) => {
    const key = make('button', {
      type: 'button',
      role: 'tab',
      textContent: word(`tab-${name}`),
      id: `key-${name}`,
    });
    key.setAttribute('aria-selected', String(name === chosen));
    key.setAttribute('aria-controls', `tab-${name}`);
    key.onclick = () => {
      showTabs(name);
      document.getElementById(`key-${name}`).focus();
      refreshWorkbench();
    };
    panel(name).hidden = name !== chosen;
    panel(name).setAttribute('aria-labelledby', `key-${name}`);
    return key;
  });
  document.getElementById('tabs').replaceChildren(...keys);
}

function buildJournal() {
  const polls = make('input', { type: 'checkbox' });
  polls.onchange = () => {
    withPolls = polls.checked;
    startAnew();
  };
  const clear = make('button', { type: 'button', textContent: word('forget') });
  clear.onclick = () => attempt(() => act('DELETE', '/journal')).then(startAnew);
  const bar = make(
    'div',
    { className: 'bar' },
    make('label', { className: 'check' }, polls, ` ${word('with-polls')}`),
    clear,
  );
  panel('journal').replaceChildren(bar, make('ol', { id: 'calls', label: word('tab-journal') }));
}

function startAnew() {
  last = 0;
  document.getElementById('calls').replaceChildren();
  void attempt(readJournal);
}

/** A call that is not answered yet is shown once it is. */
async function readJournal() {
  const calls = await look(`/journal?after=${last}`);
  const list = document.getElementById('calls');
  for (const call of calls) {
    if (call.milliseconds === undefined && call.method !== 'getUpdates') break;
    last = call.number;
    if (call.method === 'getUpdates' && !withPolls) continue;
    list.prepend(writeCall(call));
  }
  while (list.childElementCount > mostRows) list.lastElementChild.remove();
}

function writeCall(call) {
  const failed = call.status !== 200;
  const details = make(
    'details',
    { className: failed ? 'failed' : '' },
    make(
      'summary',
      {},
      make('span', { className: 'number', textContent: call.number }),
      make('code', { textContent: call.method }),
      make('span', {
        className: 'status',
        textContent: call.status === 0 ? word('dropped') : `${call.status ?? ''}`,
      }),
      make('span', {
        className: 'figures',
        textContent:
          call.milliseconds === undefined
            ? ''
            : word('milliseconds', { count: Math.round(call.milliseconds) }),
      }),
    ),
  );
  details.ontoggle = () => {
    if (!details.open || details.childElementCount > 1) return;
    const told = JSON.stringify(
      { parameters: call.parameters, answer: call.answer, fault: call.fault },
      null,
      2,
    );
    details.append(make('pre', { textContent: told, tabIndex: 0 }));
  };
  return make('li', {}, details);
}

function buildFaults() {
  const kind = make(
    'select',
    { name: 'kind' },
    ...faults.map(([name]) => make('option', { value: name, textContent: word(`fault-${name}`) })),
  );
  const method = make('input', { name: 'method', placeholder: 'sendMessage' });
  const fields = make('div', { className: 'fields' });
  const showFields = () => {
    const [, names] = faults.find(([name]) => name === kind.value);
    fields.replaceChildren(
      ...names.map((name) =>
        make(
          'label',
          {},
          word(`field-${name}`),
          make('input', { name, type: 'number', min: 0, value: standards[name] }),
        ),
      ),
    );
  };
  kind.onchange = showFields;
  showFields();
  const form = make(
    'form',
    {},
    make('label', {}, word('field-kind'), kind),
    make('label', {}, word('field-method'), method),
    fields,
    make('button', { className: 'primary', textContent: word('add-fault') }),
  );
  form.onsubmit = (event) => {
    event.preventDefault();
    const numbers = [...fields.querySelectorAll('input')].map(({ name, valueAsNumber }) => [
      name,
      valueAsNumber,
    ]);
    const fault = {
      kind: kind.value,
      ...Object.fromEntries(numbers),
      ...(method.value.trim() === '' ? {} : { method: method.value.trim() }),
    };
    void attempt(() => act('POST', '/faults', fault)).then(() => attempt(readFaults));
  };
  panel('faults').replaceChildren(
    make('p', { className: 'aside', textContent: word('faults-about') }),
    form,
    make('ul', { id: 'faults' }),
  );
}

async function readFaults() {
  const known = await look('/faults');
  const rows = known.map((fault) => {
    const take = make('button', {
      type: 'button',
      className: 'plain',
      textContent: '×',
      label: word('remove'),
    });
    take.onclick = () => attempt(() => act('DELETE', `/faults/${fault.id}`)).then(() => attempt(readFaults));
    const name = [word(`fault-${fault.kind}`), fault.method].filter(Boolean).join(' · ');
    const met = word('fault-met', { met: fault.met, count: fault.count ?? 1 });
    return make(
      'li',
      {},
      make('span', { textContent: name }),
      make('span', { className: 'figures', textContent: met }),
      take,
    );
  });
  document.getElementById('faults').replaceChildren(...rows);
}

function buildClock() {
  const steps = [
    ['minute', 60],
    ['hour', 3600],
    ['two-days', 49 * 3600],
  ];
  const keys = steps.map(([name, seconds]) =>
    make('button', {
      type: 'button',
      textContent: word(`clock-${name}`),
      onclick: () => turn({ advance: seconds }),
    }),
  );
  const frozen = make('input', { type: 'checkbox', id: 'frozen' });
  frozen.onchange = () => turn({ frozen: frozen.checked });
  panel('clock').replaceChildren(
    make('p', { className: 'aside', textContent: word('clock-about') }),
    make('p', { id: 'now', className: 'now' }),
    make('div', { className: 'bar' }, ...keys),
    make('label', { className: 'check' }, frozen, ` ${word('clock-frozen')}`),
  );
}

const turn = (change) => attempt(() => act('POST', '/clock', change)).then(() => attempt(readClock));

async function readClock() {
  const { frozen, now } = await look('/clock');
  document.getElementById('now').textContent = writeMoment(now);
  document.getElementById('frozen').checked = frozen;
}

/** Who is here, and what can be done to them. */
function showChat(chat) {
  const { view } = chat;
  const change = (path, body) => () =>
    attempt(() => act('POST', `/chats/${chat.id}/${path}`, body)).then(
      () => opened() === chat && attempt(() => readChat(chat)),
    );
  if (view.kind === 'private') {
    const key = make('button', { type: 'button', textContent: word(view.blocked ? 'unblock' : 'block') });
    key.onclick = change('block', { user: chat.me, bot: chat.bot, blocked: !view.blocked });
    return panel('chat').replaceChildren(
      make('p', { className: 'aside', textContent: word('private-about') }),
      key,
    );
  }
  const rows = view.members.map((member) => {
    const statuses = member.status === 'creator' ? [] : ['member', 'administrator', 'left', 'kicked'];
    const choice = make(
      'select',
      { label: word('status-of', { name: member.name }) },
      ...statuses.map((status) => make('option', { value: status, textContent: word(`status-${status}`) })),
    );
    choice.value = member.status;
    choice.onchange = () => change('members', { member: member.user, status: choice.value })();
    return make(
      'li',
      {},
      make('bdi', { textContent: member.name }),
      statuses.length > 0
        ? choice
        : make('span', { className: 'figures', textContent: word('status-creator') }),
    );
  });
  const migrate = make('button', {
    type: 'button',
    textContent: word('migrate'),
    onclick: change('migrate', {}),
  });
  panel('chat').replaceChildren(
    make('ul', { className: 'members' }, ...rows),
    view.kind === 'group' ? migrate : '',
  );
}
