import type {
  ApiMethods,
  BotCommand,
  BotName,
  ChatFullInfo,
  ChatMember,
  ChatMemberAdministrator,
  ChatMemberOwner,
  File,
  ForumTopic,
  Message,
  MessageId,
  Update,
  UserFromGetMe,
  WebhookInfo,
} from '@grammyjs/types';

/**
 * What a Bot API server tells, by the name of the method. Written out, because the maker of JSON schemas understands
 * neither results of functions nor the narrower kinds of Message; those say only which field must be there (`mustHave`).
 */
export interface Told {
  update: Update;
  getUpdates: Update[];
  getMe: UserFromGetMe;
  setWebhook: true;
  deleteWebhook: true;
  getWebhookInfo: WebhookInfo;
  sendMessage: Message;
  editMessageText: Message | true;
  editMessageCaption: Message | true;
  editMessageMedia: Message | true;
  editMessageReplyMarkup: Message | true;
  deleteMessage: true;
  deleteMessages: true;
  forwardMessage: Message;
  copyMessage: MessageId;
  sendDocument: Message;
  sendVoice: Message;
  sendAudio: Message;
  sendVideo: Message;
  sendVideoNote: Message;
  sendPhoto: Message;
  sendAnimation: Message;
  sendMediaGroup: Message[];
  getFile: File;
  answerCallbackQuery: true;
  sendChatAction: true;
  sendMessageDraft: true;
  setMessageReaction: true;
  getChat: ChatFullInfo;
  getChatMember: ChatMember;
  getChatAdministrators: (ChatMemberOwner | ChatMemberAdministrator)[];
  getChatMemberCount: number;
  getChatMembersCount: number;
  leaveChat: true;
  pinChatMessage: true;
  unpinChatMessage: true;
  unpinAllChatMessages: true;
  createForumTopic: ForumTopic;
  closeForumTopic: true;
  reopenForumTopic: true;
  setMyCommands: true;
  getMyCommands: BotCommand[];
  deleteMyCommands: true;
  getMyName: BotName;
  setMyDescription: true;
  setMyShortDescription: true;
  setChatMenuButton: true;
}

type Name = Exclude<keyof Told, 'update'>;

/** The field without which a message is not the answer to its method. Does not compile with names that are none. */
export const mustHave: { readonly [Each in Name & keyof ApiMethods<string>]?: keyof Message } = {
  sendMessage: 'text',
  editMessageText: 'text',
  editMessageCaption: 'edit_date',
  editMessageMedia: 'edit_date',
  editMessageReplyMarkup: 'edit_date',
  sendDocument: 'document',
  sendVoice: 'voice',
  sendAudio: 'audio',
  sendVideo: 'video',
  sendVideoNote: 'video_note',
  sendPhoto: 'photo',
  sendAnimation: 'animation',
};
