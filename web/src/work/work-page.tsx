import { Container, Tabs, Title } from '@mantine/core';
import { getRouteApi } from '@tanstack/react-router';
import { useTitle } from '../layout/use-title.ts';
import { useTexts } from '../texts/use-texts.ts';
import { NowPanel } from './now-panel.tsx';
import { TaskDrawer } from './task-drawer.tsx';
import { TaskPanel } from './task-panel.tsx';
import styles from './work.module.css';
import { type WorkTab, workTabs } from './work-tabs.ts';
import { WorkersPanel } from './workers-panel.tsx';

const route = getRouteApi('/_signed-in/work');

/** What is in work, what waits, what failed, and who does it all. */
export function WorkPage() {
  const text = useTexts();
  const navigate = route.useNavigate();
  const { tab = 'now', task } = route.useSearch();
  useTitle(text('web-work'));
  const open = (next: string | null) =>
    void navigate({ search: { tab: next as WorkTab }, replace: true, resetScroll: false });
  return (
    <Container size="lg">
      <Title order={1} size="h2" mb="md">
        {text('web-work')}
      </Title>
      <Tabs value={tab} onChange={open} keepMounted={false}>
        <Tabs.List mb="md" className={styles.tabs ?? ''} aria-label={text('web-work')}>
          {workTabs.map((one) => (
            <Tabs.Tab key={one} value={one}>
              {text(`web-work-tab-${one}`)}
            </Tabs.Tab>
          ))}
        </Tabs.List>
        <Tabs.Panel value="now">
          <NowPanel />
        </Tabs.Panel>
        <Tabs.Panel value="failed">
          <TaskPanel list="failed" />
        </Tabs.Panel>
        <Tabs.Panel value="ended">
          <TaskPanel list="ended" />
        </Tabs.Panel>
        <Tabs.Panel value="workers">
          <WorkersPanel />
        </Tabs.Panel>
      </Tabs>
      <TaskDrawer
        id={task}
        onClose={() => void navigate({ search: { tab }, replace: true, resetScroll: false })}
      />
    </Container>
  );
}
