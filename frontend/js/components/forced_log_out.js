/** 強制ログアウト: asks, and asks again where the user is in a call (F1.6). */

import { api, ApiError } from '../api/client.js';
import { sentence } from '../app.js';
import { t } from '../i18n.js';
import { ask } from './admin/dialog.js';

/**
 * Ask for confirmation, and log the operator out.
 * @param {{ id: string, name: string }} target
 * @returns {Promise<void>}
 */
export async function forceLogOut({ id, name }) {
  const title = t('forced.title', { name });
  const sure = await ask({ title, text: t('forced.text'), confirm: t('forced.confirm'), danger: true });
  if (!sure) return;
  try {
    await api.forceLogOut(id);
  } catch (error) {
    if (error instanceof ApiError && error.code === 'in_call') await ofCall(id, name);
    else await ask({ title: t('forced.failed'), text: sentence(error) });
  }
}

/**
 * The operator is in a call: let it come to its end, or end it.
 * @param {string} id
 * @param {string} name
 */
async function ofCall(id, name) {
  const answer = await ask({
    title: t('forced.in_call', { name }),
    text: t('forced.in_call.text'),
    confirm: t('forced.confirm'),
    danger: true,
    choice: { label: t('forced.calls'), options: [
      { value: 'finish', label: t('forced.finish') },
      { value: 'end', label: t('forced.end') },
    ] },
  });
  if (!answer) return;
  try {
    const { done } = await api.forceLogOut(id, answer.choice === 'end' ? 'end' : 'finish');
    if (done === null) await ask({ title: t('forced.waiting', { name }), text: t('forced.waiting.text') });
  } catch (error) {
    await ask({ title: t('forced.failed'), text: sentence(error) });
  }
}
