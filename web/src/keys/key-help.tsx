import { Modal, Stack, Switch, Title } from '@mantine/core';
import { useState } from 'react';
import { useTexts } from '../texts/use-texts.ts';
import styles from './key-help.module.css';
import { everywhere, type KeyGroup, listKeyGroups } from './keys.ts';
import { areSinglesOn, switchSingles } from './single-keys.ts';
import { StrokeKeys, wordStroke } from './stroke-keys.tsx';

/** Every key that does something where one is, those of the page first. It lists what handles them. */
export function KeyHelp({ onClose }: { readonly onClose: () => void }) {
  const text = useTexts();
  const [groups] = useState(() => joinGroups(listKeyGroups()));
  const [singles, setSingles] = useState(areSinglesOn);
  const mod = wordStroke('Mod');
  return (
    <Modal opened onClose={onClose} title={text('web-keys')} size="xl">
      <Stack gap="lg">
        {groups.map(({ bindings, title }) => (
          <section key={title}>
            <Title order={3} size="h6" mb={4}>
              {text(title)}
            </Title>
            <dl className={styles.keys}>
              {bindings.map(({ args, keys, label }) => (
                <div key={keys} className={styles.key}>
                  <dt>{text(label ?? '', args)}</dt>
                  <dd>
                    <StrokeKeys keys={keys} />
                  </dd>
                </div>
              ))}
            </dl>
          </section>
        ))}
        <Switch
          checked={singles}
          onChange={({ currentTarget: { checked } }) => {
            switchSingles(checked);
            setSingles(checked);
          }}
          label={text('web-keys-singles', { mod })}
          description={text('web-keys-singles-hint')}
        />
      </Stack>
    </Modal>
  );
}

/** Groups of the same title are one; what has no words is another way to what has. Everywhere comes last. */
function joinGroups(groups: readonly KeyGroup[]): KeyGroup[] {
  return [...Map.groupBy(groups, ({ title }) => title)]
    .map(([title, all]) => ({
      title,
      bindings: all.flatMap(({ bindings }) => bindings).filter(({ label }) => label !== undefined),
    }))
    .filter(({ bindings }) => bindings.length > 0)
    .sort((a, b) => Number(a.title === everywhere) - Number(b.title === everywhere));
}
