/**
 * The code of a language that a server names: `english`, `English`, `en`, `en-US` or `jw` → ISO 639-1 (639-3 where there is
 * no shorter one). Nothing where it cannot be told.
 */
export function findLanguageCode(named: string): string | undefined {
  const wanted = named.trim().toLowerCase();
  names ??= collectNames();
  // Names first: `lao` is the name of `lo`.
  const code = otherNames[wanted] ?? names.get(wanted);
  if (code !== undefined) return code;
  return /^[a-z]{2,3}(?:[-_][a-z0-9]{2,8})?$/.test(wanted) ? wanted.split(/[-_]/)[0] : undefined;
}

/** What Whisper calls otherwise than the standard. */
const otherNames: Readonly<Record<string, string>> = {
  jw: 'jv',
  myanmar: 'my',
  nynorsk: 'nn',
  castilian: 'es',
  valencian: 'ca',
  flemish: 'nl',
  haitian: 'ht',
  tagalog: 'tl',
  cantonese: 'yue',
  hawaiian: 'haw',
  maori: 'mi',
  bengali: 'bn',
};

let names: Map<string, string> | undefined;

function collectNames(): Map<string, string> {
  const display = new Intl.DisplayNames(['en'], { type: 'language', fallback: 'none' });
  const letters = [...'abcdefghijklmnopqrstuvwxyz'];
  const codes = letters
    .flatMap((first) => letters.map((second) => first + second))
    .filter((code) => Intl.getCanonicalLocales(code)[0] === code);
  const pairs = codes.map((code) => [display.of(code)?.toLowerCase(), code] as const);
  return new Map(pairs.filter((pair): pair is readonly [string, string] => pair[0] !== undefined));
}
