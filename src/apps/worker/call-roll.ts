import type { Logger } from '../../core/logger.ts';
import type { Broker } from '../../ports/broker.ts';
import type { RollCallMessage } from '../../wire/control-message.ts';
import { rollCallTopic } from '../../wire/names.ts';

/** Milliseconds between two calls when nothing changes. */
const interval = 5_000;

export interface RollCaller {
  /** Says at once who is here; calls of the same moment become one. */
  call(): void;
  /** Says that the worker leaves, and nothing more. */
  leave(): Promise<void>;
}

/** Tells the coordinators who works here, every few seconds and whenever asked. */
export function callRoll(
  broker: Pick<Broker, 'broadcast'>,
  describe: () => RollCallMessage,
  logger: Logger,
): RollCaller {
  let soon = false;
  let left = false;
  const say = (message: RollCallMessage) =>
    broker.broadcast(rollCallTopic, message).catch((error: unknown) => {
      logger.debug({ error }, 'the roll could not be called');
    });
  const call = () => {
    if (left || soon) return;
    soon = true;
    setImmediate(() => {
      soon = false;
      if (!left) void say(describe());
    });
  };
  const timer = setInterval(call, interval);
  return {
    call,
    async leave() {
      left = true;
      clearInterval(timer);
      await say({ ...describe(), leaving: true });
    },
  };
}
