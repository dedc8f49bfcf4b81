import { Divider, Stack, Text, Title } from '@mantine/core';
import { useState } from 'react';
import { useTexts } from '../texts/use-texts.ts';
import { MadeLink } from './made-link.tsx';
import { ShareForm } from './share-form.tsx';
import { ShareList } from './share-list.tsx';

/** Makes links to a transcript, and shows and revokes those that are there. */
export function SharePanel({ recordingId }: { readonly recordingId: string }) {
  const text = useTexts();
  const [made, setMade] = useState<{ id: string; address: string }>();
  return (
    <Stack>
      <Text size="sm">{text('web-share-lead')}</Text>
      {made && <MadeLink key={made.id} address={made.address} />}
      <ShareForm
        recordingId={recordingId}
        onMade={({ id, path }) => setMade({ id, address: `${location.origin}${path}` })}
      />
      <Divider />
      <Title order={3} size="h5">
        {text('web-share-links')}
      </Title>
      <ShareList
        recordingId={recordingId}
        newest={made?.id}
        onRevoked={(id) => {
          if (id === made?.id) setMade(undefined);
        }}
      />
    </Stack>
  );
}
