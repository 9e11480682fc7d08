/** Codes of the API in the reader's words. */

import { has, t } from '../i18n.js';
import { NONE } from '../state/format.js';

/** A code that has no words is shown as it is. @param {string} prefix @param {string} code */
export function codeText(prefix, code) {
  return has(`${prefix}.${code}`) ? t(`${prefix}.${code}`) : code || NONE;
}
