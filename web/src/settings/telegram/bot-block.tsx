import { Alert, Anchor, Badge, Group, Stack, Text } from '@mantine/core';
import { IconAlertTriangle, IconExternalLink } from '@tabler/icons-react';
import { useTexts } from '../../texts/use-texts.ts';
import { SettingsBlock } from '../settings-block.tsx';
import type { Bot } from './queries.ts';
import styles from './telegram.module.css';

/** Seconds for which a message may wait without anybody wondering. */
const patience = 60;

/** The bot that works, how it stands with Telegram, and how much it is used: numbers alone. */
export function BotBlock({ bot, former }: { readonly bot: Bot; readonly former: readonly Bot[] }) {
  const text = useTexts();
  const { state, username, waiting_seconds: waiting } = bot;
  const ill = state === 'degraded' || state === 'failed' ? state : undefined;
  return (
    <SettingsBlock
      title={`@${username}`}
      hint={
        <Anchor
          href={`https://t.me/${encodeURIComponent(username)}`}
          target="_blank"
          rel="noreferrer"
          size="sm"
        >
          <Group gap={5} component="span">
            {text('web-telegram-open')}
            <IconExternalLink size={15} aria-hidden />
          </Group>
        </Anchor>
      }
      action={state === 'ok' ? <Badge variant="light">{text('web-telegram-works')}</Badge> : undefined}
    >
      <Stack gap="md">
        {ill && (
          <Alert
            role="status"
            color={ill === 'failed' ? 'red' : 'yellow'}
            variant="light"
            icon={<IconAlertTriangle aria-hidden />}
            title={text(`web-telegram-${ill}`)}
          >
            {text('web-telegram-ill-hint')}
          </Alert>
        )}
        {state === null && waiting > patience && (
          <Alert
            role="status"
            color="yellow"
            variant="light"
            icon={<IconAlertTriangle aria-hidden />}
            title={text('web-telegram-waits', { seconds: waiting })}
          >
            {text('web-telegram-ill-hint')}
          </Alert>
        )}
        <dl className={styles.facts}>
          <Fact name={text('web-telegram-private')} value={bot.private_chats} />
          <Fact name={text('web-telegram-groups')} value={bot.groups} />
          <Fact name={text('web-telegram-recordings')} value={bot.recordings} />
          <Fact name={text('web-telegram-sound')} value={text('web-span', { seconds: bot.seconds })} />
          {bot.unreachable > 0 && <Fact name={text('web-telegram-unreachable')} value={bot.unreachable} />}
        </dl>
        {former.length > 0 && (
          <Text size="sm" c="dimmed">
            {text('web-telegram-former')} {former.map((one) => `@${one.username}`).join(', ')}
          </Text>
        )}
      </Stack>
    </SettingsBlock>
  );
}

function Fact({ name, value }: { readonly name: string; readonly value: string | number }) {
  return (
    <div className={styles.fact}>
      <dt>{name}</dt>
      <dd>{value}</dd>
    </div>
  );
}
