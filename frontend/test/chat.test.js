/** Chat as it changes by events, and the key that sends (F4.6). */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { applyEvent, directWith, MAX_LENGTH, mergeConversations, mergeMessages, sendable, sends } from '../js/state/chat.js';

const key = (more) => ({ key: 'Enter', shiftKey: false, isComposing: false, keyCode: 13, ...more });
const conversation = (id, seq, more) => ({ id, kind: 'direct', partner: { id: `with-${id}` }, last: { seq }, unread: 0, ...more });

test('Enter sends, but not with Shift, and not the Enter that chooses kanji', () => {
  assert.equal(sends(key()), true);
  for (const more of [{ shiftKey: true }, { isComposing: true }, { keyCode: 229 }, { key: 'a', keyCode: 65 }]) assert.equal(sends(key(more)), false, JSON.stringify(more));
});

test('something must be written, and not too much', () => {
  assert.deepEqual(['', ' \n', '　', 'あ', 'x'.repeat(MAX_LENGTH), 'x'.repeat(MAX_LENGTH + 1)].map(sendable), [false, false, false, true, true, false]);
});

test('messages are in the order of the server, each once, however they come', () => {
  const all = [1, 2, 3, 4, 5].map((seq) => ({ seq }));
  assert.deepEqual(mergeMessages([all[3], all[4]], [all[2], all[1], all[0]]), all);
  assert.deepEqual(mergeMessages(all, [all[4]]), all);
});

test('the conversation written in last is the first, as it is now', () => {
  const before = [conversation('a', 5), conversation('b', 3)];
  const view = applyEvent({ unread: 0, conversations: before }, { unread: 1, conversation: conversation('b', 6, { unread: 1 }) });
  assert.deepEqual([view.unread, view.conversations.map(({ id, unread }) => [id, unread])], [1, [['b', 1], ['a', 0]]]);
  assert.deepEqual(mergeConversations(view.conversations, [conversation('c', 1)]).map(({ id }) => id), ['b', 'a', 'c']);
});

test('an announcement is no conversation with its sender', () => {
  const list = [conversation('a', 2, { kind: 'announcement', partner: { id: 'sv1' } }), conversation('b', 1, { partner: { id: 'sv1' } })];
  assert.equal(directWith(list, 'sv1')?.id, 'b');
  assert.equal(directWith(list.slice(0, 1), 'sv1'), undefined);
});
