import { Drawer } from '@mantine/core';
import { useEffect, useState } from 'react';
import { useTexts } from '../texts/use-texts.ts';
import { TaskDetails } from './task-details.tsx';

/** One task beside the list; its id stands in the address. */
export function TaskDrawer({
  id,
  onClose,
}: {
  readonly id: string | undefined;
  readonly onClose: () => void;
}) {
  const text = useTexts();
  // On its way out it still shows what it showed.
  const [shown, setShown] = useState(id);
  useEffect(() => {
    if (id !== undefined) setShown(id);
  }, [id]);
  return (
    <Drawer
      opened={id !== undefined}
      onClose={onClose}
      position="right"
      size="lg"
      title={text('web-work-details')}
    >
      {shown !== undefined && <TaskDetails key={shown} id={shown} />}
    </Drawer>
  );
}
