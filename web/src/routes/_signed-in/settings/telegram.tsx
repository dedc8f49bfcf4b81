import { createFileRoute } from '@tanstack/react-router';
import { TelegramPage } from '../../../settings/telegram/telegram-page.tsx';

export const Route = createFileRoute('/_signed-in/settings/telegram')({ component: TelegramPage });
