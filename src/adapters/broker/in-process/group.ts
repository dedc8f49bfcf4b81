import type { Logger } from '../../../core/logger.ts';
import type { Delivery, DeliveryHandler } from '../../../ports/broker.ts';

export interface Group {
  /** With `most`, the oldest that waits goes when more would wait. */
  add(text: string, most?: number): void;
  join(prefetch: number, handler: DeliveryHandler): GroupMember;
  depth(): number;
  hasMembers(): boolean;
}

export interface GroupMember {
  /** Stops deliveries and waits for handlers at work. */
  drain(): Promise<void>;
  /** Stops deliveries and gives back at once what is not settled; handlers at work are not waited for. */
  abandon(): void;
}

/** Takes over a message that nobody can use. */
export type Keep = (message: unknown, reason: string) => void;

interface GroupState {
  readonly queue: string;
  readonly logger: Logger;
  readonly keepAside: Keep;
  readonly waiting: Message[];
  readonly members: Member[];
  unsettled: number;
  pumping: boolean;
}

interface Message {
  readonly text: string;
  deliveries: number;
}

interface Member {
  readonly prefetch: number;
  readonly handler: DeliveryHandler;
  readonly atWork: Set<Promise<void>>;
  /** How to give back each delivery that is not settled. */
  readonly unsettled: Set<() => void>;
}

/** Milliseconds before the second redelivery, doubling, so that a message nobody wants does not spin. */
const redeliveryPause = 50;
const longestPause = 1000;

/** Consumers that share the messages of a queue: each message goes to one of them, in turn. */
export function createGroup(queue: string, logger: Logger, keepAside: Keep): Group {
  const state: GroupState = {
    queue,
    logger,
    keepAside,
    waiting: [],
    members: [],
    unsettled: 0,
    pumping: false,
  };
  return {
    add(text, most = Number.POSITIVE_INFINITY) {
      state.waiting.push({ text, deliveries: 0 });
      if (state.waiting.length > most) state.waiting.shift();
      pumpSoon(state);
    },
    join(prefetch, handler) {
      const member: Member = { prefetch, handler, atWork: new Set(), unsettled: new Set() };
      state.members.push(member);
      pumpSoon(state);
      return {
        async drain() {
          leave(state, member);
          await Promise.all(member.atWork);
        },
        abandon() {
          leave(state, member);
          for (const giveBack of member.unsettled) giveBack();
        },
      };
    },
    hasMembers: () => state.members.length > 0,
    depth: () => state.waiting.length + state.unsettled,
  };
}

/** Hands messages over a little later, never inside publish: a publisher must not run its consumer's code. */
function pumpSoon(state: GroupState): void {
  if (state.pumping) return;
  state.pumping = true;
  setImmediate(() => {
    state.pumping = false;
    while (state.waiting.length > 0) {
      const member = nextMember(state.members);
      const message = member && state.waiting.shift();
      if (!message) return;
      hand(state, member, message);
    }
  });
}

/** The next member with a free place, in turn: whoever gets a message goes to the end of the row. */
function nextMember(members: Member[]): Member | undefined {
  const place = members.findIndex((member) => member.atWork.size < member.prefetch);
  const [member] = place < 0 ? [] : members.splice(place, 1);
  if (member) members.push(member);
  return member;
}

function hand(state: GroupState, member: Member, message: Message): void {
  const { delivery, ack, giveBack } = openDelivery(state, member, message);
  const done = callHandler(member.handler, delivery)
    .then(ack, (error: unknown) => {
      state.logger.error({ queue: state.queue, error }, 'a consumer failed; the message goes back');
      giveBack();
    })
    .then(() => {
      member.atWork.delete(done);
      pumpSoon(state);
    });
  member.atWork.add(done);
}

async function callHandler(handler: DeliveryHandler, delivery: Delivery): Promise<void> {
  await handler(delivery);
}

/** Counts one more delivery of the message; the first of `ack` and `giveBack` settles it. */
function openDelivery(
  state: GroupState,
  member: Member,
  message: Message,
): { delivery: Delivery; ack: () => void; giveBack: () => void } {
  const redelivered = message.deliveries > 0;
  message.deliveries += 1;
  state.unsettled += 1;
  let settled = false;
  const settle = (finish: () => void) => {
    if (settled) return;
    settled = true;
    member.unsettled.delete(giveBack);
    finish();
  };
  const ack = () =>
    settle(() => {
      state.unsettled -= 1;
    });
  const giveBack = () => settle(() => putBack(state, message));
  member.unsettled.add(giveBack);
  return {
    delivery: {
      message: JSON.parse(message.text),
      redelivered,
      ack: async () => ack(),
      giveBack: async () => giveBack(),
      setAside: async (reason) =>
        settle(() => {
          state.unsettled -= 1;
          state.keepAside(JSON.parse(message.text), reason);
        }),
    },
    ack,
    giveBack,
  };
}

function putBack(state: GroupState, message: Message): void {
  const pause = Math.min(longestPause, redeliveryPause * (2 ** (message.deliveries - 1) - 1));
  setTimeout(() => {
    state.unsettled -= 1;
    state.waiting.unshift(message);
    pumpSoon(state);
  }, pause).unref();
}

function leave(state: GroupState, member: Member): void {
  const place = state.members.indexOf(member);
  if (place >= 0) state.members.splice(place, 1);
}
