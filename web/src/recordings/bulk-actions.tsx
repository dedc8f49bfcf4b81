import { Button } from '@mantine/core';
import {
  IconFileZip,
  IconFolderSymlink,
  IconPlayerStop,
  IconRefresh,
  IconTag,
  IconTagOff,
  IconTrash,
} from '@tabler/icons-react';
import type { ComponentType } from 'react';
import type { Recording } from '../api/client.ts';
import { openExports } from '../exports/open-exports.tsx';
import { askFolder, askTags } from '../library/open-forms.tsx';
import { useTexts } from '../texts/use-texts.ts';
import styles from './bulk-bar.module.css';
import { useBulk } from './use-bulk.ts';

export interface BulkActionProps {
  /** Those that are chosen, when something is to be done. */
  readonly read: () => Recording[];
  readonly count: number;
}

/** What can be done with many recordings, in the order of the bar. */
export const bulkActions: Readonly<Record<string, ComponentType<BulkActionProps>>> = {
  move: MoveThem,
  tag: TagThem,
  untag: UntagThem,
  export: ExportThem,
  retry: RetryThem,
  cancel: CancelThem,
  delete: DeleteThem,
};

/** One of them: on a narrow screen only its sign is seen. */
function BulkButton({
  busy,
  color = 'gray',
  icon: Icon,
  label,
  onClick,
}: {
  readonly icon: ComponentType<{ size: number; 'aria-hidden'?: boolean }>;
  readonly label: string;
  readonly color?: string;
  readonly busy?: boolean;
  readonly onClick: () => void;
}) {
  return (
    <Button
      variant="subtle"
      color={color}
      size="compact-sm"
      title={label}
      loading={busy ?? false}
      className={styles.action ?? ''}
      onClick={onClick}
    >
      <Icon size={17} aria-hidden />
      <span className={styles.label}>{label}</span>
    </Button>
  );
}

function MoveThem({ count, read }: BulkActionProps) {
  const text = useTexts();
  const { run } = useBulk();
  const ask = () => {
    const chosen = read();
    const [folder, ...others] = new Set(chosen.map((one) => one.folder_id));
    askFolder(text('web-move-title', { count }), {
      from: others.length > 0 ? undefined : folder,
      save: (folder_id) => run(chosen, { action: 'move', folder_id }),
    });
  };
  return <BulkButton icon={IconFolderSymlink} label={text('web-bulk-move')} onClick={ask} />;
}

function TagThem({ read }: BulkActionProps) {
  const text = useTexts();
  const { run } = useBulk();
  const ask = () => {
    const chosen = read();
    askTags(text('web-bulk-tag-title', { count: chosen.length }), {
      label: text('web-tags'),
      value: [],
      save: async (tags) => {
        for (const tag of tags) await run(chosen, { action: 'tag', tag });
      },
    });
  };
  return <BulkButton icon={IconTag} label={text('web-bulk-tag')} onClick={ask} />;
}

function UntagThem({ read }: BulkActionProps) {
  const text = useTexts();
  const { run } = useBulk();
  const ask = () => {
    const chosen = read();
    askTags(text('web-bulk-untag-title', { count: chosen.length }), {
      label: text('web-tags'),
      value: [],
      choices: [...new Set(chosen.flatMap(({ tags }) => tags))].toSorted(),
      save: async (tags) => {
        for (const tag of tags)
          await run(
            chosen.filter((one) => one.tags.includes(tag)),
            { action: 'untag', tag },
          );
      },
    });
  };
  return <BulkButton icon={IconTagOff} label={text('web-bulk-untag')} onClick={ask} />;
}

function ExportThem({ read }: BulkActionProps) {
  const text = useTexts();
  const ask = () =>
    openExports(
      read().map(({ id }) => id),
      text,
    );
  return <BulkButton icon={IconFileZip} label={text('web-exports-action')} onClick={ask} />;
}

function RetryThem({ read }: BulkActionProps) {
  const text = useTexts();
  const { act, busy } = useBulk();
  const retry = () => act(read(), { action: 'retry' });
  return <BulkButton icon={IconRefresh} label={text('web-retry')} busy={busy} onClick={retry} />;
}

function CancelThem({ read }: BulkActionProps) {
  const text = useTexts();
  const { act, busy } = useBulk();
  const cancel = () => act(read(), { action: 'cancel' });
  return (
    <BulkButton icon={IconPlayerStop} label={text('web-cancel-recording')} busy={busy} onClick={cancel} />
  );
}

function DeleteThem({ read }: BulkActionProps) {
  const text = useTexts();
  const { busy, erase } = useBulk();
  return (
    <BulkButton
      icon={IconTrash}
      color="red"
      label={text('web-delete')}
      busy={busy}
      onClick={() => erase(read())}
    />
  );
}
