import { Button, CloseButton, Text } from '@mantine/core';
import { IconMicrophone } from '@tabler/icons-react';
import { useTexts } from '../texts/use-texts.ts';
import { openWayIn } from '../uploads/way-in.ts';
import { askToDiscard, sendTake } from './act-on-take.ts';
import styles from './microphone.module.css';
import { findEnd, readTake, type Take } from './takes.ts';

/** What was recorded and not sent, also by a page that was killed. */
export function TakeRows({ takes }: { readonly takes: readonly Take[] }) {
  const text = useTexts();
  return (
    <ul className={styles.takes} aria-label={text('web-takes')}>
      {takes.map((take) => (
        <li key={take.id} className={styles.take}>
          <div className={styles.what}>
            <IconMicrophone size={18} aria-hidden />
            <div>
              <Text size="sm" truncate title={take.name}>
                <bdi>{take.name}</bdi>
              </Text>
              <Text size="xs" c="dimmed">
                {text('web-take-unsent', { seconds: take.seconds, until: findEnd(take) })}
              </Text>
            </div>
          </div>
          <div className={styles.doings}>
            <Button
              variant="subtle"
              size="compact-sm"
              onClick={() => openWayIn({ way: 'microphone', takeId: take.id })}
            >
              {text('web-take-listen')}
            </Button>
            <Button
              size="compact-sm"
              onClick={() => void readTake(take).then((file) => sendTake(take, file))}
            >
              {text('web-take-send')}
            </Button>
            <CloseButton
              aria-label={text('web-take-discard-name', { name: take.name })}
              onClick={() => askToDiscard(take, text)}
            />
          </div>
        </li>
      ))}
    </ul>
  );
}
