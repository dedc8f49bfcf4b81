import { Kbd } from '@mantine/core';
import { useTexts } from '../texts/use-texts.ts';
import styles from './stroke-keys.module.css';
import { nameStroke } from './strokes.ts';

/** Keys as they are pressed: those of one stroke together, strokes one behind the other. */
export function StrokeKeys({ keys }: { readonly keys: string }) {
  const text = useTexts();
  return (
    <span className={styles.keys}>
      {keys.split(' ').map((stroke, place) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: a stroke has nothing but its place
        <span key={place} className={styles.stroke}>
          {place > 0 && <span className={styles.then}>{text('web-keys-then')}</span>}
          {nameStroke(stroke, isMac).map((name) => (
            <Kbd key={name} size="sm">
              {name}
            </Kbd>
          ))}
        </span>
      ))}
    </span>
  );
}

const isMac = /Mac|iPhone|iPad/.test(globalThis.navigator?.platform ?? '');

/** `Ctrl K`, for a sentence. */
export function wordStroke(stroke: string): string {
  return nameStroke(stroke, isMac).join(' ');
}
