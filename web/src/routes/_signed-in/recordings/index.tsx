import { createFileRoute } from '@tanstack/react-router';
import { RecordingsPage } from '../../../recordings/recordings-page.tsx';

export const Route = createFileRoute('/_signed-in/recordings/')({ component: RecordingsPage });
