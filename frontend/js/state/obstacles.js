/** Why something cannot be deleted: the API names places in the lists of the configuration, a reader wants names. Pure. */

/** @typedef {Record<string, any>} Item */
/** @typedef {{ table: string, name: string, field: string }} Obstacle `name`: what the item is called, "" where there is only one; `field`: where in it */

/**
 * @param {{ field: string }[]} faults of `in_use`, e.g. `groups.1.overflow_wait.group`
 * @param {Record<string, { key: string, items: Item[] | null } | undefined>} lists by table, in the API's order
 * @param {{ table: string, key: unknown }} removed is no longer counted in its own list
 * @returns {Obstacle[]} each once; an item that may not be read is called by its place
 */
export function obstacles(faults, lists, removed) {
  const found = faults.map(({ field }) => {
    const [table = '', place = '', ...rest] = field.split('.');
    if (!/^\d+$/.test(place)) return { table, name: '', field: place };
    return { table, name: nameOf(lists[table], Number(place), table === removed.table ? removed.key : undefined), field: rest[0] ?? '' };
  });
  const seen = new Set();
  return found.filter((one) => !seen.has(JSON.stringify(one)) && seen.add(JSON.stringify(one)));
}

/**
 * @param {{ key: string, items: Item[] | null } | undefined} list
 * @param {number} place
 * @param {unknown} without
 * @returns {string}
 */
function nameOf(list, place, without) {
  const key = list?.key ?? '';
  const item = list?.items?.filter((one) => one[key] !== without)[place];
  if (!item) return `#${place + 1}`;
  return item.name && item.name !== item[key] ? `${item.name} (${item[key]})` : String(item[key]);
}
