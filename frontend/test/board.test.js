import assert from 'node:assert/strict';
import { test } from 'node:test';
import { applyChange } from '../js/state/board.js';

const row = (id, cells = {}) => ({ id, name: id, number: '', cells, clocks: {} });
const board = () => ({
  position: 7, at: '2026-11-23T00:00:00Z', overall: row('', { in: 1, ans: 1 }), groups: [row('g1', { in: 1 }), row('g2', { in: 0 })],
  operators: [{ ...row('a'), extension: '1', status: 'available', since: null, alert: false, lost: false, phone: true }],
});

test('only what changed is replaced, and the rest stays the same object', () => {
  const before = board();
  const after = applyChange(before, { position: 8, at: '2026-11-23T00:00:01Z', overall: { cells: { in: 2 } }, groups: [{ id: 'g1', cells: { in: 2 } }], operators: [] });
  assert.deepEqual(after.overall.cells, { in: 2, ans: 1 });
  assert.equal(after.groups[0].cells.in, 2);
  assert.equal(after.groups[0].name, 'g1');
  assert.equal(after.groups[1], before.groups[1]);
  assert.equal(after.operators, before.operators);
  assert.deepEqual(before, board(), 'the old board is not touched');
});

test('a clock that stops is gone', () => {
  const running = applyChange(board(), { position: 8, at: '', groups: [{ id: 'g1', clocks: { longest_wait: '2026-11-23T00:00:00Z' } }] });
  assert.equal(running.groups[0].clocks.longest_wait, '2026-11-23T00:00:00Z');
  const stopped = applyChange(running, { position: 9, at: '', groups: [{ id: 'g1', clocks: { longest_wait: null } }] });
  assert.deepEqual(stopped.groups[0].clocks, {});
});

test('an operator takes a new status and keeps its figures', () => {
  const after = applyChange(board(), { position: 8, at: '', operators: [{ id: 'a', status: 'ringing', alert: true }] });
  assert.equal(after.operators[0].status, 'ringing');
  assert.equal(after.operators[0].extension, '1');
});

test('a change that the board already has is ignored', () => {
  const before = board();
  assert.equal(applyChange(before, { position: 7, at: '', groups: [{ id: 'g1', cells: { in: 99 } }] }), before);
});

test('rows come and go only by a snapshot', () => {
  const after = applyChange(board(), { position: 8, at: '', groups: [{ id: 'g3', cells: { in: 1 } }] });
  assert.deepEqual(after.groups.map(({ id }) => id), ['g1', 'g2']);
});

test('a trunk that changed is replaced whole, the others stay', () => {
  const line = (id, state) => ({ id, name: id, state, since: null, reason: '', calls: 0 });
  const before = { ...board(), trunks: [line('t1', 'up'), line('t2', 'up')] };
  const after = applyChange(before, { position: 8, at: '', groups: [], operators: [], trunks: [line('t2', 'down')] });
  assert.deepEqual(after.trunks.map(({ state }) => state), ['up', 'down']);
  assert.equal(after.trunks[0], before.trunks[0]);
});
