import assert from 'node:assert/strict';
import { test } from 'node:test';
import { around, busiest, endOf, FIRST_TERMS, heat, HEATS, hours, lastWeeks, marks, moved, observedPatience, planned, planRequest, value, week } from '../js/state/staffing.js';

const slot = (weekday, begin, calls = 1, handle_s = 180) => ({ weekday, begin, times: 4, calls, volume: calls / 4, handle_s, handle_own: true, plan: null });
const SLOTS = [slot('monday', '08:30', 0), slot('monday', '09:00', 40), slot('monday', '09:30', 0), slot('monday', '10:00', 8), slot('monday', '10:30', 0), slot('wednesday', '09:00', 60), slot('wednesday', '10:00', 2)];
const view = (parts = {}) => ({ slots: SLOTS, patience: { mean_s: 118.26, low_s: 100, high_s: 140, waits: 900, abandoned: 90, min_abandoned: 20 }, ...parts });
const needed = (agents, service_level = 80) => ({ agents, service_level, abandonment: 1, waiting: 20, answer_s: 5, occupancy: 80 });

test('the week begins and ends with the calls and keeps the pauses between them', () => {
  const table = week(SLOTS);
  assert.deepEqual(table.days, ['monday', 'wednesday']);
  assert.deepEqual(table.rows.map(({ begin }) => begin), ['09:00', '09:30', '10:00']);
  assert.deepEqual([...table.rows[0].at], [['monday', 1], ['wednesday', 5]]);
  assert.deepEqual(week([slot('monday', '09:00', 0)]).rows, []);
});

test('arrows lead over gaps and stop at the edges', () => {
  const table = week(SLOTS);
  assert.equal(moved(table, 1, 'ArrowRight'), 5);
  assert.equal(moved(table, 5, 'ArrowDown'), 6, 'Wednesday has no half-hour at 09:30');
  assert.equal(moved(table, 1, 'ArrowDown'), 2);
  assert.equal(moved(table, 2, 'ArrowRight'), null);
  assert.equal(moved(table, 1, 'ArrowUp'), null);
  assert.equal(moved(table, 1, 'Tab'), null);
});

test('the strongest colour is the largest value, the weakest the smallest that is something', () => {
  const all = [null, 0, 4, 8, 20];
  assert.deepEqual(all.map((one) => heat(one, all)), [0, 0, 1, 2, HEATS - 1]);
  assert.equal(heat(3, [3, 3]), HEATS - 1);
  assert.equal(heat(0, [0, 0]), 0);
});

test('the calculator is asked with the observed patience unless another is given', () => {
  const asked = planRequest(view(), FIRST_TERMS, 3);
  assert.equal(asked.terms.patience_s, 118.3);
  assert.equal(asked.curve, 3);
  assert.deepEqual(asked.slots[1], { volume: 10, handle_s: 180 });
  assert.equal(planRequest(view(), { ...FIRST_TERMS, patience_s: 60 }, null).terms.patience_s, 60);
});

test('patience that cannot be asked for is cut, and none stays none', () => {
  const of = (mean_s) => observedPatience(view({ patience: { mean_s } }));
  assert.deepEqual([of(null), of(20_000), of(0.2), of(90)], [null, 7200, 1, 90]);
});

test('half-hours without a handling time cannot be planned', () => {
  assert.equal(planned(view({ slots: [slot('monday', '09:00', 3, null), slot('monday', '09:30', 3)] })).length, 1);
});

test('figures of a plan', () => {
  const plan = { volume: 10, handle_s: 180, load: 1, needed: needed(3, 88.8), scheduled: 5 };
  assert.deepEqual(['needed', 'scheduled', 'volume', 'handling', 'load', 'service_level'].map((one) => value(plan, one)), [3, 5, 10, 180, 1, 88.8]);
  assert.equal(value({ ...plan, needed: null, scheduled: null }, 'needed'), null);
  assert.equal(value({ ...plan, needed: needed(0, 100) }, 'service_level'), null, 'nobody calls');
});

test('hours of work, the busiest half-hour, the end of a half-hour', () => {
  assert.equal(hours([3, 4, null]), 3.5);
  assert.equal(busiest(SLOTS), 5);
  assert.equal(busiest([]), null);
  assert.deepEqual([endOf('09:00'), endOf('09:30'), endOf('23:30')], ['09:30', '10:00', '24:00']);
});

test('marks of an axis are whole and few', () => {
  assert.deepEqual(marks(3, 9), [3, 4, 5, 6, 7, 8, 9]);
  assert.deepEqual(marks(7, 32), [10, 15, 20, 25, 30]);
  assert.deepEqual(marks(180, 290), [180, 200, 220, 240, 260, 280]);
});

test('the table shows three points on either side of the need', () => {
  const points = Array.from({ length: 20 }, (_, at) => needed(at + 5));
  assert.deepEqual(around(points, 12).map(({ agents }) => agents), [9, 10, 11, 12, 13, 14, 15]);
  assert.deepEqual(around(points, 5).map(({ agents }) => agents), [5, 6, 7, 8]);
  assert.equal(around(points, 99).length, 7);
});

test('a period of weeks ends yesterday and begins on the same weekday', () => {
  assert.deepEqual(lastWeeks('2026-11-23', 4), { from: '2026-10-26', to: '2026-11-22' });
  assert.deepEqual(lastWeeks('2027-01-01', 2), { from: '2026-12-18', to: '2026-12-31' });
});
