import { readLanguage } from '../texts/language.ts';
import type { Text } from '../texts/use-texts.ts';
import type { SendingOptions } from './sending-options.ts';

/** What was chosen, in a few words: `Russian · 2 people`; empty where nothing was. */
export function describeOptions({ diarize, language, model, speakers }: SendingOptions, text: Text): string {
  const parts = [
    language && nameLanguage(language),
    speakers
      ? text('web-options-speakers-count', { count: speakers })
      : diarize === undefined
        ? undefined
        : text(`web-options-speakers-${diarize ? 'on' : 'off'}`),
    model,
  ];
  return parts.filter(Boolean).join(' · ');
}

/** A language in the words of the page. */
export function nameLanguage(code: string): string {
  try {
    const name = new Intl.DisplayNames([readLanguage()], { type: 'language' }).of(code) ?? code;
    return name.charAt(0).toLocaleUpperCase() + name.slice(1);
  } catch {
    return code;
  }
}
