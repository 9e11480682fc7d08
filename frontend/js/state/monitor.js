/** What a monitor shows of the board: which rows, in which order, and where an arrow key leads (F3.1, F3.5–F3.9). Pure. */

/** @import { Screen, ScreenChoice, Watched } from '../api/types' */

/** @type {Record<string, Screen>} */
export const SCREENS = { '/monitor': 'combined', '/monitor/groups': 'groups', '/monitor/operators': 'operators' };

/** Where nothing was chosen yet, or what was chosen cannot be read. @type {Record<Screen, ScreenChoice>} */
export const DEFAULTS = {
  combined: { layout: 'table', order: 'status', hidden: [], hidden_operator: [], groups: [] },
  groups: { layout: 'tiles', order: 'status', hidden: [], hidden_operator: [], groups: [] },
  operators: { layout: 'seats6', order: 'status', hidden: [], hidden_operator: [], groups: [] },
};

/**
 * The rows whose ids were chosen; all where none was, or none of the chosen is there any more.
 * @template {{ id: string }} Row
 * @param {Row[]} rows
 * @param {readonly string[]} ids
 * @returns {Row[]}
 */
export function chosenRows(rows, ids) {
  if (ids.length === 0) return rows;
  const wanted = new Set(ids);
  const found = rows.filter((row) => wanted.has(row.id));
  return found.length > 0 ? found : rows;
}

/**
 * @param {readonly string[]} hidden
 * @param {readonly string[]} offered what the dialog listed; what else is hidden stays so
 * @param {ReadonlySet<string>} shown of the offered
 * @returns {string[]}
 */
export function hiddenAfter(hidden, offered, shown) {
  return [...hidden.filter((id) => !offered.includes(id)), ...offered.filter((id) => !shown.has(id))];
}

/** @param {string} layout @returns {number} rows beside each other */
export function perLine(layout) {
  return { seats6: 6, seats10: 10 }[layout] ?? 1;
}

/**
 * Where an arrow key leads within rows that stand `wide` beside each other.
 * @param {string} key
 * @param {number} at index of the present row, -1 = none yet
 * @param {number} count
 * @param {number} wide
 * @returns {number | null} null: no key of ours, or nowhere to go
 */
export function step(key, at, count, wide) {
  if (count === 0) return null;
  const moves = { ArrowDown: wide, ArrowUp: -wide, ...(wide > 1 ? { ArrowRight: 1, ArrowLeft: -1 } : {}) };
  if (key === 'Home') return 0;
  if (key === 'End') return count - 1;
  const move = moves[/** @type {keyof typeof moves} */ (key)];
  if (move === undefined) return null;
  if (at < 0) return 0;
  const next = at + move;
  return next >= 0 && next < count ? next : null;
}

/**
 * @param {readonly string[]} chosen
 * @param {Iterable<string>} more
 * @returns {string[]}
 */
export function added(chosen, more) {
  return [...new Set([...chosen, ...more])];
}

/**
 * @param {readonly string[]} chosen
 * @param {ReadonlySet<string>} less
 * @returns {string[]}
 */
export function removed(chosen, less) {
  return chosen.filter((id) => !less.has(id));
}

/**
 * Whether two choices are the same, in whatever order they were made.
 * @param {Watched} one
 * @param {Watched} other
 */
export function sameWatched(one, other) {
  return [...one.groups].sort().join('\n') === [...other.groups].sort().join('\n')
    && [...one.users].sort().join('\n') === [...other.users].sort().join('\n');
}
