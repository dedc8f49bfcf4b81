/**
 * "Look again" between processes that share a database: a topic and an id, no data. A hint may be lost, doubled
 * or come early; whoever listens also looks on a timer.
 */
export interface Hints {
  send(topic: HintTopic, id: string): void;
  listen(topic: HintTopic, handler: (id: string) => void): { close(): void };
}

/**
 * `recording`: a new event of that recording; `tasks`: work became due; `stop`: this attempt is no longer wanted;
 * `deliveries`: news for a program outside became due; `api-key`: this key was revoked; `chats`: this bot has something
 * to handle or to send; `people`: this user may have been signed out, thrown out or led elsewhere.
 */
export type HintTopic = 'recording' | 'tasks' | 'stop' | 'deliveries' | 'api-key' | 'chats' | 'people';
