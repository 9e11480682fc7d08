/** 要員計画: how many operators each half-hour of a group's usual week needs, and what if. */

/** @import { Achieved, GroupInfo, SlotPlan, StaffingView } from '../api/types' */
/** @import { Aim, Choice } from '../components/staffing/conditions.js' */
/** @import { Measure, Terms } from '../state/staffing.js' */

import { html, nothing, render } from 'lit-html';
import { api } from '../api/client.js';
import { sentence, siteZone } from '../app.js';
import { icon } from '../components/icons.js';
import { AIMS, period, target, whatIf } from '../components/staffing/conditions.js';
import { detail, explanations, observed } from '../components/staffing/detail.js';
import { weekTable } from '../components/staffing/table.js';
import { t } from '../i18n.js';
import { dayIn } from '../reports/dates.js';
import { busiest, FIRST_TERMS, lastWeeks, planned, planRequest } from '../state/staffing.js';
import { shell } from './shell.js';

/** With fewer calls the week is hardly a usual one. */
const FEW_CALLS = 100;

/**
 * @param {HTMLElement} root
 * @returns {import('../app.js').View}
 */
export function mount(root) {
  /** @type {GroupInfo[] | null} */
  let groups = null;
  /** @type {Choice} */
  const choice = { group: new URLSearchParams(location.search).get('group') ?? '', weeks: '4', ...lastWeeks(today(), 4), holidays: false };
  /** @type {Terms} */
  let terms = { ...FIRST_TERMS };
  /** The group's own target is taken until another one is typed. */
  let ownWithin = true;
  /** @type {StaffingView | null} */
  let view = null;
  /** @type {{ plans: SlotPlan[], curve: Achieved[], model: string } | null} */
  let answer = null;
  /** @type {Measure} */
  let measure = 'needed';
  /** @type {number | null} */
  let chosen = null;
  /** Fields that hold what cannot be asked for. @type {Set<string>} */
  const bad = new Set();
  /** @type {unknown} */
  let failure = null;
  /** Counts loads: an answer to an older one is thrown away. */
  let turn = 0;
  let loading = false;
  let computing = false;
  let again = false;
  let gone = false;

  async function begin() {
    try {
      groups = await api.groups();
      if (!groups.some(({ id }) => id === choice.group)) choice.group = groups[0]?.id ?? '';
    } catch (error) {
      failure = error;
    }
    if (gone) return;
    if (groups && choice.group) void load();
    else draw();
  }

  async function load() {
    turn += 1;
    const mine = turn;
    failure = null;
    loading = true;
    draw();
    try {
      const { group, from, to, holidays } = choice;
      const found = await api.staffing({ group, from, to, holidays: String(holidays) });
      if (mine !== turn) return;
      // The same half-hour stays chosen, as far as there is one.
      const before = view && chosen !== null ? planned(view)[chosen] : null;
      view = found;
      const same = planned(found).findIndex(({ weekday, begin: at }) => weekday === before?.weekday && at === before.begin);
      chosen = same >= 0 ? same : busiest(planned(found));
      answer = null;
      if (ownWithin) terms = { ...terms, within_s: found.terms.within_s };
    } catch (error) {
      if (mine !== turn) return;
      failure = error;
      view = null;
    }
    loading = false;
    void compute();
  }

  /** Have the plan made as it is asked for now. While one is being made, only the last wish is kept. */
  async function compute() {
    draw();
    if (!view || planned(view).length === 0) return;
    again = computing;
    if (computing) return;
    computing = true;
    const [of, mine] = [view, turn];
    try {
      const found = await api.planStaffing(planRequest(of, terms, chosen));
      if (mine === turn) answer = { plans: found.slots, curve: found.curve, model: found.model };
    } catch (error) {
      failure = error;
    }
    computing = false;
    if (gone) return;
    if (again) void compute();
    else draw();
  }

  /** @param {Partial<Choice>} part */
  function look(part) {
    Object.assign(choice, part);
    if (part.weeks && part.weeks !== 'own') Object.assign(choice, lastWeeks(today(), Number(part.weeks)));
    if (part.group) {
      history.replaceState(null, '', `?group=${encodeURIComponent(part.group)}`);
      ownWithin = true;
      chosen = null;
    }
    if (choice.from && choice.to && part.weeks !== 'own') void load();
    else draw();
  }

  /** @param {Aim} name @param {HTMLInputElement} input */
  function aim(name, input) {
    if (!input.validity.valid) bad.add(name);
    else bad.delete(name);
    if (bad.has(name)) draw();
    else ask({ [name]: input.value === '' && !AIMS[name].needed ? null : Number(input.value) });
  }

  /** @param {Partial<Terms>} part */
  function ask(part) {
    terms = { ...terms, ...part };
    if ('within_s' in part) ownWithin = false;
    void compute();
  }

  /** @param {number} place */
  function choose(place) {
    chosen = place;
    if (answer) answer = { ...answer, curve: [] };
    void compute();
  }

  /** @param {Measure} one */
  function show(one) {
    measure = one;
    draw();
  }

  /** @param {StaffingView} found */
  function plan(found) {
    const slots = planned(found);
    if (found.calls === 0 || slots.length === 0) {
      return html`<section class="panel staffing-empty" data-item="empty"><h2>${t('staffing.empty')}</h2><p>${t(found.calls === 0 ? 'staffing.no_calls' : 'staffing.no_answers')}</p></section>`;
    }
    const place = chosen ?? 0;
    const [slot, one] = [slots[place], answer?.plans[place]];
    return html`${notices(found)}
      <section class="panel staffing-summary" aria-label=${t('staffing.observed')}>${observed(found)}</section>
      <div class="staffing-conditions">${target({ terms, bad, aim, change: ask })}${whatIf({ terms, view: found, change: ask })}</div>
      ${answer ? html`<div class="staffing-plan">
        <section class="panel" data-section="week">${weekTable({ slots, plans: answer.plans, measure, chosen, choose, show })}</section>
        <section class="panel staffing-detail" data-section="half-hour" aria-label=${t('staffing.chosen')}>${slot && one ? detail({ slot, plan: one, points: answer.curve, terms }) : nothing}</section>
      </div>` : html`<p class="loading" role="status">${t('staffing.loading')}</p>`}
      ${explanations()}`;
  }

  /** @param {StaffingView} found */
  function notices(found) {
    const told = [
      answer?.model === 'erlang_c' && terms.model === 'erlang_a' ? t('staffing.fallback', { abandoned: found.patience.abandoned, needed: found.patience.min_abandoned }) : '',
      found.calls < FEW_CALLS ? t('staffing.few_calls', { calls: found.calls }) : '',
    ].filter(Boolean);
    return told.map((text) => html`<div class="notice" data-kind="info" data-item="staffing-notice">${icon('alert')}<div>${text}</div></div>`);
  }

  function body() {
    if (groups?.length === 0) return html`<p class="loading" role="status">${t('staffing.no_groups')}</p>`;
    if (!groups) return failure ? nothing : html`<p class="loading" role="status">${t('staffing.loading')}</p>`;
    return html`${period({ choice, groups, today: today(), change: look })}
      ${view ? html`<div class="staffing-body" aria-busy=${loading ? 'true' : 'false'}>${plan(view)}</div>` : failure ? nothing : html`<p class="loading" role="status">${t('staffing.loading')}</p>`}`;
  }

  function draw() {
    render(shell({ connected: null, tabs: [], body: html`<div class="admin-head"><h1>${t('title./reports/staffing')}</h1></div>
      <p class="about">${t('staffing.about')}</p>
      <div role="alert">${failure ? html`<div class="notice" data-kind="error">${icon('alert')}<div><strong>${sentence(failure)}</strong></div></div>` : nothing}</div>
      ${body()}` }), root);
  }

  draw();
  void begin();
  return { render: draw, unmount: () => { gone = true; turn += 1; } };
}

/** The present date of the site, `2026-11-23`. */
function today() {
  return dayIn(siteZone(), Date.now());
}
