import { useSyncExternalStore } from 'react';

/** What to ask of a recording beside its words; what is absent, the server decides. */
export interface SendingOptions {
  readonly language?: string;
  readonly model?: string;
  /** Whether to tell speakers apart. */
  readonly diarize?: boolean;
  /** How many there are. */
  readonly speakers?: number;
  /** Words that are likely to be said, with commas or line breaks between. */
  readonly words?: string;
}

const prefix = 'efir-sending:';
let owner: string | undefined;
let options: SendingOptions = {};
const listeners = new Set<() => void>();

/** The last choice of whoever is signed in, at this browser. */
export function useSendingOptions(): SendingOptions {
  return useSyncExternalStore(subscribe, readSendingOptions);
}

export function readSendingOptions(): SendingOptions {
  return options;
}

export function keepSendingOptions(chosen: SendingOptions): void {
  publish(chosen);
  try {
    if (owner) localStorage.setItem(prefix + owner, JSON.stringify(chosen));
  } catch {
    // A browser that keeps nothing asks again next time.
  }
}

/** Takes up the choices of a person. */
export function loadSendingOptions(person: string): void {
  owner = person;
  try {
    publish(readKept(localStorage.getItem(prefix + person)));
  } catch {
    publish({});
  }
}

/** Words that somebody expects may be names: they go with whoever signs out. */
export function forgetExpectedWords(): void {
  const { words: _gone, ...others } = options;
  keepSendingOptions(others);
}

/** As the API takes them with a new recording: text. */
export function writeOptions(chosen: SendingOptions): Record<string, string> {
  const { diarize, language, model, speakers, words } = chosen;
  return {
    ...(language ? { language } : {}),
    ...(model ? { model } : {}),
    ...(diarize === undefined ? {} : { diarize: String(diarize) }),
    ...(speakers ? { speakers: String(speakers) } : {}),
    ...(words?.trim() ? { hot_words: words } : {}),
  };
}

function readKept(kept: string | null): SendingOptions {
  const found = JSON.parse(kept ?? '{}') as Record<keyof SendingOptions, unknown>;
  const { diarize, language, model, speakers, words } = found;
  return {
    ...(typeof language === 'string' ? { language } : {}),
    ...(typeof model === 'string' ? { model } : {}),
    ...(typeof diarize === 'boolean' ? { diarize } : {}),
    ...(typeof speakers === 'number' ? { speakers } : {}),
    ...(typeof words === 'string' ? { words } : {}),
  };
}

function publish(next: SendingOptions): void {
  options = next;
  for (const listener of listeners) listener();
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}
