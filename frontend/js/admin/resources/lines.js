/** Extensions, trunks and routes (F9.7, F10.1). */

/** @import { Resource } from '../describe.js' */

import { language } from '../../i18n.js';

/** @type {Resource} */
export const extensions = {
  name: 'extensions', page: '/pbx/extensions', api: '/extensions', key: 'number', schemas: ['NewExtension', 'ExtensionPatch'],
  columns: ['number', 'name', 'user', 'max_calls', 'max_per_hour'],
  order: (a, b) => a.number.localeCompare(b.number, 'en', { numeric: true }),
  label: (item) => (item.name ? `${item.number} ${item.name}` : item.number),
  sections: [
    { name: 'extension', fields: [
      { name: 'number', kind: 'phone', required: true, fixed: true, maxLength: 8 },
      { name: 'name', kind: 'text', maxLength: 64 },
      { name: 'password', kind: 'password', required: true },
    ] },
    { name: 'limits', fields: [
      { name: 'max_calls', kind: 'number', unit: 'calls', min: 0, max: 1000 },
      { name: 'max_per_hour', kind: 'number', unit: 'calls', min: 0, max: 100_000 },
    ] },
  ],
};

/** What a trunk can start from; not changed by the API. @type {Resource} */
export const trunkPresets = {
  name: 'trunk_presets', page: '', api: '/trunk-presets', key: 'id', schemas: [], columns: [], sections: [], label: (item) => item[language()] || item.id,
};

/** @type {Resource} */
export const trunks = {
  name: 'trunks', page: '/pbx/trunks', api: '/trunks', key: 'id', schemas: ['NewTrunk', 'TrunkPatch'],
  columns: ['id', 'name', 'state', 'calls', 'host', 'register', 'max_calls', 'emergency'],
  movable: true,
  live: true,
  sections: [
    { name: 'trunk', fields: [
      { name: 'id', kind: 'text', required: true, fixed: true, maxLength: 64 },
      { name: 'name', kind: 'text', maxLength: 64 },
      { name: 'preset', kind: 'link', link: 'trunk_presets', none: 'nothing', starts: true },
    ] },
    { name: 'address', fields: [
      { name: 'host', kind: 'text', required: true, maxLength: 255 },
      { name: 'port', kind: 'number', min: 1, max: 65_535, initial: 5060 },
      { name: 'transport', kind: 'choice', options: ['udp', 'tcp', 'tls'], initial: 'udp' },
      { name: 'domain', kind: 'text' },
      { name: 'backups', kind: 'texts' },
      { name: 'accept_from', kind: 'texts' },
    ] },
    { name: 'encryption', fields: [
      { name: 'srtp', kind: 'choice', options: ['off', 'optional', 'required'], initial: 'off' },
      { name: 'tls_verify', kind: 'toggle', initial: true, shown: (item) => item.transport === 'tls' },
      { name: 'tls_ca', kind: 'block', maxLength: 65_536, shown: (item) => item.transport === 'tls' },
    ] },
    { name: 'registration', fields: [
      { name: 'register', kind: 'toggle' },
      { name: 'username', kind: 'text' },
      { name: 'password', kind: 'secret' },
    ] },
    { name: 'numbers', fields: [
      { name: 'numbers', kind: 'texts' },
      { name: 'number_from', kind: 'choice', options: ['auto', 'request_uri', 'to', 'p_called_party_id'], initial: 'auto' },
      { name: 'identity', kind: 'choice', options: ['from', 'p_asserted_identity', 'p_preferred_identity'], initial: 'p_asserted_identity' },
      { name: 'emergency', kind: 'toggle' },
    ] },
    { name: 'conduct', fields: [
      { name: 'max_calls', kind: 'number', unit: 'calls', min: 0 },
      { name: 'options_s', kind: 'number', unit: 'seconds', min: 0, max: 3600, initial: 30 },
      { name: 'attempt_s', kind: 'number', unit: 'seconds', min: 1, max: 32, initial: 4 },
      { name: 'session_s', kind: 'number', unit: 'seconds', min: 0, max: 86_400, initial: 1800 },
      { name: 'reliable', kind: 'choice', options: ['off', 'optional', 'required'], initial: 'optional' },
    ] },
  ],
};

/** @type {Resource} */
export const routes = {
  name: 'routes', page: '/pbx/routes', api: '/routes', key: 'number', schemas: ['SiteRoute', 'RoutePatch'],
  columns: ['number', 'target'],
  sections: [
    { name: 'route', fields: [
      { name: 'number', kind: 'phone', required: true, fixed: true },
      { name: '', kind: 'target', required: true, options: ['group', 'extension', 'menu', 'external'], parts: ['group', 'extension', 'menu', 'external'] },
    ] },
  ],
};

/** How calls are handled in the whole centre. @type {Resource} */
export const handling = {
  name: 'handling', page: '/pbx/handling', api: '/handling', key: '', schemas: ['HandlingPatch'], columns: [], single: true,
  sections: [{ name: 'handling', fields: [
    { name: 'transfer_ring_s', kind: 'number', unit: 'seconds', min: 5, max: 300, initial: 30 },
    { name: 'park_s', kind: 'number', unit: 'seconds', min: 0, max: 3600 },
    { name: 'hold_music', kind: 'link', link: 'announcements', required: true },
  ] }],
};
