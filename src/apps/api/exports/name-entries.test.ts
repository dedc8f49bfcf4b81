import { expect, test } from 'vitest';
import { createEntryNames } from './name-entries.ts';

test.each([
  ['talk.txt', 'talk.txt'],
  ['../../etc/passwd.txt', 'passwd.txt'],
  ['..\\..\\windows\\win.ini.txt', 'win.ini.txt'],
  ['/absolute.srt', 'absolute.srt'],
  ['C:\\x.txt', 'x.txt'],
  ['C:x.txt', 'C_x.txt'],
  ['a<b>"c|d?*.txt', 'a_b__c_d__.txt'],
  ['.hidden.txt', 'hidden.txt'],
  ['-rf.txt', 'rf.txt'],
  ['con.txt', '_con.txt'],
  ['nul.tar.txt', '_nul.tar.txt'],
  ['talk. .txt', 'talk.txt'],
  ['...', 'recording'],
  ['.txt', 'recording.txt'],
  ['line\nbreak\u0000\u202Egnp.txt', 'linebreakgnp.txt'],
  ['zero\u200Bwidth.txt', 'zero_width.txt'],
  ['🎉 Привет.docx', '🎉 Привет.docx'],
])('%j is unpacked as %j', (name, written) => {
  expect(createEntryNames()(name)).toBe(written);
});

test('two files never have one name, whatever the case and however letters are composed', () => {
  const nameEntry = createEntryNames();
  const names = ['a.txt', 'A.TXT', 'a.txt', 'a (2).txt', 'é.txt', 'e\u0301.txt'].map(nameEntry);
  expect(names).toEqual(['a.txt', 'A (2).TXT', 'a (3).txt', 'a (2) (2).txt', 'é.txt', 'é (2).txt']);
});

test('a long name keeps its ending, and fits where names have 255 bytes', () => {
  const nameEntry = createEntryNames();
  const name = `${'ж'.repeat(300)}.txt`;
  for (const written of [nameEntry(name), nameEntry(name)]) {
    expect(Buffer.byteLength(written)).toBeLessThanOrEqual(255);
    expect(written).toMatch(/^ж+(?: \(2\))?\.txt$/);
  }
});
