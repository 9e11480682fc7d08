/** Days and times that are typed or picked; the browser's own fields for them are not used. */
import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { test } from 'node:test';
import { dayIn } from '../js/reports/dates.js';
import { clockTime } from '../js/state/spans.js';

test('a time of day is read however it is typed', () => {
  for (const [typed, read] of [['9', '09:00'], ['9:05', '09:05'], ['0905', '09:05'], ['９時5分', '09:05'], ['１４：０５', '14:05'], ['23.59', '23:59'], [' 14時 ', '14:00']]) {
    assert.equal(clockTime(typed), read, typed);
  }
  for (const typed of ['', '24:00', '9:60', '12345', 'noon', '-1', '9:05:30']) assert.equal(clockTime(typed), null, typed);
});

test('the day is that of the site', () => {
  const at = Date.UTC(2026, 10, 23, 15, 30);
  assert.equal(dayIn('Asia/Tokyo', at), '2026-11-24');
  assert.equal(dayIn('America/New_York', at), '2026-11-23');
});

test('no page has a field that shows dates in the language of the browser', () => {
  const js = path.join(import.meta.dirname, '..', 'js');
  const found = readdirSync(js, { recursive: true }).map(String).filter((name) => name.endsWith('.js') && /type=["']?(date|month|week|time|datetime)/.test(readFileSync(path.join(js, name), 'utf8')));
  assert.deepEqual(found, []);
});
