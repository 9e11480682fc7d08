/** The outside lines above the boards (F10.1): a short line that turns into a warning where one is down. */

/** @import { BoardTrunk } from '../api/types' */

import { html, nothing } from 'lit-html';
import { repeat } from 'lit-html/directives/repeat.js';
import { t } from '../i18n.js';
import './clock.js';
import { icon } from './icons.js';

/** @param {BoardTrunk} trunk */
const nameOf = (trunk) => trunk.name || trunk.id;

/** State by colour, sign and word; why and since when only where something is wrong. @param {BoardTrunk} trunk */
function item(trunk) {
  const down = trunk.state === 'down';
  return html`<li data-trunk=${trunk.id} data-state=${trunk.state}>
    ${down ? icon('alert') : html`<span class="lamp" aria-hidden="true"></span>`}
    <span class="name">${nameOf(trunk)}</span>
    <span class="standing">${t(`trunk_state.${trunk.state}`)}</span>
    ${down && trunk.since ? html`<k-clock .since=${trunk.since}></k-clock>` : nothing}
    ${down && trunk.reason ? html`<span class="reason" lang="en">${trunk.reason}</span>` : nothing}
    <span class="calls">${t('monitor.trunk_calls', { calls: trunk.calls })}</span>
  </li>`;
}

/** @param {BoardTrunk[]} trunks in the order in which calls try them */
export function trunkLine(trunks) {
  if (trunks.length === 0) return nothing;
  const down = trunks.filter((trunk) => trunk.state === 'down');
  return html`<section class="trunks" data-section="trunks" aria-label=${t('monitor.trunks')} ?data-down=${down.length > 0}>
    <div role="alert" data-item="trunks-down">${down.length > 0
      ? html`<strong>${t('monitor.trunks_down', { names: down.map(nameOf).join(t('monitor.trunks_and')) })}</strong>` : nothing}</div>
    <h2>${t('monitor.trunks')}</h2>
    <ul>${repeat(trunks, (trunk) => trunk.id, item)}</ul>
  </section>`;
}
