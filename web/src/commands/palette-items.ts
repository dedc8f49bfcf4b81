import { IconClock, IconFileSearch, IconMessage, IconMicrophone2 } from '@tabler/icons-react';
import type { ComponentType, ReactNode } from 'react';
import type { Recording } from '../api/client.ts';
import type { Hit } from '../search/queries.ts';
import type { Text } from '../texts/use-texts.ts';
import type { Command } from './commands.ts';
import { matchWords } from './match.ts';
import type { Found } from './queries.ts';
import type { InAllLanguages } from './translate.ts';

/** One line of the palette. */
export interface PaletteItem {
  readonly key: string;
  /** Id of the text over the group that it is in. */
  readonly group: string;
  readonly icon: ComponentType<{ size: number }>;
  readonly label: ReactNode;
  readonly keys?: string | undefined;
  readonly hit?: Hit;
  /** Where it leads; else `act` is what it does. */
  readonly recording?: { readonly id: string; readonly t?: number };
  readonly act?: () => void;
}

/** Actions shown while something is looked for; the best are enough. */
const mostActions = 6;

interface Sources {
  readonly typed: string;
  readonly commands: readonly Command[];
  readonly found: Found | undefined;
  readonly recent: readonly Recording[];
  readonly inAllLanguages: InAllLanguages | undefined;
  readonly text: Text;
  readonly search: (words: string) => void;
}

/** What fits what was typed: without anything, what was opened lately and all that can be done. */
export function listItems(sources: Sources): PaletteItem[] {
  const { found, recent, search, text, typed } = sources;
  const words = typed.trim();
  if (words === '')
    return [...recent.map((one) => toRecording(one, 'web-commands-recent')), ...findActions(sources)];
  return [
    ...findActions(sources).slice(0, mostActions),
    ...(found?.recordings ?? []).map((one) => toRecording(one, 'web-commands-recordings')),
    ...(found?.hits ?? []).map(toHit),
    {
      key: 'search',
      group: 'web-commands-said',
      icon: IconFileSearch,
      label: text('web-commands-search', { words }),
      act: () => search(words),
    },
  ];
}

function findActions({ commands, inAllLanguages, text, typed }: Sources): PaletteItem[] {
  return commands
    .map((command) => ({ command, score: matchWords(typed, wordAll(command, text, inAllLanguages)) }))
    .filter(({ score }) => score > 0)
    .toSorted((a, b) => b.score - a.score)
    .map(({ command: { act, args, icon, id, keys, label } }) => ({
      key: `command ${id}`,
      group: 'web-commands-actions',
      ...{ icon, keys, act },
      label: text(label, args),
    }));
}

function wordAll({ args, label, words }: Command, text: Text, inAllLanguages?: InAllLanguages): string[] {
  const own = [text(label, args), ...(words === undefined ? [] : [text(words)])];
  if (!inAllLanguages) return own;
  return [...own, ...inAllLanguages(label, args), ...(words === undefined ? [] : inAllLanguages(words))];
}

function toRecording({ file_name: name, id }: Recording, group: string): PaletteItem {
  const icon = group === 'web-commands-recent' ? IconClock : IconMicrophone2;
  return { key: `recording ${id}`, group, icon, label: name, recording: { id } };
}

function toHit(hit: Hit): PaletteItem {
  const { at, recording, segment } = hit;
  return {
    key: `hit ${recording.id} ${segment}`,
    group: 'web-commands-said',
    icon: IconMessage,
    label: recording.file_name,
    hit,
    recording: { id: recording.id, t: at },
  };
}
