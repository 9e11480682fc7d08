/** What a form shows besides its fields: the coming openings of a group, the sound as callers hear it. */

/** @import { Item, Resource } from '../../admin/describe.js' */

import { html, nothing } from 'lit-html';
import { request } from '../../api/client.js';
import { sentence, siteZone } from '../../app.js';
import { soundAddress } from '../../admin/store.js';
import { t } from '../../i18n.js';
import { dateTime } from '../../state/format.js';

/** @typedef {{ always: boolean, stretches: { begin: string, end: string }[] }} Opening */

/** The answer for one item, asked for once. @type {{ item: Item, draw: () => unknown } | null} */
let asked = null;

/** @param {Item} item @param {() => void} redraw */
async function askOpening(item, redraw) {
  const mine = { item, draw: () => /** @type {unknown} */ (t('admin.loading')) };
  asked = mine;
  try {
    /** @type {Opening} */
    const found = await request('GET', `/receptions/${encodeURIComponent(item.group)}/opening?days=14`);
    mine.draw = () => stretches(found);
  } catch (error) {
    mine.draw = () => sentence(error);
  }
  redraw();
}

/** @param {Opening} found */
function stretches({ always, stretches: list }) {
  if (always) return html`<p>${t('admin.hours.always')}</p>`;
  if (list.length === 0) return html`<p>${t('admin.hours.never')}</p>`;
  /** @param {string} time */
  const shown = (time) => dateTime(time, document.documentElement.lang, siteZone()).slice(0, -3);
  return html`<ol class="openings">${list.map(({ begin, end }) => {
    const [from, to] = [shown(begin), shown(end)];
    const sameDay = from.split(' ')[0] === to.split(' ')[0];
    return html`<li class="digits"><time datetime=${begin}>${from}</time> – <time datetime=${end}>${sameDay ? to.split(' ')[1] : to}</time></li>`;
  })}</ol>`;
}

/**
 * @param {Resource} resource
 * @param {Item} item as it is saved
 * @param {() => void} redraw
 */
export function beside(resource, item, redraw) {
  if (resource.beside === 'opening') {
    if (asked?.item !== item) void askOpening(item, redraw);
    return html`<section class="card form-section" aria-labelledby="section-opening" data-item="opening"><h2 id="section-opening">${t('admin.section.opening')}</h2>
      <p class="hint">${t('admin.opening.advice')}</p>${asked?.draw()}</section>`;
  }
  if (resource.beside === 'sound') {
    return html`<section class="card form-section" aria-labelledby="section-sound"><h2 id="section-sound">${t('admin.section.sound')}</h2>
      <audio controls preload="metadata" src=${soundAddress(item.id)} aria-label=${t('admin.play', { name: item.name })} data-item="sound"></audio></section>`;
  }
  return nothing;
}
