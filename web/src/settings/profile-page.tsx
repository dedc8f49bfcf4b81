import { useTexts } from '../texts/use-texts.ts';
import { SettingsPage } from './settings-page.tsx';

/** What concerns the person who is signed in, whichever account they look at. */
export function ProfilePage() {
  const text = useTexts();
  return <SettingsPage title={text('web-profile')}>{null}</SettingsPage>;
}
