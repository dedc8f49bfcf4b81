import type { Logger } from '../../../core/logger.ts';
import type { Delivery, DeliveryHandler } from '../../../ports/broker.ts';

export interface Group {
  add(text: string): void;
  join(prefetch: number, handler: DeliveryHandler): GroupMember;
  depth(): number;
}

export interface GroupMember {
  /** Stops deliveries and waits for handlers at work. */
  drain(): Promise<void>;
  /** Stops deliveries and gives back at once what is not settled; handlers at work are not waited for. */
  abandon(): void;
}

interface Message {
  readonly text: string;
  deliveries: number;
}

interface Member {
  readonly prefetch: number;
  readonly handler: DeliveryHandler;
  readonly atWork: Set<Promise<void>>;
  readonly unsettled: Set<() => void>;
  open: boolean;
}

/** Milliseconds before the second and each later redelivery, so that a message nobody takes does not spin. */
const redeliveryPause = 50;
const longestPause = 1000;

/** Consumers that share the messages of a queue: each message goes to one of them, in turn. */
export function createGroup(queue: string, logger: Logger): Group {
  const waiting: Message[] = [];
  const members: Member[] = [];
  let unsettled = 0;
  let pumping = false;

  const pump = () => {
    pumping = false;
    for (let member = nextMember(members); member && waiting.length > 0; member = nextMember(members)) {
      const message = waiting.shift();
      if (message) hand(member, message);
    }
  };
  // Never inside publish: a publisher must not run its consumer's code.
  const pumpSoon = () => {
    if (pumping) return;
    pumping = true;
    setImmediate(pump);
  };
  const putBack = (message: Message) => {
    const pause = Math.min(longestPause, redeliveryPause * (2 ** (message.deliveries - 1) - 1));
    setTimeout(() => {
      unsettled -= 1;
      waiting.unshift(message);
      pumpSoon();
    }, pause).unref();
  };

  const hand = (member: Member, message: Message) => {
    unsettled += 1;
    const { delivery, ack, giveBack } = openDelivery(message, {
      forget: () => {
        unsettled -= 1;
      },
      putBack: () => putBack(message),
      settled: (giveBack) => void member.unsettled.delete(giveBack),
    });
    member.unsettled.add(giveBack);
    const done = callHandler(member.handler, delivery)
      .then(ack, (error: unknown) => {
        logger.error({ queue, error }, 'a consumer failed; the message goes back');
        giveBack();
      })
      .then(() => {
        member.atWork.delete(done);
        pumpSoon();
      });
    member.atWork.add(done);
  };

  const leave = (member: Member) => {
    member.open = false;
    const place = members.indexOf(member);
    if (place >= 0) members.splice(place, 1);
  };

  return {
    add(text) {
      waiting.push({ text, deliveries: 0 });
      pumpSoon();
    },
    join(prefetch, handler) {
      const member: Member = { prefetch, handler, atWork: new Set(), unsettled: new Set(), open: true };
      members.push(member);
      pumpSoon();
      return {
        async drain() {
          leave(member);
          await Promise.all(member.atWork);
        },
        abandon() {
          leave(member);
          for (const giveBack of member.unsettled) giveBack();
        },
      };
    },
    depth: () => waiting.length + unsettled,
  };
}

/** Counts one more delivery of the message; the first of `ack` and `giveBack` settles it. */
function openDelivery(
  message: Message,
  on: { forget(): void; putBack(): void; settled(giveBack: () => void): void },
): { delivery: Delivery; ack: () => void; giveBack: () => void } {
  const redelivered = message.deliveries > 0;
  message.deliveries += 1;
  let settled = false;
  const settle = (finish: () => void) => {
    if (settled) return;
    settled = true;
    on.settled(giveBack);
    finish();
  };
  const ack = () => settle(on.forget);
  const giveBack = () => settle(on.putBack);
  const delivery: Delivery = {
    message: JSON.parse(message.text),
    redelivered,
    ack: async () => ack(),
    giveBack: async () => giveBack(),
  };
  return { delivery, ack, giveBack };
}

/** The next member with a free place, in turn: whoever gets a message goes to the end of the row. */
function nextMember(members: Member[]): Member | undefined {
  const place = members.findIndex((member) => member.atWork.size < member.prefetch);
  const [member] = place < 0 ? [] : members.splice(place, 1);
  if (member) members.push(member);
  return member;
}

async function callHandler(handler: DeliveryHandler, delivery: Delivery): Promise<void> {
  await handler(delivery);
}
