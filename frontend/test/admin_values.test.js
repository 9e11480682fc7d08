/** Small pure parts of the administration: targets, hours, passwords, differences, obstacles. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { differences } from '../js/state/difference.js';
import { obstacles } from '../js/state/obstacles.js';
import { passwordRules } from '../js/state/password.js';
import { spansOf, spansText } from '../js/state/spans.js';
import { chosenTarget, withTarget } from '../js/state/target.js';

const OPTIONS = ['group', 'external', 'prompts'];

test('which target is given', () => {
  assert.equal(chosenTarget({ group: 'a', external: '', prompts: [] }, OPTIONS), 'group');
  assert.equal(chosenTarget({ group: '', external: '', prompts: ['busy'] }, OPTIONS), 'prompts');
  assert.equal(chosenTarget({ group: '', external: '', prompts: [] }, OPTIONS), 'end');
  assert.equal(chosenTarget(null, OPTIONS, true), 'none');
  assert.equal(chosenTarget(null, OPTIONS), 'end');
});

test('another target empties the others and nothing else', () => {
  const route = { number: '031', group: 'a', extension: '', menu: '' };
  assert.deepEqual(withTarget(route, ['group', 'extension', 'menu'], 'menu'), { number: '031', group: '', extension: '', menu: '' });
  assert.deepEqual(withTarget(null, OPTIONS, 'group'), { group: '', external: '', prompts: [] });
  assert.equal(withTarget({ group: 'a' }, OPTIONS, 'none'), null);
  assert.deepEqual(withTarget({ prompts: ['x'], group: 'a', again: false }, ['group', 'again'], 'again'), { prompts: ['x'], group: '', again: true });
});

test('hours are understood as people type them', () => {
  assert.deepEqual(spansOf('9-12, 13:00-18:00'), ['09:00-12:00', '13:00-18:00']);
  assert.deepEqual(spansOf('９：００～１８：００'), ['09:00-18:00']);
  assert.deepEqual(spansOf('22:30 - 2、900-1730'), ['22:30-02:00', '09:00-17:30']);
  assert.deepEqual(spansOf('  '), []);
  assert.deepEqual(spansOf('morning, 9-12'), ['morning', '09:00-12:00']);
  assert.equal(spansText(['09:00-12:00', '13:00-18:00']), '09:00-12:00, 13:00-18:00');
  assert.equal(spansText(null), '');
});

test('the rules of passwords are told one by one (F9.2)', () => {
  const kept = (password) => passwordRules(password).filter((rule) => rule.kept).map(({ rule }) => rule);
  assert.deepEqual(kept(''), []);
  assert.deepEqual(kept('abc'), ['lower']);
  assert.deepEqual(kept('Abcdefgh12'), ['length', 'upper', 'lower', 'digit']);
  assert.deepEqual(kept('Abcdefgh12Abcdefgh123'), ['upper', 'lower', 'digit']);
});

test('a change is told by what differs in it', () => {
  const before = { ring_s: 20, members: [{ user: 'a', tier: 1 }], numbers: ['1', '2'], overflow: { group: '' }, hours: null };
  const after = { ring_s: 30, members: [{ user: 'a', tier: 2 }, { user: 'b', tier: 1 }], numbers: ['1'], overflow: { group: 'x' }, hours: { monday: ['9-12'] } };
  assert.deepEqual(differences(before, after), [
    { path: 'ring_s', before: 20, after: 30 },
    { path: 'members.1.tier', before: 1, after: 2 },
    { path: 'members.2.user', before: undefined, after: 'b' },
    { path: 'members.2.tier', before: undefined, after: 1 },
    { path: 'numbers', before: ['1', '2'], after: ['1'] },
    { path: 'overflow.group', before: '', after: 'x' },
    { path: 'hours.monday', before: undefined, after: ['9-12'] },
  ]);
  assert.deepEqual(differences(before, structuredClone(before)), []);
  assert.deepEqual(differences(undefined, { id: 'a' }), [{ path: 'id', before: undefined, after: 'a' }]);
  assert.deepEqual(differences({ a: 'text' }, { a: { b: 1 } }), [{ path: 'a', before: 'text', after: { b: 1 } }]);
});

test('what stands in the way is named', () => {
  const groups = { key: 'id', items: [{ id: 'a', name: 'Alpha' }, { id: 'b', name: 'Beta' }, { id: 'c', name: 'c' }] };
  const faults = ['groups.0.overflow_wait.group', 'groups.0.overflow_wait.group', 'groups.1.overflow_full', 'routes.4.group', 'handling.hold_music'].map((field) => ({ field }));
  // `a` is what should go: the API's places are those of the rest.
  assert.deepEqual(obstacles(faults, { groups, routes: { key: 'number', items: null } }, { table: 'groups', key: 'a' }), [
    { table: 'groups', name: 'Beta (b)', field: 'overflow_wait' },
    { table: 'groups', name: 'c', field: 'overflow_full' },
    { table: 'routes', name: '#5', field: 'group' },
    { table: 'handling', name: '', field: 'hold_music' },
  ]);
});
