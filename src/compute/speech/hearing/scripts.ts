/** Counts what stands for sounds: letters, and signs that stand for a whole syllable or word. */
export function countLetters(text: string): { letters: number; syllables: number } {
  const syllables = text.match(syllableSigns)?.length ?? 0;
  const letters = (text.match(/[\p{L}\p{N}]/gu)?.length ?? 0) - syllables;
  return { letters, syllables };
}

const syllableSigns = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}]/gu;

/** Letters below which nothing is said of a text: a name or two in another script. */
const fewLetters = 12;
/** Share of letters in a language's own script that make a text its own; the rest are names and foreign words. */
const leastOwn = 0.3;

/**
 * Whether a text is for the most part in a script that the language is not written in. Latin letters never count
 * against a language: people everywhere quote English. Languages that are written in several scripts, or that are not
 * known here, have no foreign one.
 */
export function isForeignScript(text: string, language: string): boolean {
  const own = ownScript.get(language);
  const letters = text.match(/\p{L}/gu)?.length ?? 0;
  if (own === undefined || letters < fewLetters) return false;
  const known = (text.match(own)?.length ?? 0) + (text.match(/\p{Script=Latin}/gu)?.length ?? 0);
  return known / letters < leastOwn;
}

/** The script of most letters of a text, by its place in the list below; -1 where it is none of them. */
export function findScript(text: string): number {
  const counts = scripts.map(([script]) => text.match(script)?.length ?? 0);
  const most = Math.max(...counts);
  return most === 0 ? -1 : counts.indexOf(most);
}

const scripts: readonly (readonly [RegExp, string])[] = [
  [/\p{Script=Cyrillic}/gu, 'ru uk be bg mk'],
  [
    /\p{Script=Latin}/gu,
    'en de fr es it pt nl pl cs sk sl hr ro hu fi sv da no et lv lt tr ca gl eu is ga cy mt sq id ms vi tl sw af',
  ],
  [/\p{Script=Greek}/gu, 'el'],
  [/[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}ー]/gu, 'ja'],
  [/[\p{Script=Han}\p{Script=Bopomofo}]/gu, 'zh yue'],
  [/[\p{Script=Hangul}\p{Script=Han}]/gu, 'ko'],
  [/\p{Script=Arabic}/gu, 'ar fa ur'],
  [/\p{Script=Hebrew}/gu, 'he yi'],
  [/\p{Script=Thai}/gu, 'th'],
  [/\p{Script=Devanagari}/gu, 'hi mr ne'],
  [/\p{Script=Georgian}/gu, 'ka'],
  [/\p{Script=Armenian}/gu, 'hy'],
];
const ownScript = new Map(
  scripts.flatMap(([script, languages]) =>
    languages.split(' ').map((language) => [language, script] as const),
  ),
);
