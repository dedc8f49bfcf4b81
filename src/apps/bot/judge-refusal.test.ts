import { expect, test } from 'vitest';
import { MessengerRefusal } from '../../ports/messenger.ts';
import { judgeRefusal } from './judge-refusal.ts';

test.each([
  [
    400,
    'Bad Request: message is not modified: specified new message content and reply markup are exactly the same as a current content and reply markup of the message',
    'same',
  ],
  [400, 'Bad Request: message to edit not found', 'not-there'],
  [400, 'Bad Request: message to delete not found', 'not-there'],
  [400, "Bad Request: message can't be edited", 'not-ours'],
  [400, "Bad Request: message can't be deleted for everyone", 'undeletable'],
  [400, 'Bad Request: there is no text in the message to edit', 'other-kind'],
  [400, "Bad Request: can't parse entities: Unsupported start tag", 'entities'],
  [400, 'Bad Request: BUTTON_DATA_INVALID', 'buttons'],
  [400, 'Bad Request: message thread not found', 'thread'],
  [400, 'Bad Request: TOPIC_CLOSED', 'thread'],
  [400, 'Bad Request: message to be replied not found', 'reply'],
  [400, 'Bad Request: chat not found', 'unreachable'],
  [400, 'Bad Request: not enough rights to send text messages to the chat', 'unreachable'],
  [400, 'Bad Request: not enough rights to send documents to the chat', 'media'],
  [400, 'Bad Request: CHAT_SEND_VOICES_FORBIDDEN', 'media'],
  [400, 'Bad Request: CHAT_SEND_PLAIN_FORBIDDEN', 'unreachable'],
  [400, 'Bad Request: group chat was deactivated', 'unreachable'],
  [403, 'Forbidden: bot was blocked by the user', 'unreachable'],
  [403, 'Forbidden: bot was kicked from the supergroup chat', 'unreachable'],
  [401, 'Unauthorized', 'token'],
  [404, 'Not Found', 'token'],
  [429, 'Too Many Requests: retry after 5', 'flood'],
  [413, 'Request Entity Too Large', 'final'],
  [400, 'Bad Request: message is too long', 'final'],
] as const)('%d %s: %s', (status, description, reason) => {
  expect(judgeRefusal(new MessengerRefusal({ method: 'x', status, description }))).toBe(reason);
});

test('a group that moved is known by where it went', () => {
  const description = 'Bad Request: group chat was upgraded to a supergroup chat';
  const refusal = new MessengerRefusal({ method: 'x', status: 400, description, migratedTo: -1001 });
  expect(judgeRefusal(refusal)).toBe('moved');
});
