/** Scales, figures, dates, wishes and layouts of reports. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import * as dates from '../js/reports/dates.js';
import { bucketText, difference, reportFigure, shortBucket, tickText } from '../js/reports/figures.js';
import { linePath, slicePath } from '../js/reports/marks.js';
import { labelEvery, ticks } from '../js/reports/scale.js';
import { Layout, nextSpot, pieces, slices, styleOf } from '../js/reports/series.js';
import { columnKind, firstWish, fromQuery, toQuery, withShares, withUnit } from '../js/reports/wish.js';

test('an axis has a few round steps and ends at or above the largest figure', () => {
  assert.deepEqual(ticks(37, 'count'), [0, 10, 20, 30, 40]);
  assert.deepEqual(ticks(3, 'count'), [0, 1, 2, 3], 'no half calls');
  assert.deepEqual(ticks(0, 'count'), [0, 1, 2, 3, 4]);
  assert.deepEqual(ticks(100, 'percent'), [0, 20, 40, 60, 80, 100]);
  assert.deepEqual(ticks(0.3, 'per_hour'), [0, 0.1, 0.2, 0.3]);
  assert.deepEqual(ticks(0, 'percent'), [0, 20, 40, 60, 80, 100]);
  for (const unit of ['count', 'percent', 'per_hour', 'seconds']) {
    for (let largest = 0.1; largest < 5e6; largest *= 1.37) {
      const steps = ticks(largest, unit);
      assert.ok(steps.at(-1) >= largest - 1e-6, `${largest} ${unit}`);
      assert.ok(steps.length >= 2 && steps.length <= 8, `${largest} ${unit}: ${steps}`);
      assert.equal(new Set(steps.map((step) => tickText(step, unit))).size, steps.length, `labels differ: ${largest} ${unit}`);
    }
  }
});

test('steps of times are round as a clock is', () => {
  assert.deepEqual(ticks(170, 'seconds').map((tick) => tickText(tick, 'seconds')), ['0:00:00', '0:01:00', '0:02:00', '0:03:00']);
  assert.deepEqual(ticks(8 * 3600, 'seconds').map((tick) => tickText(tick, 'seconds')), ['0:00:00', '2:00:00', '4:00:00', '6:00:00', '8:00:00']);
  assert.equal(tickText(360_000, 'seconds'), '100:00:00');
});

test('labels of an axis are left out where they have no room', () => {
  assert.equal(labelEvery(12, 900, 50), 1);
  assert.equal(labelEvery(31, 900, 60), 3);
  assert.equal(labelEvery(0, 0, 60), 1);
});

test('figures are written by their unit', () => {
  assert.equal(reportFigure(null, 'percent'), '—');
  assert.equal(reportFigure(0, 'count'), '0');
  assert.equal(reportFigure(66.6, 'percent'), '66.6%');
  assert.equal(reportFigure(2, 'per_hour'), '2.0');
  assert.equal(reportFigure(3725, 'seconds'), '01:02:05');
  assert.equal(difference(1, 2, 'count'), '−1');
  assert.equal(difference(33.3, 33, 'percent'), '+0.3%');
  assert.equal(difference(33.3, 33.3, 'percent'), '±0');
  assert.equal(difference(null, 5, 'seconds'), '—');
});

test('buckets are named in both languages', () => {
  assert.equal(bucketText('2026-11', 'month', 'ja'), '2026年11月');
  assert.equal(bucketText('2026-11', 'month', 'en'), 'November 2026');
  assert.equal(bucketText('2026-11-23', 'day', 'ja'), '2026/11/23(月)');
  assert.equal(bucketText('7', 'weekday', 'ja'), '日曜日');
  assert.equal(bucketText('09', 'hour', 'ja'), '09:00–09:59');
  assert.equal(bucketText('2026-11-23T09', 'date_hour', 'en'), '2026/11/23(Mon) 09:00–09:59');
  assert.equal(shortBucket('09', 'hour', 'ja'), '9:00');
  assert.equal(shortBucket('2026-11-03', 'day', 'ja'), '11/3(火)');
  assert.equal(shortBucket('1', 'weekday', 'en'), 'Mon');
  assert.equal(shortBucket('2027-01', 'month', 'ja'), '2027年1月', 'the year where it begins');
});

test('days and months step over the ends of months and years', () => {
  assert.equal(dates.lastDay('2028-02'), '2028-02-29');
  assert.ok(dates.spokenMonth('2026-06', 'en').startsWith(dates.shortMonth('2026-06', 'en')), 'what is heard has what is seen');
  assert.equal(dates.addMonths('2026-11', 2), '2027-01');
  assert.equal(dates.addMonths('2026-01-15', -1), '2025-12');
  assert.equal(dates.sameDay('2026-01-31', 1), '2026-02-28');
  assert.deepEqual(dates.weeks('2026-11')[0], ['2026-11-01', '2026-11-02', '2026-11-03', '2026-11-04', '2026-11-05', '2026-11-06', '2026-11-07']);
  assert.equal(dates.weeks('2026-08').length, 6);
  assert.deepEqual(dates.weeks('2026-08')[5], ['2026-08-30', '2026-08-31', '', '', '', '', '']);
  assert.deepEqual(dates.monthRows(2026)[2], ['2026-09', '2026-10', '2026-11', '2026-12']);
  const day = (key, shift = false) => dates.stepTo('2026-11-23', 'day', key, shift);
  assert.deepEqual(['ArrowLeft', 'ArrowDown', 'Home', 'End', 'PageUp', 'x'].map((key) => day(key)), ['2026-11-22', '2026-11-30', '2026-11-22', '2026-11-28', '2026-10-23', null]);
  assert.equal(day('PageUp', true), '2025-11-23');
  const month = (key) => dates.stepTo('2026-11', 'month', key, false);
  assert.deepEqual(['ArrowRight', 'ArrowDown', 'Home', 'End', 'PageDown'].map(month), ['2026-12', '2027-03', '2026-01', '2026-12', '2027-11']);
});

test('a wish is the same after a way through the address', () => {
  const groups = { ...firstWish('groups', '2026-11-23'), unit: 'day', periods: [{ begin: '2026-11-01', end: '2026-11-23' }, { begin: '2026-10-05', end: '2026-10-05' }], subjects: ['*', 'g&h', '-'], items: ['in', 'answer_rate'], profile: 'strict' };
  assert.deepEqual(fromQuery('groups', new URLSearchParams(toQuery('groups', groups).toString())), groups);
  assert.equal(toQuery('groups', groups).get('period'), '2026-11-01..2026-11-23');
  const people = { ...firstWish('operators', '2026-11-23'), kind: 'status', subjects: ['A', 'B'] };
  assert.deepEqual(fromQuery('operators', toQuery('operators', people)), people);
  assert.equal(fromQuery('groups', new URLSearchParams('')), null);
  assert.equal(fromQuery('groups', new URLSearchParams('unit=year&period=2026')), null);
  assert.deepEqual(fromQuery('groups', new URLSearchParams('unit=month&period=2026-11'))?.subjects, ['*']);
});

test('periods follow the unit', () => {
  const months = firstWish('groups', '2026-11-23');
  const days = withUnit(months, 'day', '2026-11-23');
  assert.deepEqual(days.periods, [{ begin: '2026-11-01', end: '2026-11-23' }], 'not beyond today');
  assert.deepEqual(withUnit(days, 'weekday', '2026-11-23').periods, days.periods);
  assert.deepEqual(withUnit(days, 'month', '2026-11-23').periods, months.periods);
  assert.deepEqual(withUnit({ ...months, periods: [{ begin: '', end: '' }] }, 'day', '2026-11-23').periods, [{ begin: '', end: '' }]);
});

test('a wanted status brings what the pie needs of it', () => {
  const wish = { ...firstWish('operators', '2026-11-23'), kind: 'status', items: ['login_total', 'status_avg:work:1'] };
  assert.deepEqual(withShares('operators', wish).items, ['login_total', 'status_total:work:1', 'status_avg:work:1', 'status_share:work:1']);
  assert.deepEqual(withShares('operators', { ...wish, items: [] }).items, []);
  assert.equal(columnKind('operators', 'all'), 'operator_all');
});

const row = (period, bucket, subject, value, pending = false) => ({ period, bucket, subject, pending, values: [value], n: [value ?? 0], d: [null] });
const report = {
  kind: 'group', unit: 'day', periods: [{}, {}], subjects: [{ id: '*' }, { id: 'G' }], columns: [{ id: 'in' }],
  rows: [row(0, '2026-11-01', 0, 1), row(0, '2026-11-01', 1, 2), row(0, '2026-11-02', 0, 3), row(0, '2026-11-02', 1, null, true), row(1, '2026-10-01', 0, 5), row(1, '2026-10-01', 1, 6)],
  totals: [row(0, '', 0, 4), row(0, '', 1, 2), row(1, '', 0, 5), row(1, '', 1, 6)],
};

test('rows are laid out by period, bucket and subject', () => {
  const layout = new Layout(report);
  assert.equal(layout.length, 2);
  assert.equal(layout.aligned, false);
  assert.deepEqual(layout.lines.map(({ period, subject }) => [period, subject]), [[0, 0], [0, 1], [1, 0], [1, 1]]);
  assert.deepEqual(layout.points(layout.lines[1], 0), [{ value: 2, pending: false }, { value: null, pending: true }]);
  assert.deepEqual(layout.points(layout.lines[3], 0), [{ value: 6, pending: false }, null], 'the shorter period ends');
  assert.equal(layout.total(layout.lines[2]).values[0], 5);
  assert.deepEqual([layout.bucket(1, 0), layout.bucket(1, 1)], ['2026-10-01', '']);
  assert.equal(layout.pending, true);
});

test('a period in which nothing has begun has no rows, and hours stand beside hours', () => {
  const empty = new Layout({ ...report, unit: 'hour', rows: [row(1, '09', 0, 1), row(1, '09', 1, 1)] });
  assert.deepEqual(empty.cells[0], []);
  assert.equal(empty.row(empty.lines[2], 0).bucket, '09');
  assert.equal(empty.aligned, true);
});

test('a subject alone has one row for each bucket', () => {
  const one = new Layout({ ...report, subjects: [{ id: '*' }], periods: [{}], rows: [row(0, '2026-11-01', 0, 1), row(0, '2026-11-02', 0, 3)], totals: [row(0, '', 0, 4)] });
  assert.deepEqual(one.points(one.lines[0], 0).map((point) => point.value), [1, 3]);
});

test('lines differ in more than colour', () => {
  const looks = Array.from({ length: 50 }, (_, subject) => styleOf({ period: 0, subject, at: subject }, 1, 50));
  assert.ok(new Set(looks.map(({ marker, dash }) => `${marker} ${dash}`)).size >= 24);
  assert.equal(new Set(looks.slice(0, 40).map((look) => JSON.stringify(look))).size, 40);
  const periods = Array.from({ length: 5 }, (_, period) => styleOf({ period, subject: 0, at: period }, 5, 1));
  assert.equal(new Set(periods.map(({ marker, dash }) => `${marker} ${dash}`)).size, 5);
});

test('arrow keys lead along a line over its gaps, and to other lines', () => {
  const lines = [[{ at: 0 }, null, { at: 2 }], [null, { at: 1 }, null], [null, null, null]];
  assert.deepEqual(nextSpot(lines, { at: 0, line: 0 }, 'ArrowRight'), { at: 2, line: 0 });
  assert.deepEqual(nextSpot(lines, { at: 2, line: 0 }, 'ArrowRight'), { at: 2, line: 0 });
  assert.deepEqual(nextSpot(lines, { at: 2, line: 0 }, 'ArrowLeft'), { at: 0, line: 0 });
  assert.deepEqual(nextSpot(lines, { at: 2, line: 0 }, 'ArrowDown'), { at: 1, line: 1 });
  assert.deepEqual(nextSpot(lines, { at: -1, line: 0 }, 'End'), { at: 2, line: 0 });
  assert.equal(nextSpot(lines, { at: 0, line: 0 }, 'ArrowUp'), null);
  assert.equal(nextSpot(lines, { at: 0, line: 0 }, 'Enter'), undefined);
});

test('a line is broken where a figure has no value', () => {
  assert.deepEqual(pieces([1, 2, null, 3, null]), [[1, 2], [3]]);
  assert.equal(linePath([{ x: 1, y: 2.04 }, { x: 3, y: 4 }]), 'M1 2L3 4');
});

test('slices go round', () => {
  assert.deepEqual(slices([1, 0, 3]), [{ from: 0, to: 0.25 }, { from: 0.25, to: 0.25 }, { from: 0.25, to: 1 }]);
  assert.deepEqual(slices([0, 0]), [{ from: 0, to: 0 }, { from: 0, to: 0 }]);
  assert.match(slicePath({ from: 0, to: 0.25 }, 100), /^M0 0L0 -100A100 100 0 0 1 100 0Z$/);
  assert.match(slicePath({ from: 0, to: 1 }, 100), /a100 100 0 1 0 200 0/);
});
