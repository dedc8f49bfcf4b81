import { Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useTexts } from '../../texts/use-texts.ts';
import { SettingsBlock } from '../settings-block.tsx';
import { Loaded, SettingsPage } from '../settings-page.tsx';
import { EngineList } from './engine-list.tsx';
import { ModelList } from './model-list.tsx';
import { catalogue, workers } from './queries.ts';

/** What recognises here, the models that it has, and those that it could bring. */
export function ModelsPage() {
  const text = useTexts();
  const engines = useQuery(workers);
  const models = useQuery(catalogue);
  return (
    <SettingsPage title={text('web-models')}>
      <SettingsBlock title={text('web-engines')} hint={text('web-engines-hint')}>
        <Loaded query={engines}>{(list) => <EngineList workers={list} />}</Loaded>
      </SettingsBlock>
      <SettingsBlock title={text('web-models-here')} hint={text('web-models-here-hint')}>
        <Loaded query={models}>
          {(list) => {
            const here = list.filter(({ installed }) => installed);
            return here.length > 0 ? (
              <ModelList label={text('web-models-here')} models={here} />
            ) : (
              <Text size="sm" c="dimmed">
                {text('web-models-none')}
              </Text>
            );
          }}
        </Loaded>
      </SettingsBlock>
      <SettingsBlock title={text('web-models-more')} hint={text('web-models-more-hint')}>
        <Loaded query={models}>
          {(list) => {
            const more = list.filter(({ installed }) => !installed);
            return more.length > 0 ? (
              <ModelList label={text('web-models-more')} models={more} />
            ) : (
              <Text size="sm" c="dimmed">
                {text('web-models-all')}
              </Text>
            );
          }}
        </Loaded>
      </SettingsBlock>
    </SettingsPage>
  );
}
