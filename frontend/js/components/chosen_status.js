/** ステータス変更: a supervisor chooses a status for an operator; who did is shown to them and on record. */

import { api } from '../api/client.js';
import { app, sentence, statusName } from '../app.js';
import { t } from '../i18n.js';
import { ask } from './admin/dialog.js';

/** Statuses that a call lays over the chosen one. */
const IN_CALL = new Set(['ringing', 'dialing', 'talking', 'holding']);

/**
 * Ask which status, and choose it.
 * @param {{ id: string, name: string, status: string }} operator
 * @returns {Promise<void>}
 */
export async function chooseStatus({ id, name, status }) {
  const others = app.statuses.filter((one) => one.choosable && one.id !== status);
  const answer = await ask({
    title: t('chosen.title', { name }),
    text: t(IN_CALL.has(status) ? 'chosen.text_in_call' : 'chosen.text'),
    confirm: t('chosen.confirm'),
    choice: { label: t('chosen.status'), options: others.map((one) => ({ value: one.id, label: statusName(one.id) })) },
  });
  if (!answer) return;
  try {
    await api.setStatusOf(id, answer.choice);
  } catch (error) {
    await ask({ title: t('chosen.failed'), text: sentence(error) });
  }
}
