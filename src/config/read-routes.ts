import { z } from 'zod';

export const routesWords =
  'entries such as ru=gigaam-v3-ctc,*=whisper-small: a language code, or * for all others, and a model or an engine';

/** `ru=gigaam-v3-ctc,*=whisper-small` → what each language goes to. The issue of a wrong entry names it in its `params`. */
export const routes = z.string().transform((line, context): Readonly<Record<string, string>> => {
  const found = new Map<string, string>();
  for (const entry of line.split(',').map((part) => part.trim())) {
    if (entry === '') continue;
    const [, written = '', target = ''] = /^(\*|[a-z]{2,3}) *= *(\w[\w.-]*)$/i.exec(entry) ?? [];
    const language = written.toLowerCase();
    const wrong = target === '' || found.has(language) || !isLanguage(language);
    if (wrong) context.addIssue({ code: 'custom', params: { entry }, input: line });
    found.set(language, target);
  }
  return Object.fromEntries(found);
});

function isLanguage(code: string): boolean {
  return code === '*' || languages.of(code) !== undefined;
}

const languages = new Intl.DisplayNames(['en'], { type: 'language', fallback: 'none' });
