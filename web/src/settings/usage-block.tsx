import { Stack, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useTexts } from '../texts/use-texts.ts';
import { usageQuery } from './account-query.ts';
import { SettingsBlock } from './settings-block.tsx';
import { Loaded } from './settings-page.tsx';

/** How much sound came in lately, and how much of it the bot still takes. */
export function UsageBlock() {
  const text = useTexts();
  const usage = useQuery(usageQuery);
  return (
    <SettingsBlock title={text('web-usage')} hint={text('web-usage-hint')}>
      <Loaded query={usage}>
        {({ bot_quota: quota, day, month }) => (
          <Stack gap={6}>
            {month.recordings === 0 ? (
              <Text>{text('web-usage-none')}</Text>
            ) : (
              <>
                <Text>{text('web-usage-day', { ...day, seconds: Math.round(day.seconds) })}</Text>
                <Text>{text('web-usage-month', { ...month, seconds: Math.round(month.seconds) })}</Text>
              </>
            )}
            {quota && (
              <Text>
                {text('web-usage-quota', {
                  limit: quota.limit,
                  left: Math.round(Math.max(0, quota.limit - quota.used)),
                })}
              </Text>
            )}
          </Stack>
        )}
      </Loaded>
    </SettingsBlock>
  );
}
