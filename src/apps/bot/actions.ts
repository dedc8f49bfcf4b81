import type { BotAction } from './bot-action.ts';
import { commandActions } from './commands/command-actions.ts';
import { correctionActions } from './lines/correct-line.ts';
import { doubtfulActions } from './lines/doubtful-list.ts';
import { namingActions } from './lines/name-speakers.ts';
import { closeActions } from './menus/close-menu.ts';
import { historyActions } from './menus/history-menu.ts';
import { privacyActions } from './menus/privacy-menu.ts';
import { settingsActions } from './menus/settings-menu.ts';
import { recordingActions } from './recording-actions.ts';

/** Every action that a button may name (`keepAction`), by its name. */
export const actionsByName: Readonly<Record<string, BotAction>> = {
  ...commandActions,
  ...correctionActions,
  ...doubtfulActions,
  ...namingActions,
  ...closeActions,
  ...historyActions,
  ...privacyActions,
  ...recordingActions,
  ...settingsActions,
};
