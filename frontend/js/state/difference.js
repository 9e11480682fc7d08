/** What a change changed: the leaves of an item before and after. Pure. */

/** @typedef {{ path: string, before: unknown, after: unknown }} Difference a value that is not there is undefined */

/** @param {unknown} value @returns {value is Record<string, unknown>} */
const isObject = (value) => typeof value === 'object' && value !== null && !Array.isArray(value);

/** @param {unknown} value */
const isPlainList = (value) => Array.isArray(value) && value.every((one) => typeof one !== 'object' || one === null);

/**
 * Items of a list are known by their place; a list of plain values is one value.
 * @param {unknown} before
 * @param {unknown} after
 * @param {string} path
 * @returns {Difference[]}
 */
export function differences(before, after, path = '') {
  if (JSON.stringify(before) === JSON.stringify(after)) return [];
  const [left, right] = [parts(before), parts(after)];
  const names = [...new Set([...Object.keys(left ?? {}), ...Object.keys(right ?? {})])];
  // A value that takes the place of something with parts, or of which nothing is left, is shown whole.
  if (names.length === 0 || isWhole(before, left) || isWhole(after, right)) return [{ path, before, after }];
  return names.flatMap((name) => differences(left?.[name], right?.[name], path ? `${path}.${name}` : name));
}

/** @param {unknown} value @param {unknown} itsParts */
function isWhole(value, itsParts) {
  return itsParts === null && value !== undefined && value !== null;
}

/** @param {unknown} value @returns {Record<string, unknown> | null} null: has no parts */
function parts(value) {
  if (isObject(value)) return value;
  if (Array.isArray(value) && !isPlainList(value)) return Object.fromEntries(value.map((one, at) => [String(at + 1), one]));
  return null;
}
