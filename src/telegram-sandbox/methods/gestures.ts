import type { ReactionType } from '@grammyjs/types';
import { checkPresence, findChatForBot } from '../chats.ts';
import { badRequest } from '../refusal.ts';
import { readFormatted } from '../text/read-text.ts';
import { viewMessage } from '../view-message.ts';
import { publishChange } from '../watching.ts';
import type { BuiltMethods } from './call.ts';
import { emojiOfReactions } from './reactions.ts';

const actionLife = 5000;
const draftLife = 30_000;
const longestDraft = 4096;

const actions = [
  'typing',
  'upload_photo',
  'record_video',
  'upload_video',
  'record_voice',
  'upload_voice',
  'upload_document',
  'choose_sticker',
  'find_location',
  'record_video_note',
  'upload_video_note',
  'cancel',
];

/** What leaves no message behind. */
export const gestureMethods = {
  sendChatAction({ world, bot, args }) {
    const action = args.text('action').toLowerCase();
    if (!actions.includes(action)) throw badRequest('wrong parameter action in request');
    const chat = findChatForBot(world, bot, args.text('chat_id'));
    checkPresence(chat, bot);
    chat.action = action === 'cancel' ? undefined : { name: action, until: world.clock.now() + actionLife };
    publishChange(world, chat, { name: 'action', action });
    return true;
  },

  sendMessageDraft({ world, bot, args }) {
    const { text, entities } = readFormatted(
      args.text('text'),
      args.text('parse_mode'),
      args.json('entities'),
    );
    const chat = findChatForBot(world, bot, args.text('chat_id'));
    if (chat.kind !== 'private') throw badRequest('TEXTDRAFT_PEER_INVALID');
    checkPresence(chat, bot);
    const id = args.integer('draft_id');
    if (id === 0) throw badRequest('RANDOM_ID_INVALID');
    if (text.length > longestDraft) throw badRequest('message is too long');
    chat.draft = { id, text, entities, until: world.clock.now() + draftLife };
    publishChange(world, chat, { name: 'draft', draft: { id, text, entities } });
    return true;
  },

  setMessageReaction({ world, bot, args }) {
    const chat = findChatForBot(world, bot, args.text('chat_id'));
    checkPresence(chat, bot);
    const message = chat.messages.get(args.integer('message_id'));
    if (!message) throw badRequest('message to react not found');
    const given = args.json('reaction') ?? [];
    if (!Array.isArray(given)) throw badRequest("can't parse reaction types JSON object");
    const reactions = given as ReactionType[];
    const areKnown = reactions.every(
      (reaction) => reaction?.type === 'emoji' && emojiOfReactions.includes(reaction.emoji),
    );
    if (!areKnown) throw badRequest('REACTION_INVALID');
    // A bot has no Premium: one reaction on a message.
    if (reactions.length > 1) throw badRequest('REACTIONS_TOO_MANY');
    if (reactions.length > 0) message.reactions.set(bot.user.id, reactions);
    else message.reactions.delete(bot.user.id);
    publishChange(world, chat, { name: 'reactions', message: viewMessage(message) });
    return true;
  },
} satisfies BuiltMethods;
