import { createFileRoute } from '@tanstack/react-router';
import { ModelsPage } from '../../../settings/models/models-page.tsx';

export const Route = createFileRoute('/_signed-in/settings/models')({ component: ModelsPage });
