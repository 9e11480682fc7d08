/** The rule for passwords of users and extensions (F9.2), told while one is typed. Pure. */

/** @typedef {'length' | 'upper' | 'lower' | 'digit'} Rule */

/** @type {[Rule, (password: string) => boolean][]} */
const RULES = [
  ['length', (password) => [...password].length >= 10 && [...password].length <= 20],
  ['upper', (password) => /[A-Z]/.test(password)],
  ['lower', (password) => /[a-z]/.test(password)],
  ['digit', (password) => /[0-9]/.test(password)],
];

/**
 * @param {string} password
 * @returns {{ rule: Rule, kept: boolean }[]} every rule, and whether the password keeps it
 */
export function passwordRules(password) {
  return RULES.map(([rule, keeps]) => ({ rule, kept: keeps(password) }));
}
