/** チャットサーバー設定 (F9.9). */

/** @import { Resource } from '../describe.js' */

/** @type {Resource} */
export const chat = {
  name: 'chat', page: '/masters/chat', api: '/chat/settings', key: '', schemas: ['ChatPatch'], columns: [], single: true,
  sections: [{ name: 'chat', fields: [
    { name: 'on', kind: 'toggle', initial: true },
    { name: 'retention_days', kind: 'number', unit: 'days', min: 0, max: 3650, initial: 365 },
  ] }],
};
