import assert from 'node:assert/strict';
import { test } from 'node:test';
import { boardColumns, columnWidth, headingParts } from '../js/state/columns.js';

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

test('a column is as wide as its figures, or as the longest piece of its heading', () => {
  const column = (unit, ja, en) => ({ id: 'x', unit, label: { ja, en } });
  const wide = (one, language) => columnWidth(one, language, language === 'ja' ? '時間' : '');
  assert.equal(wide(column('count', '着信数', 'In'), 'ja'), 3.25);
  assert.ok(wide(column('count', '放棄数', 'Abandoned'), 'en') > 4);
  assert.equal(wide(column('count', '後処理', 'After-call work'), 'en'), wide(column('count', '', 'After call work'), 'en'));
  assert.equal(wide(column('seconds', '平均後処理時間 (着)', ''), 'ja'), 4.75);
});
