import { getRouteApi, useRouter } from '@tanstack/react-router';
import { useTexts } from '../texts/use-texts.ts';
import { Entrance } from './entrance.tsx';
import { SignInForm } from './sign-in-form.tsx';

const route = getRouteApi('/sign-in');

export function SignInPage() {
  const text = useTexts();
  const router = useRouter();
  const { next = '/recordings' } = route.useSearch();
  return (
    <Entrance title={text('web-sign-in-title')}>
      <SignInForm onDone={() => void router.navigate({ href: next, replace: true })} />
    </Entrance>
  );
}
