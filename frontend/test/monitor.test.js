import assert from 'node:assert/strict';
import { test } from 'node:test';
import { added, chosenRows, hiddenAfter, removed, sameWatched, step } from '../js/state/monitor.js';
import { nameSorter } from '../js/state/sort.js';

const rows = ['a', 'b', 'c'].map((id) => ({ id }));

test('only the chosen rows are shown, all where none was chosen or none is left', () => {
  assert.deepEqual(chosenRows(rows, ['c', 'a']).map(({ id }) => id), ['a', 'c']);
  assert.equal(chosenRows(rows, []), rows);
  assert.equal(chosenRows(rows, ['gone']), rows);
});

test('a column that the dialog did not list stays as it was', () => {
  assert.deepEqual(hiddenAfter(['later', 'in'], ['in', 'out'], new Set(['in'])), ['later', 'out']);
});

test('arrow keys stop at the edges, and lead by rows of seats', () => {
  assert.equal(step('ArrowDown', -1, 12, 6), 0);
  assert.equal(step('ArrowDown', 1, 12, 6), 7);
  assert.equal(step('ArrowDown', 7, 12, 6), null);
  assert.equal(step('ArrowLeft', 0, 12, 6), null);
  assert.equal(step('ArrowRight', 3, 12, 1), null, 'a table scrolls sideways');
  assert.equal(step('End', 3, 12, 6), 11);
  assert.equal(step('ArrowDown', -1, 0, 1), null);
  assert.equal(step('x', 0, 12, 1), null);
});

test('watched lists take more and less, each once', () => {
  assert.deepEqual(added(['a'], ['b', 'a']), ['a', 'b']);
  assert.deepEqual(removed(['a', 'b'], new Set(['a'])), ['b']);
  assert.ok(sameWatched({ groups: ['a', 'b'], users: [] }, { groups: ['b', 'a'], users: [] }));
  assert.ok(!sameWatched({ groups: [], users: ['a'] }, { groups: ['a'], users: [] }));
});

test('operators by name keep their place whatever they do', () => {
  const sort = nameSorter();
  const people = [{ id: '1', name: 'ヤマダ', since: '1' }, { id: '2', name: 'あべ', since: '2' }, { id: '3', name: 'Smith', since: '3' }];
  const order = (list) => sort(list).map(({ id }) => id);
  assert.deepEqual(order(people), ['3', '2', '1']);
  assert.deepEqual(order([{ ...people[0], since: '9' }, people[1], people[2]]), ['3', '2', '1']);
  assert.deepEqual(order([{ ...people[0], name: 'あ' }, people[1], people[2]]), ['3', '1', '2']);
});
