import { useVirtualizer } from '@tanstack/react-virtual';
import { useMemo, useRef } from 'react';
import type { Upload } from './upload.ts';
import styles from './upload-panel.module.css';
import { UploadRow } from './upload-row.tsx';

/** What somebody has to look at comes first, what needs nobody last. */
const rank: Readonly<Record<Upload['state'], number>> = {
  ...{ failed: 0, lost: 1, sending: 2, paused: 3, waiting: 4, sent: 5 },
};

/** One row for each file; of thousands only those that can be seen are drawn. */
export function UploadRows({ uploads: given }: { readonly uploads: readonly Upload[] }) {
  const uploads = useMemo(() => given.toSorted((one, other) => rank[one.state] - rank[other.state]), [given]);
  const view = useRef<HTMLUListElement>(null);
  const rows = useVirtualizer({
    count: uploads.length,
    getScrollElement: () => view.current,
    estimateSize: () => 58,
    getItemKey: (place) => uploads[place]?.key ?? place,
    overscan: 4,
  });
  return (
    <ul ref={view} className={styles.list}>
      <li aria-hidden style={{ height: rows.getTotalSize() }} />
      {rows.getVirtualItems().map(({ index, key, start }) => {
        const upload = uploads[index];
        return (
          upload && (
            <li
              key={key}
              ref={rows.measureElement}
              data-index={index}
              className={styles.row}
              style={{ transform: `translateY(${start}px)` }}
            >
              <UploadRow upload={upload} />
            </li>
          )
        );
      })}
    </ul>
  );
}
