/** Controls with an order: members of a group, sounds one after the other. */

/** @import { Control } from './control.js' */

import { html, nothing } from 'lit-html';
import { repeat } from 'lit-html/directives/repeat.js';
import { live } from 'lit-html/directives/live.js';
import { soundAddress } from '../../admin/store.js';
import { nameOf } from '../../admin/words.js';
import { t } from '../../i18n.js';
import { moved } from '../../state/draft.js';
import { icon } from '../icons.js';
import { choices, faultsOf, invalid, write } from './control.js';
import { moveKey } from './table.js';

/**
 * @param {Control} control
 * @param {string} name of the row, for its buttons
 * @param {number} at
 */
function rowButtons(control, name, at) {
  /** @type {unknown[]} */
  const list = control.value;
  /** @param {number} by @param {Event} event */
  const move = (by, event) => {
    const button = /** @type {HTMLElement} */ (event.currentTarget);
    write(control, moved(list, at, by));
    button.focus(); // its row is another place of the document now
  };
  return html`<span class="row-buttons">
    ${[-1, 1].map((by) => html`<button type="button" class="quiet icon-only" data-move=${by} aria-disabled=${at + by < 0 || at + by >= list.length ? 'true' : 'false'}
      aria-label=${t(by < 0 ? 'admin.up_item' : 'admin.down_item', { name })} @click=${(/** @type {Event} */ event) => move(by, event)}>${icon(by < 0 ? 'up' : 'down')}</button>`)}
    <button type="button" class="quiet icon-only" data-action="take-out" aria-label=${t('admin.take_out', { name })}
      @click=${() => write(control, list.filter((_, place) => place !== at))}>${icon('close')}</button></span>`;
}

/** @param {Control} control @param {number} at whether a fault is at that place */
const faulty = (control, at) => (faultsOf({ ...control, path: `${control.path}.${at}` }).length > 0 ? 'true' : nothing);

/** @param {Control} control @param {number} at @param {KeyboardEvent} event */
function movedByKey(control, at, event) {
  const field = /** @type {HTMLElement} */ (event.target);
  moveKey(event, (by) => {
    write(control, moved(control.value, at, by));
    field.focus();
  });
}

/** Users with their tiers, in their order; one is found by any part of the name. @param {Control} control */
export function members(control) {
  /** @type {{ user: string, tier: number }[]} */
  const list = control.value ?? [];
  const { sources } = control.form;
  const users = (choices(control, 'users') ?? []).filter((user) => !list.some((member) => member.user === user.value));
  /** @param {Event} event */
  const add = (event) => {
    const input = /** @type {HTMLInputElement} */ (event.currentTarget);
    const wanted = input.value.trim();
    const found = users.find((user) => user.label === wanted || user.value === wanted);
    const user = found?.value ?? (control.form.sources.users ? '' : wanted);
    if (!user) return;
    write(control, [...list, { user, tier: 1 }]);
    input.value = '';
  };
  // Chosen from the list that the browser shows: nothing is left to be typed.
  /** @param {Event} event */
  const chosen = (event) => {
    const { value } = /** @type {HTMLInputElement} */ (event.currentTarget);
    if (users.some((user) => user.label === value)) add(event);
  };
  /** @param {KeyboardEvent} event */
  const keyed = (event) => {
    if (event.key !== 'Enter') return;
    event.preventDefault();
    add(event);
  };
  return html`<ol class="rows">${repeat(list, (member) => member.user, (member, at) => {
    const name = nameOf('users', member.user, sources);
    return html`<li data-member=${member.user} @keydown=${(/** @type {KeyboardEvent} */ event) => movedByKey(control, at, event)}>
      <span class="row-place digits">${at + 1}</span><span class="row-name">${name}</span>
      <label class="row-number"><span>${t('admin.tier')}</span><input type="number" min="1" max="99" .value=${live(String(member.tier))} aria-label=${t('admin.tier_of', { name })} aria-invalid=${faulty(control, at)}
        @input=${(/** @type {Event} */ event) => write(control, list.map((one, place) => (place === at ? { ...one, tier: Number(/** @type {HTMLInputElement} */ (event.currentTarget).value) } : one)))}></label>
      ${rowButtons(control, name, at)}</li>`;
  })}</ol>
  ${list.length === 0 ? html`<p class="hint">${t('admin.no_members')}</p>` : nothing}
  <div class="adder"><input id=${control.id} type="text" list=${`${control.id}-users`} autocomplete="off" placeholder=${t('admin.add_member')} aria-label=${t('admin.add_member')} aria-invalid=${invalid(control)}
    @input=${chosen} @change=${add} @keydown=${keyed}><datalist id=${`${control.id}-users`}>${users.map((user) => html`<option value=${user.label}></option>`)}</datalist></div>`;
}

/** @param {Control} control */
export function sounds(control) {
  /** @type {string[]} */
  const list = control.value ?? [];
  const options = choices(control, 'announcements');
  const full = list.length >= (control.field.max ?? 10);
  const label = t('admin.add_sound', { field: control.label });
  return html`<ol class="rows">${list.map((sound, at) => {
    const name = nameOf('announcements', sound, control.form.sources);
    return html`<li data-sound=${sound} ?data-bad=${faulty(control, at) === 'true'} @keydown=${(/** @type {KeyboardEvent} */ event) => movedByKey(control, at, event)}>
      <span class="row-place digits">${at + 1}</span><span class="row-name">${name}</span>${playButton(sound, name)}${rowButtons(control, name, at)}</li>`;
  })}</ol>
  ${full ? nothing : adder(control, { label, empty: t('admin.add_sound_choice'), options, add: (sound) => write(control, [...list, sound]) })}`;
}

/**
 * A choice and the button that adds it: by keyboard, a list says that it changed with every arrow key.
 * @param {Control} control
 * @param {{ label: string, empty: string, options: { value: string, label: string }[] | null, add: (value: string) => void }} more `options` null: it is typed
 */
export function adder(control, { label, empty, options, add }) {
  /** @param {Event} event */
  const clicked = (event) => {
    const button = /** @type {HTMLElement} */ (event.currentTarget);
    const input = /** @type {HTMLInputElement | HTMLSelectElement} */ (button.previousElementSibling);
    const value = input.value.trim();
    input.value = '';
    if (value) add(value);
    else input.focus();
  };
  return html`<div class="adder">${options === null
    ? html`<input id=${control.id} type="text" autocomplete="off" placeholder=${t('admin.add_sound_name')} aria-label=${label} aria-invalid=${invalid(control)}>`
    : html`<select id=${control.id} aria-label=${label} aria-invalid=${invalid(control)}><option value="">${empty}</option>
        ${options.map((option) => html`<option value=${option.value}>${option.label}</option>`)}</select>`}
    <button type="button" data-action="add" aria-label=${label} @click=${clicked}>${t('admin.add')}</button></div>`;
}

/** One sound at a time. */
const player = typeof Audio === 'undefined' ? null : new Audio();

/** @param {string} sound @param {string} name */
export function playButton(sound, name) {
  /** @param {Event} event */
  const play = (event) => {
    if (!player) return;
    const button = /** @type {HTMLElement} */ (event.currentTarget);
    const again = player.dataset.sound === sound && !player.paused;
    player.pause();
    if (again) return;
    player.dataset.sound = sound;
    player.src = soundAddress(sound);
    button.setAttribute('aria-pressed', 'true');
    const over = () => button.setAttribute('aria-pressed', 'false');
    player.onpause = over;
    player.onended = over;
    player.onerror = over;
    void player.play().catch(over);
  };
  return html`<button type="button" class="quiet icon-only play" data-play=${sound} aria-pressed="false" aria-label=${t('admin.play', { name })} @click=${play}>${icon('play')}</button>`;
}
