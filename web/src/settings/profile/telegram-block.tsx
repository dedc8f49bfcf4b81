import { Button, Group, Stack, Text } from '@mantine/core';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import { api } from '../../api/client.ts';
import { CopyField } from '../../layout/copy-field.tsx';
import { FailureNotice } from '../../layout/failure-notice.tsx';
import { tell, tellFailure } from '../../layout/tell.ts';
import { Moment } from '../../texts/moment.tsx';
import { useTexts } from '../../texts/use-texts.ts';
import { askFirst } from '../ask-first.ts';
import { SettingsBlock } from '../settings-block.tsx';
import { type Me, me as meQuery } from './queries.ts';

/** Milliseconds between two looks whether the code was typed. */
const lookAgain = 3_000;

/** The account of Telegram that is the same person; nothing where no bot works for this account. */
export function TelegramBlock({ me }: { readonly me: Me }) {
  const text = useTexts();
  if (me.telegram) return <Joined bot={me.telegram.bot} since={me.telegram.since} />;
  if (me.telegram_bot === null) return null;
  return (
    <SettingsBlock title="Telegram" hint={text('web-telegram-hint', { bot: `@${me.telegram_bot}` })}>
      <Join />
    </SettingsBlock>
  );
}

function Join() {
  const text = useTexts();
  const make = useMutation({ mutationFn: () => api.POST('/v1/me/telegram-code') });
  const code = make.data?.data;
  const isOver = useIsOver(code?.expires_at);
  // What the bot was told shows here by itself.
  const { data: now } = useQuery({ ...meQuery, refetchInterval: code && !isOver ? lookAgain : false });
  useEffect(() => {
    if (now?.telegram) tell(text('web-telegram-joined', { bot: `@${now.telegram.bot}` }));
  }, [now?.telegram, text]);
  return (
    <Stack>
      {make.error && <FailureNotice error={make.error} />}
      {code && !isOver && (
        <CopyField label={text('web-telegram-write', { bot: `@${code.bot}` })} value={`/link ${code.code}`} />
      )}
      {code && (
        <Text size="sm" c="dimmed" role="status">
          {isOver ? (
            text('web-telegram-over')
          ) : (
            <>
              {text('web-telegram-until')} <Moment time={code.expires_at} />
            </>
          )}
        </Text>
      )}
      {(!code || isOver) && (
        <Group>
          <Button loading={make.isPending} onClick={() => make.mutate()}>
            {text('web-telegram-code')}
          </Button>
        </Group>
      )}
    </Stack>
  );
}

function Joined({ bot, since }: { readonly bot: string; readonly since: string }) {
  const text = useTexts();
  const queries = useQueryClient();
  const part = useMutation({
    mutationFn: () => api.DELETE('/v1/me/telegram'),
    onSuccess: () => queries.invalidateQueries({ queryKey: meQuery.queryKey, exact: true }),
    onError: (error) => tellFailure(error, text),
  });
  const ask = () =>
    askFirst(text, {
      title: text('web-telegram-part-title'),
      question: text('web-telegram-part-question', { bot: `@${bot}` }),
      confirm: text('web-telegram-part'),
      onConfirm: () => part.mutate(),
    });
  return (
    <SettingsBlock
      title="Telegram"
      hint={
        <>
          {text('web-telegram-is-joined', { bot: `@${bot}` })} <Moment time={since} />
        </>
      }
      action={
        <Button variant="default" size="xs" loading={part.isPending} onClick={ask}>
          {text('web-telegram-part')}
        </Button>
      }
    />
  );
}

/** Whether a time has come; false while there is none. */
function useIsOver(time: string | undefined): boolean {
  const [over, setOver] = useState<string>();
  useEffect(() => {
    if (time === undefined) return undefined;
    const timer = setTimeout(() => setOver(time), Math.max(0, Date.parse(time) - Date.now()));
    return () => clearTimeout(timer);
  }, [time]);
  return time !== undefined && over === time;
}
