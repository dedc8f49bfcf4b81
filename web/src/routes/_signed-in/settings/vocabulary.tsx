import { createFileRoute } from '@tanstack/react-router';
import { VocabularyPage } from '../../../settings/vocabulary/vocabulary-page.tsx';

export const Route = createFileRoute('/_signed-in/settings/vocabulary')({ component: VocabularyPage });
