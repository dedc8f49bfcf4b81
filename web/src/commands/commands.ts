import type { ComponentType } from 'react';
import type { Scope } from '../identity/use-who.ts';

/** Something that can be done from wherever one is. */
export interface Command {
  /** Its own name, which no other has. */
  readonly id: string;
  /** Id of the text that people read: what happens, said as on its button. */
  readonly label: string;
  /** Values for that text. */
  readonly args?: Readonly<Record<string, string>>;
  /** Id of a text with other words by which people look for it. */
  readonly words?: string;
  readonly icon: ComponentType<{ size: number }>;
  /** Shown to those who may do this; absent: to everybody. */
  readonly scope?: Scope;
  /** Strokes that do the same: see `isStroke`. */
  readonly keys?: string;
  readonly act: () => void;
}

let commands: readonly Command[] = [];
const listeners = new Set<() => void>();

/** What can be done at this moment. */
export const listCommands = (): readonly Command[] => commands;

export function subscribeCommands(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

/** Until it is closed they can be done. */
export function addCommands(added: readonly Command[]): { close(): void } {
  publish([...commands, ...added]);
  return { close: () => publish(commands.filter((one) => !added.includes(one))) };
}

function publish(next: readonly Command[]): void {
  commands = next;
  for (const listener of listeners) listener();
}
