import assert from 'node:assert/strict';
import { test } from 'node:test';
import { changes, faultsBelow, homeless, moved, placeIn, same, valueAt, withValue } from '../js/state/draft.js';

const GROUP = { id: 'a', ring_s: 20, overflow_wait: { group: 'b', prompts: [] }, members: [{ user: 'x', tier: 1 }] };

test('values are read and written by path, the old item stays', () => {
  const changed = withValue(GROUP, 'overflow_wait.group', 'c');
  assert.equal(valueAt(changed, 'overflow_wait.group'), 'c');
  assert.equal(GROUP.overflow_wait.group, 'b');
  assert.equal(changed.members, GROUP.members);
  assert.deepEqual(withValue(GROUP, '', { id: 'z' }), { id: 'z' });
  assert.equal(valueAt(GROUP, ''), GROUP);
  assert.equal(valueAt(GROUP, 'hours.monday'), undefined);
  assert.deepEqual(withValue({}, 'hours.monday', []), { hours: { monday: [] } });
});

test('a partial update has what is another than before, each as a whole', () => {
  const after = withValue(withValue(GROUP, 'ring_s', 30), 'members', [{ user: 'x', tier: 2 }]);
  assert.deepEqual(changes(GROUP, after), { ring_s: 30, members: [{ user: 'x', tier: 2 }] });
  assert.deepEqual(changes(GROUP, structuredClone(GROUP)), {});
  assert.deepEqual(changes({ hours: null }, { hours: { monday: [] } }), { hours: { monday: [] } });
});

test('sameness looks into lists and objects', () => {
  assert.ok(same({ a: [1, { b: null }] }, { a: [1, { b: null }] }));
  assert.ok(!same({ a: 1 }, { a: 1, b: undefined }));
  assert.ok(!same([], {}));
  assert.ok(!same(null, {}));
  assert.ok(!same([1, 2], [2, 1]));
});

test('faults belong to the field at their path or above it', () => {
  const faults = ['members.2.user', 'member', 'overflow_wait', '', 'users.0.role'].map((field) => ({ field, code: 'unknown' }));
  assert.deepEqual(faultsBelow(faults, 'members').map(({ field }) => field), ['members.2.user']);
  assert.deepEqual(faultsBelow(faults, '').map(({ field }) => field), ['']);
  assert.deepEqual(homeless(faults, ['members', 'overflow_wait']).map(({ field }) => field), ['member', '', 'users.0.role']);
  assert.deepEqual(homeless(faults, ['members', 'overflow_wait', '']).map(({ field }) => field), ['member', 'users.0.role']);
  assert.equal(placeIn(faults[0], 'members'), 3);
  assert.equal(placeIn(faults[2], 'overflow_wait'), 0);
});

test('one of a list moves by one and not beyond the ends', () => {
  assert.deepEqual(moved(['a', 'b', 'c'], 0, 1), ['b', 'a', 'c']);
  assert.deepEqual(moved(['a', 'b', 'c'], 2, -1), ['a', 'c', 'b']);
  const list = ['a'];
  for (const [at, by] of [[0, 1], [0, -1], [-1, 1]]) assert.equal(moved(list, at, by), list);
});
