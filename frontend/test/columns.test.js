import assert from 'node:assert/strict';
import { test } from 'node:test';
import { boardColumns, headingParts } from '../js/state/columns.js';

const item = (id, unit = 'count') => ({ id, unit, label: { ja: `${id} ja`, en: `${id} en` }, scopes: [], explanation: {} });

test('columns are those of the registry in its order, without what leads the row', () => {
  const metrics = { items: [item('out'), item('in'), item('elapsed', 'seconds')], columns: { board: ['in', 'out'], board_operator: ['elapsed', 'out', 'gone'] } };
  assert.deepEqual(boardColumns(metrics, 'board').map(({ id }) => id), ['in', 'out']);
  assert.deepEqual(boardColumns(metrics, 'board_operator').map(({ id }) => id), ['out']);
});

test('a heading may be broken before a word and before its bracket', () => {
  assert.deepEqual(headingParts('abctime(x)', 'time'), { parts: ['abc', 'time'], side: '(x)' });
  assert.deepEqual(headingParts('time', 'time'), { parts: ['time'], side: '' });
  assert.deepEqual(headingParts('Avg. talk (in)', ' '), { parts: ['Avg.', ' talk'], side: ' (in)' });
});
