// Takes the plain form of the upload page over: drag and drop, progress, cancel, try again. Every word is the page's.

const find = (id) => document.getElementById(id);
const form = find('form');
const words = form?.dataset;
const language = document.documentElement.lang;
/** What is to be sent, and what is sending it. */
let file;
let request;

if (form) takeOver();

function takeOver() {
  const input = find('file');
  document.documentElement.classList.add('scripted');
  find('or').hidden = false;
  find('send').disabled = true;
  input.required = false;
  input.addEventListener('change', () => choose(input.files));
  form.addEventListener('submit', (event) => {
    event.preventDefault();
    if (file) send();
  });
  find('again').addEventListener('click', () => (file ? send() : show('form')));
  find('other').addEventListener('click', () => show('form'));
  find('cancel').addEventListener('click', cancel);
  listenForDrops();
  // A browser that comes back to the page may remember the file.
  if (input.files.length > 0) choose(input.files);
}

function choose(files) {
  const [chosen] = files;
  if (!chosen) return;
  file = undefined;
  find('send').disabled = true;
  if (files.length > 1) return fail({ message: words.one }, { same: false });
  if (chosen.size > Number(words.limit)) return fail({ message: words.tooLarge }, { same: false });
  file = chosen;
  find('chosen').hidden = false;
  find('chosen-name').textContent = file.name;
  find('chosen-size').textContent = writeBytes(file.size);
  find('choose').textContent = words.chooseOther;
  find('or').hidden = true;
  find('send').disabled = false;
  show('form');
  find('send').focus();
}

function send() {
  const begun = performance.now();
  request = new XMLHttpRequest();
  request.open('POST', location.href);
  request.setRequestHeader('Accept', 'application/json');
  request.setRequestHeader('Accept-Language', language);
  request.setRequestHeader('Content-Type', 'application/octet-stream');
  request.setRequestHeader('X-File-Name', encodeURIComponent(file.name.toWellFormed()));
  request.responseType = 'json';
  request.upload.addEventListener('progress', ({ loaded, total }) => showProgress(loaded, total, begun));
  request.addEventListener('load', () => finish(request));
  request.addEventListener('error', () => fail({ message: words.lost, hint: words.lostHint }));
  find('sending-name').textContent = file.name;
  showProgress(0, file.size, begun);
  show('sending');
  find('cancel').focus();
  request.send(file);
}

function cancel() {
  request?.abort();
  show('form');
  find('status').textContent = words.cancelled;
  find('send').focus();
}

function showProgress(loaded, total, begun) {
  find('bar').value = total === 0 ? 0 : Math.floor((loaded / total) * 100);
  const seconds = (performance.now() - begun) / 1000;
  const under = loaded < total;
  find('amount').textContent = under ? `${writeBytes(loaded)} / ${writeBytes(total)}` : words.checking;
  const known = seconds > 2 && loaded > 0 && under;
  find('left').textContent = known
    ? words.left.replace('%', writeSpan((seconds / loaded) * (total - loaded)))
    : '';
}

function finish({ response, status }) {
  if (status >= 200 && status < 300) return celebrate();
  const lost = { message: words.lost, hint: words.lostHint };
  // What is over stays over; and another file may fare better than one that is no recording.
  const over = status === 404 || status === 410;
  const same = !over && ![413, 415, 422].includes(status);
  fail(response?.error ?? lost, { same, other: !over });
}

function celebrate() {
  for (const part of document.querySelectorAll('.before, .failure.earlier')) part.hidden = true;
  show('done');
  find('done').focus();
}

/** `same`: it may be tried again as it is; `other`: with another file. */
function fail({ message, hint = '' }, { same = true, other = true } = {}) {
  find('failed-message').textContent = message;
  find('failed-hint').textContent = hint;
  find('again').hidden = !same;
  find('other').hidden = !other;
  show('failed');
  find(same ? 'again' : 'other').focus();
}

function show(wanted) {
  for (const id of ['form', 'sending', 'failed', 'done']) find(id).hidden = id !== wanted;
  for (const part of document.querySelectorAll('.failure.earlier')) part.hidden = true;
  find('status').textContent = '';
}

function listenForDrops() {
  let depth = 0;
  const mark = (to) => {
    depth = Math.max(0, to);
    find('drop').classList.toggle('over', depth > 0);
  };
  document.addEventListener('dragover', (event) => event.preventDefault());
  document.addEventListener('dragenter', () => mark(depth + 1));
  document.addEventListener('dragleave', () => mark(depth - 1));
  document.addEventListener('drop', (event) => {
    event.preventDefault();
    mark(0);
    if (find('sending').hidden && find('done').hidden) choose(event.dataTransfer.files);
  });
}

function writeBytes(bytes) {
  const units = [
    ['gigabyte', 1e9],
    ['megabyte', 1e6],
    ['kilobyte', 1e3],
  ];
  const [unit, size] = units.find(([, least]) => bytes >= least) ?? ['byte', 1];
  return writeUnit(bytes / size, unit, 1);
}

function writeSpan(seconds) {
  const [unit, value] = seconds < 90 ? ['second', seconds] : ['minute', seconds / 60];
  return writeUnit(Math.ceil(value), unit, 0);
}

function writeUnit(value, unit, maximumFractionDigits) {
  const options = { style: 'unit', unit, unitDisplay: 'short', maximumFractionDigits };
  return new Intl.NumberFormat(language, options).format(value);
}
