import type { ApiMethods } from '@grammyjs/types';
import type { StoredFile } from '../file-store.ts';
import type { Arguments } from '../http/arguments.ts';
import type { Bot, World } from '../world.ts';

/** A call of a method, its arguments not yet judged. */
export interface MethodCall {
  readonly world: World;
  readonly bot: Bot;
  readonly args: Arguments;
  /** Ends when the caller has gone. */
  readonly signal: AbortSignal;
}

type Methods = ApiMethods<StoredFile>;

/** What a method that is built answers: the types are Telegram's. */
export type BuiltMethods = {
  readonly [Name in keyof Methods]?: (
    call: MethodCall,
  ) => ReturnType<Methods[Name]> | Promise<ReturnType<Methods[Name]>>;
};
