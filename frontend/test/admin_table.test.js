/** What a table shows of a long list: search in everything that is seen, order by any column. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { movables } from '../js/admin/describe.js';
import { resourceOf } from '../js/admin/resources/index.js';
import { columnText, nameOf } from '../js/admin/words.js';
import { shownItems } from '../js/components/admin/table.js';

const USERS = Array.from({ length: 500 }, (_, at) => ({
  id: `op${at}`, name: `担当${at}`, extension: at === 7 ? '' : String(3000 - at), permission_set: 'operator', permission_set_name: 'オペレーター', phone: 'browser',
}));
const ALL = { search: '', column: '', direction: 1 };
const ids = (state) => shownItems(resourceOf('users'), USERS, {}, { ...ALL, ...state }).map(({ id }) => id);

test('users stand by their extensions, those without one last (F9.2)', () => {
  const found = ids({});
  assert.equal(found.length, 500);
  assert.deepEqual([found[0], found.at(-1)], ['op499', 'op7']);
});

test('every word of the search must be somewhere in the row, wide letters and case do not matter', () => {
  assert.deepEqual(ids({ search: 'ＯＰ４９９' }), ['op499']);
  assert.deepEqual(ids({ search: '担当12 2988' }), ['op12']);
  assert.deepEqual(ids({ search: 'nobody' }), []);
});

test('a column orders the rows both ways', () => {
  assert.deepEqual(ids({ column: 'name' }).slice(0, 3), ['op0', 'op1', 'op2']);
  assert.deepEqual(ids({ column: 'name', direction: -1 }).slice(0, 2), ['op499', 'op498']);
  const groups = [{ id: 'a', name: 'a', ring_s: 100 }, { id: 'b', name: 'b', ring_s: 20 }].map((group) => ({ ...group, number: '', strategy: 'ring_all', members: [], target_s: 1 }));
  assert.deepEqual(shownItems(resourceOf('groups'), groups, {}, { ...ALL, column: 'ring_s' }).map(({ id }) => id), ['b', 'a']);
});

test('numbers are found as they are shown and as they are dialled', () => {
  const routes = [{ number: '0350000001', group: 'a', extension: '', external: '', menu: '' }];
  for (const search of ['03-5000', '0350000001']) assert.equal(shownItems(resourceOf('routes'), routes, {}, { ...ALL, search }).length, 1);
});

test('what has an order keeps it, and only the 別作業 statuses move', () => {
  const trunks = [{ id: 'z' }, { id: 'a' }].map((trunk) => ({ ...trunk, name: '', host: '', state: 'up', calls: 0, register: false, max_calls: 0, emergency: false }));
  assert.deepEqual(shownItems(resourceOf('trunks'), trunks, {}, ALL).map(({ id }) => id), ['z', 'a']);
  assert.deepEqual(movables(resourceOf('trunks'), trunks), trunks);
  assert.deepEqual(movables(resourceOf('statuses'), [{ id: 'acw' }, { id: 'work:2' }, { id: 'work:1' }]).map(({ id }) => id), ['work:2', 'work:1']);
  assert.deepEqual(movables(resourceOf('users'), USERS), []);
});

test('a mailbox is called by the name of whose it is, a part of what callers hear by what it says', () => {
  const sources = { groups: [{ id: 'orders', name: 'ご注文受付', number: '0350000001' }], extensions: [{ number: '101', name: '会議室' }], mailboxes: [{ id: 'group:orders' }, { id: 'extension:101' }] };
  assert.equal(nameOf('mailboxes', 'group:orders', sources), 'admin.option.target.group ご注文受付');
  assert.equal(nameOf('mailboxes', 'extension:101', sources), 'admin.option.target.extension 101 会議室');
  assert.equal(nameOf('mailboxes', 'group:orders', { mailboxes: sources.mailboxes }), 'admin.option.target.group orders');
  assert.equal(columnText(resourceOf('announcements'), 'name', { id: 'queue-place-3', name: 'queue-place-3' }, {}), 'admin.option.sound_part.place');
  assert.equal(columnText(resourceOf('groups'), 'number', { number: '0350000001' }, {}), '03-5000-0001');
});
