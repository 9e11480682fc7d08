/** Reading and writing what is configured, whatever it is. */

/** @import { Item, Resource } from './describe.js' */

import { ApiError, request } from '../api/client.js';
import { changes } from '../state/draft.js';
import { fieldsOf, linksOf } from './describe.js';
import { resourceOf } from './resources/index.js';

/** @typedef {{ key: string, version: number, applied: boolean }} Saved as the API answers every change */
/** Items of other tables by name; null where the user may not read them. @typedef {Record<string, Item[] | null>} Sources */

/** @param {Resource} resource @param {string} key */
const pathOf = (resource, key) => (resource.single ? resource.api : `${resource.api}/${encodeURIComponent(key)}`);

/** @param {Resource} resource @returns {Promise<Item[]>} in the API's order */
export async function list(resource) {
  const found = await request('GET', resource.api);
  return resource.single ? [found] : found;
}

/** @param {string} name @returns {Promise<Item[] | null>} */
async function readable(name) {
  try {
    return await list(resourceOf(name));
  } catch (error) {
    if (error instanceof ApiError && error.status === 403) return null;
    throw error;
  }
}

/** @param {string[]} names of tables @returns {Promise<Sources>} */
export async function sourcesOf(names) {
  const read = await Promise.all(names.map(readable));
  return Object.fromEntries(names.map((name, at) => [name, read[at] ?? null]));
}

/** @param {Resource} resource */
export function sourcesFor(resource) {
  return sourcesOf(linksOf(resource));
}

/**
 * Make an item or change what differs.
 * @param {Resource} resource
 * @param {Item | null} before null: a new one
 * @param {Item} after
 * @param {string} key "" for a new one
 * @returns {Promise<Saved>}
 */
export async function save(resource, before, after, key) {
  if (resource.write === 'upload') return upload(resource, after, key || String(after[resource.key]));
  if (before === null) return request('POST', resource.api, after);
  const body = changes(before, after);
  const fields = fieldsOf(resource);
  // With another preset the API sets what the body leaves out: what the form shows is meant.
  if (fields.some((field) => field.starts && field.name in body)) Object.assign(body, visible(fields, after));
  // Given once, when the item is made.
  for (const field of fields) if (field.fixed) delete body[field.name];
  return request('PATCH', pathOf(resource, key), body);
}

/** @param {import('./describe.js').Field[]} fields @param {Item} item @returns {Item} without passwords that stay as they are */
function visible(fields, item) {
  return Object.fromEntries(fields.filter(({ name, kind }) => kind !== 'secret' || item[name] !== '').map(({ name }) => [name, item[name]]));
}

/**
 * @param {Resource} resource
 * @param {Item} item `wav` null: the sound stays, so the one that is there is sent with the new name
 * @param {string} key
 */
async function upload(resource, item, key) {
  const wav = item.wav ?? (await soundOf(key));
  return request('PUT', pathOf(resource, key), { name: item.name, wav: wav === null ? '' : await base64(wav) });
}

/** @param {string} key @returns {string} where the sound can be played back */
export function soundAddress(key) {
  return `/api/announcements/${encodeURIComponent(key)}/sound`;
}

/** @param {string} key @returns {Promise<Blob | null>} */
async function soundOf(key) {
  const response = await fetch(soundAddress(key), { credentials: 'same-origin' });
  return response.ok ? response.blob() : null;
}

/** @param {Blob} file @returns {Promise<string>} */
export function base64(file) {
  return new Promise((done, failed) => {
    const reader = new FileReader();
    reader.onload = () => done(String(reader.result).replace(/^[^,]*,?/, ''));
    reader.onerror = () => failed(reader.error);
    reader.readAsDataURL(file);
  });
}

/**
 * @param {Resource} resource
 * @param {string} key
 * @param {string} replacement what those get who have the deleted one, "" for none
 * @returns {Promise<Saved>}
 */
export function remove(resource, key, replacement) {
  const query = replacement ? `?${new URLSearchParams({ replacement })}` : '';
  return request('DELETE', pathOf(resource, key) + query);
}

/** @param {Resource} resource @param {string[]} keys all, in their new order @returns {Promise<Saved>} */
export function order(resource, keys) {
  return request('PUT', resource.api, keys);
}
