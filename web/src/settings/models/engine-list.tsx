import { Badge, Text } from '@mantine/core';
import { Moment } from '../../texts/moment.tsx';
import { useTexts } from '../../texts/use-texts.ts';
import { RowList } from '../row-list.tsx';
import type { Worker } from './queries.ts';

/** What recognises at the moment: each worker with its engine, its model, and how much it takes. */
export function EngineList({ workers }: { readonly workers: readonly Worker[] }) {
  const text = useTexts();
  if (workers.length === 0)
    return (
      <Text size="sm" c="dimmed">
        {text('web-engines-none')}
      </Text>
    );
  return (
    <RowList
      label={text('web-engines')}
      rows={workers}
      what={({ engine, model, present, running, seen_at: seen, slots }) => (
        <>
          <Text fw={550}>
            <bdi>{engine}</bdi>
            {model && model !== engine && (
              <Text component="span" fw={400}>
                {' · '}
                <bdi>{model}</bdi>
              </Text>
            )}
          </Text>
          <Text size="xs" c="dimmed">
            {present ? (
              text('web-engine-load', { running, slots })
            ) : (
              <>
                {text('web-engine-seen')} <Moment time={seen} />
              </>
            )}
          </Text>
        </>
      )}
      actions={({ present }) => (
        <Badge variant={present ? 'light' : 'default'}>
          {text(present ? 'web-engine-present' : 'web-engine-gone')}
        </Badge>
      )}
    />
  );
}
