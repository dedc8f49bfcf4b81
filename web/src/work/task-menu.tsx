import { ActionIcon, Menu } from '@mantine/core';
import { IconCheck, IconDots, IconFileText, IconPlayerStop, IconRefresh } from '@tabler/icons-react';
import { Link } from '@tanstack/react-router';
import { useMay } from '../identity/use-who.ts';
import { useTexts } from '../texts/use-texts.ts';
import { isGoing, mayRetry, waits } from './describe-task.ts';
import type { Task } from './queries.ts';
import styles from './task-row.module.css';
import { useTaskActions } from './use-task-actions.ts';

/** How much before others, or after them, in words. */
export const priorities = [
  [10, 'web-work-priority-first'],
  [5, 'web-work-priority-sooner'],
  [0, 'web-work-priority-usual'],
  [-5, 'web-work-priority-later'],
] as const;

/** What can be done with a task as it stands; and the way to its recording. */
export function TaskMenu({ task }: { readonly task: Task }) {
  const text = useTexts();
  const { busy, cancel, prefer, retry } = useTaskActions(task);
  const mayWrite = useMay('tasks:write');
  const { file_name: name, priority, recording_id: recording } = task;
  return (
    <Menu position="bottom-end" withinPortal>
      <Menu.Target>
        <ActionIcon
          variant="subtle"
          color="gray"
          size="lg"
          loading={busy}
          className={styles.menu ?? ''}
          aria-label={text('web-actions', { name })}
        >
          <IconDots size={18} aria-hidden />
        </ActionIcon>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Item
          component={Link}
          to={`/recordings/${recording}`}
          leftSection={<IconFileText size={16} aria-hidden />}
        >
          {text('web-work-to-recording')}
        </Menu.Item>
        {mayWrite && mayRetry(task) && (
          <Menu.Item leftSection={<IconRefresh size={16} aria-hidden />} onClick={retry}>
            {text('web-retry')}
          </Menu.Item>
        )}
        {mayWrite && waits(task) && (
          <>
            <Menu.Divider />
            <Menu.Label>{text('web-work-priority')}</Menu.Label>
            {priorities.map(([value, label]) => (
              <Menu.Item
                key={value}
                aria-current={value === priority}
                rightSection={value === priority ? <IconCheck size={16} aria-hidden /> : undefined}
                onClick={() => prefer(value)}
              >
                {text(label)}
              </Menu.Item>
            ))}
          </>
        )}
        {mayWrite && isGoing(task) && (
          <>
            <Menu.Divider />
            <Menu.Item color="red" leftSection={<IconPlayerStop size={16} aria-hidden />} onClick={cancel}>
              {text('web-work-cancel')}
            </Menu.Item>
          </>
        )}
      </Menu.Dropdown>
    </Menu>
  );
}
