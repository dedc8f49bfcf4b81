import { Anchor, Code } from '@mantine/core';
import { useTexts } from '../../texts/use-texts.ts';
import { SettingsBlock } from '../settings-block.tsx';

/** The shortest way from a key to words. */
export function CallBlock() {
  const text = useTexts();
  const command = `curl -H 'Authorization: Bearer efir_…' \\\n  -F file=@talk.ogg ${location.origin}/v1/recordings`;
  return (
    <SettingsBlock title={text('web-api-key-call')} hint={text('web-api-key-call-hint')}>
      <Code block dir="ltr" tabIndex={0} aria-label={text('web-api-key-call')}>
        {command}
      </Code>
      <Anchor href="/docs/" size="sm" mt="sm" display="inline-block">
        {text('web-api-key-docs')}
      </Anchor>
    </SettingsBlock>
  );
}
