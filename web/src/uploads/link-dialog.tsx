import { Button, Group, Modal, Stack, TextInput } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { api } from '../api/client.ts';
import { useWho } from '../identity/use-who.ts';
import { createKey } from '../keeping/create-key.ts';
import { FailureNotice } from '../layout/failure-notice.tsx';
import { tell } from '../layout/tell.ts';
import { useTexts } from '../texts/use-texts.ts';
import { longestAddress, readAddress } from './read-address.ts';
import { readSendingOptions, writeOptions } from './sending-options.ts';
import { meanTenantOf, nameOwner } from './uploader.ts';
import { closeWayIn } from './way-in.ts';

/** Has a recording fetched by the server. */
export default function LinkDialog({ address = '' }: { readonly address: string | undefined }) {
  const text = useTexts();
  const [written, setWritten] = useState(address);
  const [wrong, setWrong] = useState(false);
  const fetching = useFetching();
  const submit = (event: FormEvent) => {
    event.preventDefault();
    const url = readAddress(written);
    setWrong(url === undefined);
    if (url !== undefined && !fetching.isPending) fetching.mutate(url);
  };
  return (
    <Modal opened onClose={closeWayIn} title={text('web-link-title')} centered>
      <form onSubmit={submit} noValidate>
        <Stack>
          {fetching.error && <FailureNotice error={fetching.error} />}
          <TextInput
            data-autofocus
            type="url"
            inputMode="url"
            autoComplete="off"
            label={text('web-link-address')}
            description={text('web-link-hint')}
            error={wrong && text('web-link-invalid')}
            maxLength={longestAddress}
            value={written}
            onChange={(event) => {
              setWritten(event.currentTarget.value);
              setWrong(false);
            }}
          />
          <Group justify="flex-end">
            <Button variant="default" onClick={closeWayIn}>
              {text('web-cancel')}
            </Button>
            <Button type="submit" loading={fetching.isPending} disabled={written.trim() === ''}>
              {text('web-link-send')}
            </Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  );
}

/** However often it is pressed, and however often the answer is lost, one recording comes of one window. */
function useFetching() {
  const text = useTexts();
  const [key] = useState(createKey);
  const who = useWho();
  const meant = who && meanTenantOf(nameOwner(who));
  return useMutation({
    mutationFn: async (url: string) => {
      const { data } = await api.POST('/v1/recordings/from-link', {
        params: { header: { 'idempotency-key': `${key}-${hash(url)}`, ...meant } },
        body: { url, options: writeOptions(readSendingOptions()) },
      });
      return data;
    },
    onSuccess: (recording) => {
      // The list hears of it by itself.
      if (recording) tell(text('web-link-taken', { name: recording.file_name }));
      closeWayIn();
    },
  });
}

/** An address that was mended is another request. */
function hash(url: string): string {
  let sum = 5381;
  for (const sign of url) sum = (Math.imul(sum, 33) + (sign.codePointAt(0) ?? 0)) >>> 0;
  return sum.toString(36);
}
