// What the page says: texts of the program, in the language of the browser or the one that was chosen here.

let words = {};
export let language = 'en';

export async function loadWords() {
  const wanted = localStorage.getItem('language') ?? navigator.language.slice(0, 2);
  language = wanted === 'ru' ? 'ru' : 'en';
  words = await (await fetch(`page/words.${language}.json`)).json();
  document.documentElement.lang = language;
  document.title = `${word('title')} · Efir`;
  for (const part of document.querySelectorAll('[data-text]')) part.textContent = word(part.dataset.text);
  for (const part of document.querySelectorAll('[data-placeholder]'))
    part.placeholder = word(part.dataset.placeholder);
  for (const part of document.querySelectorAll('[data-label]')) {
    part.setAttribute('aria-label', word(part.dataset.label));
    if (part.tagName === 'BUTTON') part.title = word(part.dataset.label);
  }
}

export function chooseLanguage(next) {
  localStorage.setItem('language', next);
  location.reload();
}

/** The text `id` with `{name}` replaced by values. */
export function word(id, values = {}) {
  const text = words[id] ?? id;
  return text.replace(/\{(\w+)\}/g, (whole, name) => String(values[name] ?? whole));
}

export function writeTime(milliseconds) {
  return new Intl.DateTimeFormat(language, { hour: '2-digit', minute: '2-digit', hourCycle: 'h23' }).format(
    milliseconds,
  );
}

export function writeMoment(milliseconds) {
  return new Intl.DateTimeFormat(language, { dateStyle: 'medium', timeStyle: 'medium' }).format(milliseconds);
}

export function writeBytes(bytes) {
  const units = [
    ['megabyte', 1e6],
    ['kilobyte', 1e3],
  ];
  const [unit, size] = units.find(([, least]) => bytes >= least) ?? ['byte', 1];
  const options = {
    style: 'unit',
    unit,
    unitDisplay: unit === 'byte' ? 'long' : 'short',
    maximumFractionDigits: 1,
  };
  return new Intl.NumberFormat(language, options).format(bytes / size);
}

/** `3:07` */
export function writeLength(seconds) {
  const whole = Math.round(seconds);
  return `${Math.floor(whole / 60)}:${String(whole % 60).padStart(2, '0')}`;
}
