/**
 * Carries messages between coordinators and workers. It only carries: what must not be lost is in PostgreSQL,
 * so a broker may be restarted or emptied at any moment.
 *
 * Queues deliver each message to one consumer of a group, at least once. Topics deliver to everybody who
 * listens now, at most once.
 */
export interface Broker {
  readonly capabilities: BrokerCapabilities;

  /**
   * Resolves once the broker has taken the message over; while the broker cannot be reached it waits for it, some
   * seconds at most, and then rejects with `unavailable`. May be repeated: consumers bear duplicates.
   * Rejects with `message-too-large` (bytes, limit) what no consumer could get. A sole consumer with one place gets
   * the messages of one publisher in the order of its calls, those aside that come again.
   */
  publish(queue: string, message: unknown, options?: PublishOptions): Promise<void>;

  /**
   * Hands over messages of a queue, oldest first, with at most `prefetch` handlers at work: an early `ack` settles
   * the message, but its place is free only when the handler returns, so that a message never waits at a busy
   * consumer while another is free. A handler that returns without having settled the delivery acknowledges it;
   * one that throws gives it back. Messages published before the first consumer came are kept for it. A consumer
   * survives a restart of the broker, also one that emptied it: it goes on by itself when the broker is back. What a
   * dead consumer held goes to others in some seconds. Rejects with `broker-unreachable` (detail) where the broker is
   * away from the start.
   */
  consume(queue: string, options: ConsumeOptions, handler: DeliveryHandler): Promise<Subscription>;

  /** Tells everybody who listens to the topic now. */
  broadcast(topic: string, message: unknown): Promise<void>;

  listen(topic: string, handler: (message: unknown) => void): Promise<Subscription>;

  /** How many messages wait or are in work; not every broker can tell what is in work at others. 0 for a queue that nobody used. */
  depth(queue: string): Promise<number>;

  /** Rejects with `broker-unreachable` (detail: what is wrong) when the broker cannot be used now. */
  check(): Promise<void>;

  /** Ends all subscriptions; unsettled deliveries go back to their queues. */
  close(): Promise<void>;
}

export interface BrokerCapabilities {
  /** Whether other processes meet at this broker. */
  readonly reach: 'process' | 'network';
  /** Whether messages outlive a restart of the broker. */
  readonly durable: boolean;
  /** Whether several groups may consume one queue, each getting every message. */
  readonly groups: 'one' | 'many';
  /** Bytes of JSON that one message may have. What is larger travels as a reference to a file. */
  readonly largestMessage: number;
  /** Whether `depth` counts what is in work at other connections, too. */
  readonly countsOthersWork: boolean;
}

export interface PublishOptions {
  /** Seconds without use after which the queue goes, with all that is in it: for the answer to one asker. */
  readonly expires?: number;
}

export interface ConsumeOptions {
  readonly group: string;
  readonly prefetch: number;
}

export interface Delivery {
  /** What was published. What another program wrote that is not JSON comes as the text that it is. */
  readonly message: unknown;
  /** True when the message was handed out before and not acknowledged. */
  readonly redelivered: boolean;
  /** Settling twice is harmless; the first word counts. */
  ack(): Promise<void>;
  /** Gives the message back, to be delivered again. */
  giveBack(): Promise<void>;
  /**
   * Takes the message out of the queue and keeps it where people can read it: on the queue `<queue>:rejected`, as
   * `{ queue, reason, message, rejected_at }`. The newest 10,000 are kept there, and of a message of more than 64 KiB
   * of JSON the beginning, as text.
   */
  setAside(reason: string): Promise<void>;
}

export type DeliveryHandler = (delivery: Delivery) => Promise<void>;

export interface Subscription {
  /** Stops deliveries and waits for handlers at work. */
  close(): Promise<void>;
}
