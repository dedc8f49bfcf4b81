import styles from './tag-chip.module.css';

/** One of a few quiet colours, the same for a tag wherever it stands. */
function colourTag(tag: string): string {
  let sum = 2_166_136_261;
  for (const sign of tag) sum = Math.imul(sum ^ (sign.codePointAt(0) ?? 0), 16_777_619);
  return styles[`hue${((sum ^ (sum >>> 15)) >>> 0) % 8}`] ?? '';
}

export function TagChip({ tag }: { readonly tag: string }) {
  return (
    <span className={`${styles.chip} ${colourTag(tag)}`}>
      <bdi>{tag}</bdi>
    </span>
  );
}

/** A dot in the colour of the tag. */
export function TagDot({ tag }: { readonly tag: string }) {
  return <span aria-hidden className={`${styles.dot} ${colourTag(tag)}`} />;
}
