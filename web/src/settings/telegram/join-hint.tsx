import { Button } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import { useTexts } from '../../texts/use-texts.ts';
import { SettingsBlock } from '../settings-block.tsx';

/** The way to where one joins oneself with Telegram, and what the bot is set to by whom. */
export function JoinHint() {
  const text = useTexts();
  return (
    <SettingsBlock
      title={text('web-telegram-join')}
      hint={text('web-telegram-join-hint')}
      action={
        <Button component={Link} to="/settings/profile" variant="default">
          {text('web-telegram-join-go')}
        </Button>
      }
    />
  );
}
