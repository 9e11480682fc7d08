/** An item that is being edited: values by path, what changed, and which faults belong to which field. Pure. */

/** @typedef {Record<string, any>} Item */
/** @typedef {{ field: string, code: string, message?: string }} Fault */

/**
 * @param {Item} item
 * @param {string} path `overflow_wait.group`; "" is the item itself
 * @returns {any}
 */
export function valueAt(item, path) {
  if (path === '') return item;
  return path.split('.').reduce((/** @type {any} */ value, name) => value?.[name], item);
}

/**
 * @param {Item} item
 * @param {string} path
 * @param {unknown} value
 * @returns {Item} a copy; parts that did not change are the same objects
 */
export function withValue(item, path, value) {
  if (path === '') return /** @type {Item} */ (value);
  const [name = '', ...rest] = path.split('.');
  const inner = rest.length > 0 ? withValue(item[name] ?? {}, rest.join('.'), value) : value;
  return { ...item, [name]: inner };
}

/**
 * @param {unknown} a
 * @param {unknown} b
 * @returns {boolean}
 */
export function same(a, b) {
  if (Object.is(a, b)) return true;
  if (typeof a !== 'object' || typeof b !== 'object' || a === null || b === null) return false;
  if (Array.isArray(a) !== Array.isArray(b)) return false;
  const [left, right] = [/** @type {Item} */ (a), /** @type {Item} */ (b)];
  const keys = Object.keys(left);
  return keys.length === Object.keys(right).length && keys.every((key) => key in right && same(left[key], right[key]));
}

/**
 * The body of a partial update: the fields that are others than before, each as a whole.
 * @param {Item} before
 * @param {Item} after
 * @returns {Item}
 */
export function changes(before, after) {
  return Object.fromEntries(Object.entries(after).filter(([name, value]) => !same(before[name], value)));
}

/** @param {string} fault @param {string} path whether the fault is at the path or below */
const below = (fault, path) => fault === path || (path !== '' && fault.startsWith(`${path}.`));

/**
 * @param {Fault[]} faults
 * @param {string} path
 * @returns {Fault[]} those at the path or below it
 */
export function faultsBelow(faults, path) {
  return faults.filter((fault) => below(fault.field, path));
}

/**
 * @param {Fault[]} faults
 * @param {string[]} paths of all fields that are shown
 * @returns {Fault[]} those that no field can show
 */
export function homeless(faults, paths) {
  return faults.filter((fault) => !paths.some((path) => below(fault.field, path)));
}

/**
 * The place within a list that a fault names: `members.2.user` below `members` is 3.
 * @param {Fault} fault
 * @param {string} path
 * @returns {number} counted from 1; 0: none
 */
export function placeIn(fault, path) {
  const first = fault.field.slice(path.length + 1).split('.')[0] ?? '';
  return /^\d+$/.test(first) ? Number(first) + 1 : 0;
}

/**
 * @template T
 * @param {T[]} list
 * @param {number} at
 * @param {number} by -1: up, 1: down
 * @returns {T[]} the list with the one at `at` moved; the same list where it cannot move
 */
export function moved(list, at, by) {
  const to = at + by;
  if (at < 0 || at >= list.length || to < 0 || to >= list.length) return list;
  const copy = [...list];
  const [one] = copy.splice(at, 1);
  copy.splice(to, 0, /** @type {T} */ (one));
  return copy;
}
