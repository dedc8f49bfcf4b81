import { Alert, Text } from '@mantine/core';
import { getRouteApi, useRouter } from '@tanstack/react-router';
import { useTexts } from '../texts/use-texts.ts';
import { Entrance } from './entrance.tsx';
import { ProviderButton } from './provider-button.tsx';
import { ProviderFailure } from './provider-failure.tsx';
import { SignInForm } from './sign-in-form.tsx';

const route = getRouteApi('/sign-in');

export function SignInPage() {
  const text = useTexts();
  const router = useRouter();
  const { failed, left, next = '/recordings' } = route.useSearch();
  return (
    <Entrance title={text('web-sign-in-title')}>
      {left && (
        <Alert role="status" color="cyan" variant="light" title={text('web-account-left-all')}>
          <Text size="sm">{text('web-account-left-all-hint')}</Text>
        </Alert>
      )}
      <ProviderFailure code={failed} />
      <SignInForm onDone={() => void router.navigate({ href: next, replace: true })} />
      <ProviderButton next={next} />
      <Text size="xs" c="dimmed" ta="center">
        {text('web-forgotten')}
      </Text>
    </Entrance>
  );
}
