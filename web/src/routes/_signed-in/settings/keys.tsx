import { createFileRoute } from '@tanstack/react-router';
import { KeysPage } from '../../../settings/keys-page.tsx';

export const Route = createFileRoute('/_signed-in/settings/keys')({ component: KeysPage });
