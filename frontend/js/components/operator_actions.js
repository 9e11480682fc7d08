/**
 * A click on an operator of the board opens what can be done with them (F3.10). One list of actions: a further one is
 * a line in `state/operator_actions.js`, one in `does` and one in `ICONS`, and its texts.
 */

/** @import { OperatorRow } from '../api/types' */
/** @import { OwnPhone } from '../phone/own_phone.js' */
/** @import { ActionId } from '../state/operator_actions.js' */

import { html, nothing } from 'lit-html';
import { app, sentence, statusName } from '../app.js';
import { chatOn, openChat } from '../chat/index.js';
import { t } from '../i18n.js';
import { WindowBlocked } from '../phone/own_phone.js';
import { operatorActions } from '../state/operator_actions.js';
import { chooseStatus } from './chosen_status.js';
import { forceLogOut } from './forced_log_out.js';
import { icon } from './icons.js';
import { MODE_ICONS, supervisionCard } from './supervision_card.js';

/** @type {Record<ActionId, import('./icons.js').IconName>} */
const ICONS = { internal: 'phone', chat: 'chat', ...MODE_ICONS, status: 'operators', force_log_out: 'logout' };

export class OperatorActions {
  /** Whose actions are open, "" = nobody's. */
  #operator = '';
  #own;
  #draw;
  /** What opened them, to have the focus again. @type {HTMLElement | null} */
  #opener = null;

  /** @param {OwnPhone} own @param {() => void} draw */
  constructor(own, draw) {
    this.#own = own;
    this.#draw = draw;
  }

  /** @type {Record<ActionId, (row: OperatorRow) => unknown>} */
  #does = {
    internal: (row) => this.#own.call(row.extension),
    listen: (row) => this.#own.supervise(row.id, 'listen'),
    whisper: (row) => this.#own.supervise(row.id, 'whisper'),
    barge: (row) => this.#own.supervise(row.id, 'barge'),
    chat: (row) => openChat(row.id, row.name),
    status: (row) => chooseStatus(row),
    force_log_out: (row) => forceLogOut(row),
  };

  /** Whether somebody's actions are open. */
  get open() {
    return this.#operator !== '';
  }

  /** For the click on operators: the name's button, or anywhere in the row or seat. @param {Event} event */
  clicked = (event) => {
    const row = event.target instanceof Element ? event.target.closest('[data-operator]') : null;
    if (row instanceof HTMLElement) this.#open(row);
  };

  /** @param {HTMLElement} row */
  #open(row) {
    const name = /** @type {HTMLElement} */ (row.querySelector('[data-action=operator]'));
    this.#operator = row.dataset.operator ?? '';
    this.#opener = name;
    this.#draw();
    const menu = this.#menu();
    if (!menu) return;
    if (!menu.matches(':popover-open')) menu.showPopover();
    const at = name.getBoundingClientRect();
    menu.style.left = `${Math.max(8, Math.min(at.left, innerWidth - menu.offsetWidth - 8))}px`;
    menu.style.top = `${Math.max(8, Math.min(at.bottom + 4, innerHeight - menu.offsetHeight - 8))}px`;
    /** @type {HTMLElement | null} */ (menu.querySelector('button:not([aria-disabled=true])') ?? menu.querySelector('button'))?.focus();
  }

  /** @returns {HTMLElement | null} */
  #menu() {
    return document.querySelector('.operator-actions');
  }

  /** @param {ToggleEvent} event */
  #toggled = (event) => {
    if (event.newState !== 'closed' || !this.#operator) return;
    this.#operator = '';
    const lost = document.activeElement === document.body || this.#menu()?.contains(document.activeElement);
    if (lost) this.#opener?.focus();
    this.#draw();
  };

  /** Up and down as in any menu. @param {KeyboardEvent} event */
  #keyed = (event) => {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    const buttons = /** @type {HTMLElement[]} */ ([...(this.#menu()?.querySelectorAll('button') ?? [])]);
    const at = buttons.indexOf(/** @type {HTMLElement} */ (document.activeElement));
    if (!step || at < 0) return;
    event.preventDefault();
    buttons[(at + step + buttons.length) % buttons.length]?.focus();
  };

  /** The menu; always there, seen while it is open. @param {readonly OperatorRow[]} rows */
  content(rows) {
    const row = rows.find(({ id }) => id === this.#operator);
    return html`<div class="operator-actions" popover="auto" role="dialog" aria-label=${row ? t('action.title', { name: row.name }) : nothing}
      data-of=${row?.id ?? ''} @toggle=${this.#toggled} @keydown=${this.#keyed}>${row ? this.#list(row) : nothing}</div>`;
  }

  /** @param {OperatorRow} row */
  #list(row) {
    const actions = operatorActions({ row, own: this.#own.view, permissions: app.session?.user.permissions ?? [], chat: chatOn() });
    return html`<h3>${row.name}<span class="sub">${t('phone.extension', { extension: row.extension })} · ${statusName(row.status)}</span></h3>
      <ul>${actions.map(({ id, reason }) => html`<li><button type="button" class="quiet" data-action=${`operator-${id}`}
        aria-disabled=${reason ? 'true' : 'false'} aria-describedby=${reason ? `why-${id}` : nothing} @click=${() => !reason && this.#choose(id, row)}>
        ${icon(ICONS[id])}<span>${t(`action.${id}`)}</span></button>
        ${reason ? html`<span class="sub why" id=${`why-${id}`} data-reason=${reason}>${t(`action.reason.${reason}`)}</span>` : nothing}</li>`)}</ul>`;
  }

  /** @param {ActionId} id @param {OperatorRow} row */
  #choose(id, row) {
    this.#menu()?.hidePopover();
    void this.#does[id](row);
  }

  /** What one is doing on one's own phone now, above the tables: the phone's window may lie behind others. */
  own() {
    const own = this.#own;
    return html`<div class="own-phone">${supervisionCard(own.view, {
      busy: own.busy,
      change: (operator, mode) => own.supervise(operator, mode),
      leave: () => own.leave(),
    })}${own.view?.calls.map((call) => html`<section class="card own-call" data-call=${call.call} data-state=${call.state} aria-label=${t('action.own_call')}>
        <span class="call-state" role="status">${icon('internal')}<strong>${t(`call.${call.state}`)}</strong><span data-item="name">${call.name || call.number}</span></span>
        <k-clock .since=${call.answered ?? call.since}></k-clock>
        <button type="button" class="stop" data-action="hangup" ?disabled=${own.busy} @click=${() => own.hangUp(call.call)}>${icon('hangup')}<span>${t('call.hangup')}</span></button></section>`)}
      <div role="alert" data-item="error">${own.failure ? html`<div class="notice" data-kind="error">${icon('alert')}
        <div><strong>${own.failure instanceof WindowBlocked ? t('action.window_blocked') : sentence(own.failure)}</strong></div>
        <button type="button" class="icon-only" aria-label=${t('notice.dismiss')} @click=${() => own.dismiss()}>${icon('close')}</button></div>` : nothing}</div></div>`;
  }
}
