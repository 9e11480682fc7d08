import assert from 'node:assert/strict';
import { test } from 'node:test';
import { isLate, PAGE_MS, pageOf, roomFor, SEATS_WIDE, staffOf, tilesWide } from '../js/state/wall.js';
import { named } from '../js/state/sort.js';

const never = () => false;
const numbers = (count) => Array.from({ length: count }, (_, at) => at);

/** @returns {any} */
function board(items, groups, staff) {
  return { overall: {}, items: numbers(items), groups: numbers(groups), staff: numbers(staff), statuses: [] };
}

test('a list that fits is one page', () => {
  assert.deepEqual(pageOf([1, 2, 3], 3, 12 * PAGE_MS, never), { shown: [1, 2, 3], page: 1, pages: 1 });
});

test('pages take turns, show everything once, and are as long as one another', () => {
  const all = numbers(10);
  const pages = [0, 1, 2].map((turn) => pageOf(all, 4, turn * PAGE_MS, never));
  assert.deepEqual(pages.flatMap(({ shown }) => shown), all);
  assert.deepEqual(pages.map(({ shown }) => shown.length), [4, 4, 2]);
  assert.deepEqual(pageOf(all, 4, 3 * PAGE_MS, never).page, 1);
  assert.deepEqual(numbers(2).map((turn) => pageOf(numbers(6), 5, turn * PAGE_MS, never).shown.length), [3, 3]);
});

test('what is urgent stands on every page, and all else still has its turn', () => {
  const all = numbers(10);
  const urgent = (one) => one === 8;
  const pages = [0, 1, 2].map((turn) => pageOf(all, 4, turn * PAGE_MS, urgent).shown);
  for (const shown of pages) {
    assert.equal(shown[0], 8);
    assert.ok(shown.length <= 4);
  }
  assert.deepEqual([...new Set(pages.flat())].sort(), all);
  const everything = pageOf(all, 4, 0, () => true);
  assert.equal(everything.shown.length, 4, 'more urgent ones than room: the list still moves on');
});

test('what is shown fits into the picture', () => {
  for (const items of [1, 4, 6, 7, 8]) {
    for (const [groups, staff] of [[3, 0], [40, 0], [3, 12], [40, 300], [0, 300]]) {
      const { groups: lines, seats, scale } = roomFor(board(items, groups, staff), 14);
      const tiles = Math.ceil(items / tilesWide(items, false)) * 10.5;
      const height = 6 + tiles + 2 * 5.25 + (groups ? 3.5 + Math.min(lines, groups) * 4.75 : 0) + (staff ? 3 + Math.min(seats, Math.ceil(staff / SEATS_WIDE)) * 6 : 0);
      // Where all is wanted at once, one line of each is the least.
      assert.ok(height * scale <= 56.25 || (lines === 1 && seats <= 1), `${items} ${groups} ${staff}: ${height}`);
    }
  }
});

test('smaller type gives room to what would have to take turns, and is not used where it helps nobody', () => {
  const small = roomFor(board(8, 2, 4), 14); // the sample centre with everything: there was room for one of two groups
  assert.ok(small.groups >= 2 && small.seats >= 1 && small.scale < 1 && small.scale >= 0.8);
  assert.equal(roomFor(board(4, 3, 0), 14).scale, 1);
  const many = roomFor(board(8, 40, 0), 14);
  assert.ok(many.groups > 5 && many.scale < 1);
});

test('a call is late from the target of its group on', () => {
  const late = '2026-11-23T05:00:20Z';
  assert.equal(isLate({ late }, Date.parse(late) - 1), false);
  assert.equal(isLate({ late }, Date.parse(late)), true);
  assert.equal(isLate({ late: null }, Date.parse(late)), false);
  assert.equal(isLate(null, 0), false);
});

test('groups stand by name, operators as on the monitors', () => {
  assert.deepEqual(named([{ id: '1', name: '修理' }, { id: '2', name: 'かいぎ' }, { id: '3', name: 'ABC' }]).map(({ name }) => name), ['ABC', 'かいぎ', '修理']);
  const one = (name, status, since, alert = false) => ({ name, status, since, alert, lost: false });
  const staff = [one('a', 'available', '2026-11-23T05:00:00Z'), one('b', 'talking', '2026-11-23T05:00:00Z'), one('c', 'available', '2026-11-23T04:00:00Z'), one('d', 'preparing', null, true)];
  assert.deepEqual(staffOf(/** @type {any} */ ({ staff, statuses: [] })).map(({ name }) => name), ['d', 'b', 'c', 'a']);
});
