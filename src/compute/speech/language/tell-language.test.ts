import { expect, it } from 'vitest';
import { loadLanguageTeller } from './tell-language.ts';

const tell = await loadLanguageTeller();
const parakeet = 'bg hr cs da nl en et fi fr de el hu it lv lt mt pl pt ro sk sl es sv ru uk'.split(' ');

it.each([
  ['ru', 'здравствуйте меня зовут анна и я хотела бы узнать когда откроется магазин'],
  ['uk', 'добрий день мене звати оксана і я хотіла б дізнатися коли відкриється крамниця'],
  ['bg', 'добър ден искам да знам кога отваря магазинът'],
  ['en', 'And so, my fellow Americans, ask not what your country can do for you.'],
  ['de', 'guten tag ich möchte gerne wissen wann der laden aufmacht'],
  ['fr', 'bonjour je voudrais savoir quand le magasin va ouvrir'],
  ['es', 'buenos días me gustaría saber cuándo abre la tienda'],
  ['fi', 'hyvää päivää haluaisin tietää milloin kauppa aukeaa'],
  ['sv', 'god dag jag skulle vilja veta när affären öppnar'],
])('a sentence of %s is told, also among what an engine can write', (language, text) => {
  expect(tell(text, { known: 'any' })).toEqual({ language, clear: true });
  expect(tell(text, { known: parakeet })).toEqual({ language, clear: true });
});

it.each([
  ['zh', '你好我想知道商店什么时候开门'],
  ['ja', 'こんにちはお店はいつ開きますか'],
])('so is one of %s, which has fewer characters', (language, text) => {
  expect(tell(text, { known: 'any' })).toEqual({ language, clear: true });
});

it('little text is told by its script and by what was spoken before, and is not clear', () => {
  expect(tell('да конечно', { known: 'any' })).toEqual({ language: 'ru', clear: false });
  expect(tell('да конечно', { known: 'any', before: 'bg' })).toEqual({ language: 'bg', clear: false });
  expect(tell('yes', { known: 'any', before: 'ru' })).toEqual({ language: 'en', clear: false });
  expect(tell('ja', { known: parakeet, before: 'de' })).toEqual({ language: 'de', clear: false });
});

it('made-up words are of no language, whichever is nearest', () => {
  const invented = [
    'ro pa defo nenepa pa gu gusuka gu lode rogu mi baba guta ka lomi ka mita bafo lo depalo fo fo paba',
    'pakaka taneba gu guro de su mi rorosu fo pade ropa bagune ne lo lo tamita pa rosu ta kata rolo',
  ];
  for (const text of invented) {
    expect(tell(text, { known: 'any' })).toEqual({ language: 'en', clear: false });
    expect(tell(text, { known: parakeet, before: 'es' })).toEqual({ language: 'es', clear: false });
  }
});

it('a loop says no more than its first turn', () => {
  expect(tell('спасибо '.repeat(200), { known: 'any' })?.clear).toBe(false);
});

it('no letters say nothing, and an engine of one language writes no other', () => {
  expect(tell(' 12, 13!', { known: 'any' })).toBeUndefined();
  const russian = tell('and so my fellow americans ask not what your country', { known: ['ru'] });
  expect(russian).toEqual({ language: 'ru', clear: false });
});
