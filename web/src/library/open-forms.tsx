import { Skeleton } from '@mantine/core';
import { modals } from '@mantine/modals';
import { type ComponentType, lazy, Suspense } from 'react';
import type { Moving } from './move-form.tsx';
import type { Naming } from './name-form.tsx';
import type { Tagging } from './tags-form.tsx';

// Loaded when somebody wants one of them.
const NameForm = lazy(async () => ({ default: (await import('./name-form.tsx')).NameForm }));
const MoveForm = lazy(async () => ({ default: (await import('./move-form.tsx')).MoveForm }));
const TagsForm = lazy(async () => ({ default: (await import('./tags-form.tsx')).TagsForm }));

export const askName = (title: string, naming: Naming) => open(title, NameForm, naming);
export const askFolder = (title: string, moving: Moving) => open(title, MoveForm, moving);
export const askTags = (title: string, tagging: Tagging) => open(title, TagsForm, tagging);

function open<Props extends object>(
  title: string,
  Form: ComponentType<Props & { onDone: () => void }>,
  props: Props,
): void {
  const id = modals.open({
    title,
    children: (
      <Suspense fallback={<Skeleton height={120} />}>
        <Form {...props} onDone={() => modals.close(id)} />
      </Suspense>
    ),
  });
}
