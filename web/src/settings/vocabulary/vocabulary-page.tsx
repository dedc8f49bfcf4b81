import { useQuery } from '@tanstack/react-query';
import { useMay } from '../../identity/use-who.ts';
import { useTexts } from '../../texts/use-texts.ts';
import { SettingsBlock } from '../settings-block.tsx';
import { Loaded, SettingsPage } from '../settings-page.tsx';
import { HotWords } from './hot-words.tsx';
import { ManyLines } from './many-lines.tsx';
import { mostHotWords, mostSpellings, vocabulary } from './queries.ts';
import { Spellings } from './spellings.tsx';

/** Words that are listened for in every recording, and how heard words are to be written. */
export function VocabularyPage() {
  const text = useTexts();
  const mayWrite = useMay('settings:write');
  const words = useQuery(vocabulary);
  const count = (of: number, most: number) => text('web-count-of', { count: of, most });
  return (
    <SettingsPage title={text('web-vocabulary')}>
      <SettingsBlock
        title={text('web-hot-words')}
        hint={text('web-hot-words-hint')}
        action={words.data && <Count words={count(words.data.hot_words.length, mostHotWords)} />}
      >
        <Loaded query={words}>{({ hot_words }) => <HotWords words={hot_words} mayWrite={mayWrite} />}</Loaded>
      </SettingsBlock>
      <SettingsBlock
        title={text('web-spellings')}
        hint={text('web-spellings-hint')}
        action={words.data && <Count words={count(words.data.spellings.length, mostSpellings)} />}
      >
        <Loaded query={words}>
          {({ spellings }) => <Spellings spellings={spellings} mayWrite={mayWrite} />}
        </Loaded>
      </SettingsBlock>
      {words.data && <ManyLines words={words.data} mayWrite={mayWrite} />}
    </SettingsPage>
  );
}

function Count({ words }: { readonly words: string }) {
  return <span style={{ color: 'var(--quiet)', fontSize: 13, whiteSpace: 'nowrap' }}>{words}</span>;
}
