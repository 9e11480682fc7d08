/** Chat as it changes by the events of its stream (F4.6). Pure. */

/** @import { ChatMessage, ChatMessageEvent, ChatReadEvent, ChatView, Conversation } from '../api/types' */

/** What one has written and the server has not confirmed. @typedef {{ token: string, text: string, failure: unknown }} Pending */

/**
 * @param {Conversation[]} list
 * @param {Conversation[]} more
 * @returns {Conversation[]} both, each once as `more` has it, the one written in last first
 */
export function mergeConversations(list, more) {
  const found = new Map([...list, ...more].map((one) => [one.id, one]));
  return [...found.values()].sort((a, b) => b.last.seq - a.last.seq);
}

/**
 * @param {readonly ChatMessage[]} list
 * @param {readonly ChatMessage[]} more
 * @returns {ChatMessage[]} both, each once, oldest first
 */
export function mergeMessages(list, more) {
  const found = new Map([...list, ...more].map((one) => [one.seq, one]));
  return [...found.values()].sort((a, b) => a.seq - b.seq);
}

/**
 * @param {ChatView} view
 * @param {ChatMessageEvent | ChatReadEvent} event
 * @returns {ChatView}
 */
export function applyEvent(view, event) {
  return { ...view, unread: event.unread, conversations: mergeConversations(view.conversations, [event.conversation]) };
}

/**
 * Whether a key sends what is written: Enter, not Shift+Enter, and not the Enter that ends the input of kana and kanji,
 * which browsers tell by `isComposing` or, one of them after the composition has ended, by key code 229.
 * @param {{ key: string, shiftKey: boolean, isComposing: boolean, keyCode: number }} event
 */
export function sends(event) {
  return event.key === 'Enter' && !event.shiftKey && !event.isComposing && event.keyCode !== 229;
}

/** @param {string} text @returns {boolean} whether there is anything to send */
export function sendable(text) {
  return text.trim() !== '' && text.length <= MAX_LENGTH;
}

/** Characters of a message. */
export const MAX_LENGTH = 2000;

/**
 * @param {readonly Conversation[]} list
 * @param {string} user
 */
export function directWith(list, user) {
  return list.find((one) => one.kind === 'direct' && one.partner.id === user);
}
