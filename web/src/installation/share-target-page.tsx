import { Alert, Button, Container, EmptyState, Group, Paper, Stack, Text, Title } from '@mantine/core';
import { IconInbox } from '@tabler/icons-react';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { getRouteApi, Link, useRouter } from '@tanstack/react-router';
import { useMay } from '../identity/use-who.ts';
import { LoadingPage } from '../layout/loading-page.tsx';
import { useTitle } from '../layout/use-title.ts';
import { useTexts } from '../texts/use-texts.ts';
import { readAddress } from '../uploads/read-address.ts';
import { addFiles } from '../uploads/uploads.ts';
import { openWayIn } from '../uploads/way-in.ts';
import { dropParcels, type KeptParcels, type Parcel } from './parcels.ts';
import { keptParcels } from './queries.ts';

const route = getRouteApi('/_signed-in/share');

/** What another app shared with this one. Nothing is sent before somebody says so: any page may share. */
export function ShareTargetPage() {
  const text = useTexts();
  useTitle(text('web-shared-title'));
  const { lost } = route.useSearch();
  const { data: parcels, isPending } = useQuery(keptParcels);
  if (isPending) return <LoadingPage />;
  const shared = parcels?.some(({ files }) => files.length > 0) || findAddress(parcels ?? []) !== undefined;
  return (
    <Container size="sm">
      <Title order={1} size="h2" mb="md">
        {text('web-shared-title')}
      </Title>
      {lost && (
        <Alert role="alert" color="red" variant="light" mb="md">
          {text('web-shared-lost')}
        </Alert>
      )}
      {parcels && shared ? <Shared parcels={parcels} /> : !lost && <NothingShared />}
    </Container>
  );
}

function Shared({ parcels }: { readonly parcels: KeptParcels }) {
  const text = useTexts();
  const router = useRouter();
  const queries = useQueryClient();
  const may = useMay('recordings:write');
  const files = parcels.flatMap((parcel) => parcel.files);
  const address = findAddress(parcels);
  const forget = async () => {
    await dropParcels(parcels);
    queries.removeQueries({ queryKey: keptParcels.queryKey });
  };
  const leave = () => router.navigate({ to: '/recordings', replace: true });
  const discard = async () => {
    await forget();
    await leave();
  };
  const send = async () => {
    // What the browser has no room to copy waits here until it has come in.
    await addFiles(files, () => void forget());
    await leave();
    if (address !== undefined) openWayIn({ way: 'link', address });
  };
  return (
    <Paper withBorder p="md" radius="lg">
      <Stack>
        <Stack gap={4} component="ul" m={0} p={0} style={{ listStyle: 'none' }}>
          {files.map((file, place) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: files may be alike in everything, and never move
            <Text key={place} component="li" size="sm">
              <bdi>{file.name}</bdi>{' '}
              <Text span c="dimmed" size="xs">
                {text('web-shared-bytes', { bytes: file.size })}
              </Text>
            </Text>
          ))}
          {address !== undefined && (
            <Text component="li" size="sm">
              <bdi>{address}</bdi>
            </Text>
          )}
        </Stack>
        {!may && (
          <Alert color="yellow" variant="light">
            {text('web-shared-may-not')}
          </Alert>
        )}
        <Group justify="flex-end">
          <Button variant="default" onClick={() => void discard()}>
            {text('web-shared-discard')}
          </Button>
          {may && <Button onClick={() => void send()}>{text('web-shared-send')}</Button>}
        </Group>
      </Stack>
    </Paper>
  );
}

function NothingShared() {
  const text = useTexts();
  return (
    <EmptyState
      icon={<IconInbox aria-hidden />}
      title={text('web-shared-none')}
      description={text('web-shared-none-hint')}
    >
      <EmptyState.Actions mt="md">
        <Button component={Link} to="/recordings">
          {text('web-to-recordings')}
        </Button>
      </EmptyState.Actions>
    </EmptyState>
  );
}

/** Apps put an address into whichever field they like, often behind a title. */
function findAddress(parcels: readonly Parcel[]): string | undefined {
  const words = parcels.flatMap((parcel) => parcel.words).flatMap((said) => said.split(/\s+/));
  return words.map(readAddress).find((address) => address !== undefined);
}
