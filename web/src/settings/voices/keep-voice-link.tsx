import { Button } from '@mantine/core';
import { IconUserCheck } from '@tabler/icons-react';
import { Link, useParams } from '@tanstack/react-router';
import { useMay } from '../../identity/use-who.ts';
import { useTexts } from '../../texts/use-texts.ts';

/** From a speaker of the transcript that is open to where their voice is kept; for those who may keep it. */
export function KeepVoiceLink({ speaker }: { readonly speaker: string }) {
  const text = useTexts();
  const mayWrite = useMay('settings:write');
  const { id: recording } = useParams({ strict: false });
  if (!mayWrite || recording === undefined) return null;
  return (
    <Button
      renderRoot={(props) => <Link {...props} to="/settings/voices" search={{ recording, speaker }} />}
      size="xs"
      variant="subtle"
      leftSection={<IconUserCheck size={15} aria-hidden />}
    >
      {text('web-voice-keep')}
    </Button>
  );
}
