import assert from 'node:assert/strict';
import { test } from 'node:test';
import { count, dateTime, duration, figure, NONE, percent, timeOfDay } from '../js/state/format.js';

test('durations are HH:MM:SS and grow beyond 99 hours', () => {
  assert.equal(duration(0), '00:00:00');
  assert.equal(duration(3725), '01:02:05');
  assert.equal(duration(59.99), '00:00:59');
  assert.equal(duration(100 * 3600), '100:00:00');
  assert.equal(duration(-3), '00:00:00');
});

test('percentages keep the decimal that the API truncated', () => {
  assert.equal(percent(35.6), '35.6%');
  assert.equal(percent(100), '100.0%');
  for (let tenths = 0; tenths <= 1000; tenths += 1) {
    assert.equal(percent(tenths / 10), `${Math.trunc(tenths / 10)}.${tenths % 10}%`);
  }
});

test('what has no value is a dash in every unit', () => {
  for (const unit of ['count', 'seconds', 'percent']) {
    assert.equal(figure(null, unit), NONE);
    assert.equal(figure(undefined, unit), NONE);
  }
  assert.equal(figure(0, 'count'), '0');
});

test('counts are grouped by thousands', () => {
  assert.equal(count(1234567), '1,234,567');
  assert.equal(count(999), '999');
});

test('times are shown in the zone of the site', () => {
  assert.equal(dateTime('2026-11-23T05:05:09Z', 'ja', 'Asia/Tokyo'), '2026/11/23(月) 14:05:09');
  assert.equal(dateTime('2026-11-22T15:00:00Z', 'en', 'Asia/Tokyo'), '2026/11/23(Mon) 00:00:00');
  assert.equal(timeOfDay('2026-11-22T15:00:00Z', 'Asia/Tokyo'), '00:00:00');
});
