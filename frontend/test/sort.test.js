import assert from 'node:assert/strict';
import { test } from 'node:test';
import { rank, sortOperators } from '../js/state/sort.js';

const STATUSES = [{ id: 'work:1', order: 12 }, { id: 'work:2', order: 11 }];
const operator = (status, seconds = 0, more = {}) => ({
  id: `${status}${seconds}`, extension: '1', status, since: new Date(1e12 - seconds * 1000).toISOString(), alert: false, ...more,
});

test('statuses stand in the order of F3.6, 別作業 in that of the master', () => {
  const order = ['talking', 'ringing', 'dialing', 'holding', 'acw', 'available', 'internal', 'preparing', 'short_break', 'lunch_break', 'work:2', 'work:1', 'logged_out'];
  const shuffled = [...order].sort().map((status) => operator(status));
  assert.deepEqual(sortOperators(shuffled, STATUSES).map(({ status }) => status), order);
});

test('an alert is above everything', () => {
  const rows = [operator('talking', 500), operator('lunch_break', 5, { alert: true })];
  assert.equal(sortOperators(rows, STATUSES)[0].status, 'lunch_break');
});

test('within a status the longest comes first, and equal ones by extension as a number', () => {
  const rows = [operator('available', 5), operator('available', 50), operator('available', 5, { id: 'x', extension: '10' }), operator('available', 5, { id: 'y', extension: '9' })];
  assert.deepEqual(sortOperators(rows, STATUSES).map(({ id }) => id), ['available50', 'available5', 'y', 'x']);
});

test('a status that the master does not know stays above the logged out', () => {
  assert.ok(rank({ status: 'work:9', alert: false }, STATUSES) < rank({ status: 'logged_out', alert: false }, STATUSES));
});
