import { Badge, Group, Text } from '@mantine/core';
import { useLanguage } from '../../texts/language-context.ts';
import { useTexts } from '../../texts/use-texts.ts';
import { describeLanguages } from './describe-languages.ts';
import styles from './model-list.module.css';
import { ModelPull } from './model-pull.tsx';
import type { Model } from './queries.ts';

/** Models with what there is to know of them; those that are not here can be brought. */
export function ModelList({ label, models }: { readonly label: string; readonly models: readonly Model[] }) {
  return (
    <ul aria-label={label} className={styles.list}>
      {models.map((model) => (
        <li key={model.name} className={styles.row}>
          <div className={styles.what}>
            <Facts model={model} />
          </div>
          <ModelPull model={model} />
        </li>
      ))}
    </ul>
  );
}

function Facts({ model }: { readonly model: Model }) {
  const text = useTexts();
  const { language } = useLanguage();
  const { about, bytes, kind, languages, licence, name, standard } = model;
  const facts = [
    kind === 'recogniser' ? describeLanguages(languages, language, text) : text(`web-model-kind-${kind}`),
    text('web-bytes', { bytes }),
    licence,
  ].filter(Boolean);
  return (
    <>
      <Group gap={8}>
        <Text fw={550} className={styles.name ?? ''}>
          <bdi>{name}</bdi>
        </Text>
        {standard && <Badge variant="light">{text('web-model-standard')}</Badge>}
      </Group>
      {about && (
        <Text size="sm" className={styles.about ?? ''}>
          {text('web-model-about', { name: name.replaceAll('.', '-'), about })}
        </Text>
      )}
      <Text size="xs" c="dimmed">
        {facts.join(' · ')}
      </Text>
    </>
  );
}
