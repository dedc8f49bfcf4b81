import styles from './hit-row.module.css';
import type { Hit } from './queries.ts';

/** Words around what was found, which is marked. */
export function Snippet({ parts }: { readonly parts: Hit['snippet'] }) {
  return (
    <span dir="auto" className={styles.snippet}>
      {parts.map(({ hit, text }, place) => {
        // biome-ignore lint/suspicious/noArrayIndexKey: a part has nothing but its place
        return hit ? <mark key={place}>{text}</mark> : text;
      })}
    </span>
  );
}
