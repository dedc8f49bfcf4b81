import { Button, Radio, Stack, Text } from '@mantine/core';
import { IconFileZip } from '@tabler/icons-react';
import { useMutation } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { FailureNotice } from '../layout/failure-notice.tsx';
import { tell } from '../layout/tell.ts';
import { useTexts } from '../texts/use-texts.ts';
import { exportMany } from './export-many.ts';
import { exportChoices } from './formats.ts';

interface ExportPanelProps {
  readonly ids: readonly string[];
  readonly onDone: () => void;
}

/** Which kind of file; then one archive with a file for each recording. */
export function ExportPanel({ ids, onDone }: ExportPanelProps) {
  const text = useTexts();
  const [label, setLabel] = useState<string>(exportChoices[0].label);
  const exporting = useMutation({
    mutationFn: () =>
      exportMany(ids, exportChoices.find((choice) => choice.label === label) ?? exportChoices[0]),
    onSuccess: ({ leftOut }) => {
      if (leftOut > 0) tell(text('web-exports-left-out', { count: leftOut }));
      onDone();
    },
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (!exporting.isPending) exporting.mutate();
  };
  return (
    <form onSubmit={submit}>
      <Stack>
        {exporting.error && <FailureNotice error={exporting.error} />}
        <Radio.Group label={text('web-exports-format')} value={label} onChange={setLabel} name="format">
          <Stack gap={10} mt="xs">
            {exportChoices.map((choice) => (
              <Radio key={choice.label} value={choice.label} label={text(choice.label)} />
            ))}
          </Stack>
        </Radio.Group>
        <Text size="sm" c="dimmed">
          {text('web-exports-hint')}
        </Text>
        <div>
          <Button
            type="submit"
            loading={exporting.isPending}
            leftSection={<IconFileZip size={17} aria-hidden />}
          >
            {text('web-exports-download')}
          </Button>
        </div>
      </Stack>
    </form>
  );
}
