import { StrokeKeys } from '../keys/stroke-keys.tsx';
import { Snippet } from '../search/snippet.tsx';
import { formatClock } from '../texts/formats.ts';
import styles from './palette.module.css';
import type { PaletteItem } from './palette-items.ts';

/** One thing that can be gone to or done. */
export function PaletteOption({
  chosen,
  id,
  item: { hit, icon: Icon, keys, label },
  onChoose,
  onPoint,
}: {
  readonly id: string;
  readonly item: PaletteItem;
  readonly chosen: boolean;
  readonly onChoose: () => void;
  readonly onPoint: () => void;
}) {
  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: keys go to the field
    // biome-ignore lint/a11y/useFocusableInteractive: the focus stays in the field
    <div
      id={id}
      role="option"
      aria-selected={chosen}
      className={styles.option}
      onClick={onChoose}
      onPointerMove={() => !chosen && onPoint()}
    >
      <Icon size={17} aria-hidden />
      <span className={styles.what}>
        <bdi className={styles.label}>{label}</bdi>
        {hit && (
          <span className={styles.said}>
            <span className={styles.time}>{formatClock(hit.at)}</span>
            <Snippet parts={hit.snippet} />
          </span>
        )}
      </span>
      {keys !== undefined && (
        <span className={styles.keys}>
          <StrokeKeys keys={keys} />
        </span>
      )}
    </div>
  );
}
