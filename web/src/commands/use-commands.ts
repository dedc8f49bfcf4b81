import { useEffect, useRef } from 'react';
import { useWho } from '../identity/use-who.ts';
import { useKeys } from '../keys/use-keys.ts';
import { addCommands, type Command } from './commands.ts';

/**
 * Adds to what can be found and done by Ctrl-K, as long as the component is shown; those with keys are done by keys as
 * well, and listed in the help for keys under `title`. Which commands there are goes by their ids.
 */
export function useCommands(title: string, given: readonly Command[]): void {
  const scopes = useWho()?.scopes ?? [];
  const allowed = given.filter(({ scope }) => scope === undefined || scopes.includes(scope));
  useKeys(
    title,
    allowed.flatMap(({ act, args, keys, label }) =>
      keys === undefined ? [] : [{ act, keys, label, ...(args && { args }) }],
    ),
  );
  const newest = useRef(allowed);
  useEffect(() => {
    newest.current = allowed;
  });
  const which = allowed.map(({ args, id }) => `${id} ${JSON.stringify(args ?? {})}`).join('\n');
  useEffect(() => {
    if (which === '') return;
    const added = addCommands(
      newest.current.map((command) => ({
        ...command,
        act: () => newest.current.find(({ id }) => id === command.id)?.act(),
      })),
    );
    return () => added.close();
  }, [which]);
}
