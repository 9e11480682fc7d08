/** The API over fetch: JSON in and out, problems as `ApiError` (RFC 9457). Every call of the front end is here. */

/** @import * as Api from './types' */

/** The server refused or could not be reached. `code` is stable; `sentence` is for the user, in their language. */
export class ApiError extends Error {
  /**
   * @param {number} status HTTP status, 0 = no answer
   * @param {string} code
   * @param {string} sentence "" where the server gave none
   * @param {{ detail: string, faults: { field: string, code: string, message?: string }[] }} [parts] what the sentence is made of
   */
  constructor(status, code, sentence, parts = { detail: sentence, faults: [] }) {
    super(sentence || code);
    this.name = 'ApiError';
    this.status = status;
    this.code = code;
    this.sentence = sentence;
    this.detail = parts.detail;
    this.faults = parts.faults;
  }
}

/**
 * @param {Response} response
 * @returns {Promise<ApiError>}
 */
async function problem(response) {
  const body = await response.json().catch(() => ({}));
  /** @type {{ field: string, code: string, message?: string }[]} */
  const faults = Array.isArray(body.errors) ? body.errors : [];
  const detail = body.detail ?? body.title ?? '';
  const sentence = [detail, ...faults.map((fault) => fault.message)].filter(Boolean).join(' ');
  return new ApiError(response.status, body.code ?? `http_${response.status}`, sentence, { detail, faults });
}

/** When the server last answered, ms since 1970. */
export const contact = { at: 0 };

/**
 * @param {string} method
 * @param {string} path below `/api`
 * @param {unknown} [body]
 * @param {{ keepalive?: boolean }} [options] `keepalive`: goes out even while the page is being left
 * @returns {Promise<any>} the decoded answer, `null` where there is none
 * @throws {ApiError}
 */
export async function request(method, path, body, options = {}) {
  /** @type {Record<string, string>} */
  const headers = { Accept: 'application/json', 'Accept-Language': document.documentElement.lang };
  /** @type {RequestInit} */
  const init = { method, headers, credentials: 'same-origin', cache: 'no-store', keepalive: options.keepalive ?? false };
  if (body !== undefined) {
    headers['Content-Type'] = 'application/json';
    init.body = JSON.stringify(body);
  }
  let response;
  try {
    response = await fetch(`/api${path}`, init);
  } catch (error) {
    throw new ApiError(0, 'unreachable', '');
  }
  if (!response.ok) throw await problem(response);
  contact.at = Date.now();
  const text = await response.text();
  return text ? JSON.parse(text) : null;
}

/**
 * Have the browser save a file of the API.
 * @param {string} path below `/api`
 * @param {string} name where the API gives none
 * @returns {Promise<Headers>} what the API says of it
 * @throws {ApiError}
 */
export async function download(path, name) {
  let response;
  try {
    response = await fetch(`/api${path}`, { headers: { 'Accept-Language': document.documentElement.lang }, credentials: 'same-origin', cache: 'no-store' });
  } catch (error) {
    throw new ApiError(0, 'unreachable', '');
  }
  if (!response.ok) throw await problem(response);
  const [, given] = /filename\*=UTF-8''([^;]+)/i.exec(response.headers.get('Content-Disposition') ?? '') ?? [];
  const link = document.createElement('a');
  link.href = URL.createObjectURL(await response.blob());
  link.download = given ? decodeURIComponent(given) : name;
  link.click();
  URL.revokeObjectURL(link.href);
  return response.headers;
}

/**
 * @param {Record<string, string | number | undefined>} values empty ones are left out
 * @returns {string}
 */
function query(values) {
  const given = Object.entries(values).filter(([, value]) => value !== undefined && value !== '');
  const text = new URLSearchParams(given.map(([key, value]) => [key, String(value)])).toString();
  return text ? `?${text}` : '';
}

/** @type {(id: string, action: string) => string} */
const callPath = (id, action) => `/phone/calls/${encodeURIComponent(id)}/${action}`;

export const api = {
  /** @type {() => Promise<Api.Session>} */
  session: () => request('GET', '/session'),
  /** @type {(user: string, password: string, takeOver?: boolean) => Promise<Api.Session>} */
  logIn: (user, password, takeOver = false) => request('POST', '/session', { user, password, take_over: takeOver }),
  /** @type {(user: string, calls?: 'finish' | 'end') => Promise<{ done: string | null }>} */
  forceLogOut: (user, calls) => request('POST', '/forced-log-outs', calls ? { user, calls } : { user }),
  /** @type {() => Promise<null>} */
  logOut: () => request('DELETE', '/session'),
  /** @type {() => Promise<Api.StatusInfo[]>} */
  statuses: () => request('GET', '/statuses'),
  /** @type {() => Promise<Api.MetricList>} */
  metrics: () => request('GET', '/metrics'),
  /** @type {() => Promise<Api.GroupInfo[]>} */
  groups: () => request('GET', '/groups'),
  /** @type {() => Promise<Api.MonitorSettings>} */
  monitorSettings: () => request('GET', '/monitor/settings'),
  /** @type {() => Promise<Api.Watchable>} */
  watchable: () => request('GET', '/monitor/watchable'),
  /** @type {(watched: Api.Watched) => Promise<null>} */
  changeWatched: (watched) => request('PUT', '/monitor/watched', watched),
  /** @type {(screen: Api.Screen, choice: Api.ScreenChoice) => Promise<null>} */
  changeScreen: (screen, choice) => request('PUT', `/monitor/screens/${screen}`, choice),
  /** @type {() => Promise<Api.Wallboard[]>} */
  wallboards: () => request('GET', '/wallboards'),
  /** @type {(made: Api.NewWallboard) => Promise<Api.WallboardMade>} */
  addWallboard: (made) => request('POST', '/wallboards', made),
  /** @type {(id: string, changed: Api.NewWallboard) => Promise<Api.Wallboard>} */
  changeWallboard: (id, changed) => request('PUT', `/wallboards/${encodeURIComponent(id)}`, changed),
  /** @type {(id: string) => Promise<null>} */
  revokeWallboard: (id) => request('DELETE', `/wallboards/${encodeURIComponent(id)}`),
  /** For a screen: exchange the link's token for its cookie. @type {(id: string, token: string) => Promise<Api.WallBoard>} */
  openWallboard: (id, token) => request('POST', `/wallboards/${encodeURIComponent(id)}/screen`, { token }),
  /** @type {(id: string) => Promise<Api.WallBoard>} */
  wallboard: (id) => request('GET', `/wallboards/${encodeURIComponent(id)}/board`),
  /** @type {(status: string) => Promise<null>} */
  setStatus: (status) => request('PUT', '/phone/status', { status }),
  /** @type {(operator: string, status: string) => Promise<null>} */
  setStatusOf: (operator, status) => request('PUT', `/operators/${encodeURIComponent(operator)}/status`, { status }),
  /** @type {() => Promise<Api.PresentUser[]>} */
  sessions: () => request('GET', '/sessions'),
  /** @type {(on: boolean) => Promise<null>} */
  setAlert: (on) => request('PUT', '/phone/alert', { on }),
  /** @type {() => Promise<null>} */
  heartbeat: () => request('POST', '/phone/heartbeat'),
  /** @type {() => Promise<Api.PhoneSettings>} */
  phoneSettings: () => request('GET', '/phone/settings'),
  /** @type {(values: Partial<Pick<Api.PhoneSettings, 'phone' | 'shown'>>) => Promise<Api.PhoneSettings>} */
  changePhoneSettings: (values) => request('PATCH', '/phone/settings', values),
  /** @type {() => Promise<Api.EchoFigures>} */
  startEcho: () => request('PUT', '/phone/echo'),
  /** @type {() => Promise<Api.EchoFigures>} */
  echo: () => request('GET', '/phone/echo'),
  /** @type {() => Promise<null>} */
  stopEcho: () => request('DELETE', '/phone/echo', undefined, { keepalive: true }),
  /** @type {(test: Api.NewSoundTest) => Promise<Api.SoundTest>} */
  addSoundTest: (test) => request('POST', '/phone/sound-tests', test),
  /** @type {() => Promise<Api.SoundTest[]>} */
  ownSoundTests: () => request('GET', '/phone/sound-tests'),
  /** @type {() => Promise<Api.SoundTest[]>} */
  soundTests: () => request('GET', '/sound-tests'),
  /** @type {(offer: string, take: boolean) => Promise<{ answer: string }>} */
  attach: (offer, take) => request('POST', '/phone/connection', { offer, take }),
  /** @type {() => Promise<null>} */
  detach: () => request('DELETE', '/phone/connection', undefined, { keepalive: true }),
  /** @type {(number: string, group: string) => Promise<{ call: string }>} */
  dial: (number, group) => request('POST', '/phone/calls', group ? { number, group } : { number }),
  /** @type {(call: string, action: 'answer' | 'reject' | 'hangup' | 'hold' | 'resume') => Promise<null>} */
  callAction: (call, action) => request('POST', callPath(call, action)),
  /** @type {(call: string, action: 'consult' | 'transfer', target: { number?: string, group?: string }) => Promise<null>} */
  transfer: (call, action, target) => request('POST', callPath(call, action), target),
  /** @type {(call: string, action: 'complete' | 'cancel' | 'conference' | 'park' | 'pickup') => Promise<unknown>} */
  handover: (call, action) => request('POST', callPath(call, action)),
  /** Enter an operator's call, or change the mode there. @type {(operator: string, mode: string) => Promise<{ supervision: string }>} */
  supervise: (operator, mode) => request('PUT', '/supervision', { operator, mode }),
  /** @type {() => Promise<null>} */
  stopSupervising: () => request('DELETE', '/supervision'),
  /** @type {(filters: Record<string, string | number | undefined>) => Promise<Api.AuditPage>} */
  audit: (filters) => request('GET', `/audit${query(filters)}`),
  /** @type {(filters: Record<string, string | number | undefined>) => Promise<Api.StaffingView>} */
  staffing: (filters) => request('GET', `/staffing${query(filters)}`),
  /** @type {(asked: Api.PlanRequest) => Promise<Api.PlanAnswer>} */
  planStaffing: (asked) => request('POST', '/staffing/plans', asked),
  /** @type {(slot: number) => Promise<{ call: string }>} */
  takeParked: (slot) => request('POST', '/phone/parked/take', { slot }),
  /** @type {(call: string, digits: string) => Promise<null>} */
  dtmf: (call, digits) => request('POST', callPath(call, 'dtmf'), { digits }),
  /** @type {() => Promise<Api.Mailbox[]>} */
  ownMailboxes: () => request('GET', '/voicemail'),
  /** @type {(folder: string) => Promise<Api.Message[]>} */
  messages: (folder) => request('GET', `/voicemail/messages${query({ folder })}`),
  /** @type {(message: string, folder: Api.MessageFolder) => Promise<null>} */
  moveMessage: (message, folder) => request('PATCH', `/voicemail/messages/${encodeURIComponent(message)}`, { folder }),
  /** @type {(message: string) => Promise<null>} */
  deleteMessage: (message) => request('DELETE', `/voicemail/messages/${encodeURIComponent(message)}`),
  /** @type {() => Promise<Api.ChatContact[]>} */
  chatContacts: () => request('GET', '/chat/contacts'),
  /** @type {(options: { partner?: string, cursor?: string }) => Promise<Api.ConversationPage>} */
  conversations: (options) => request('GET', `/chat/conversations${query(options)}`),
  /** @type {(id: string, cursor?: string) => Promise<Api.ChatMessagePage>} */
  chatMessages: (id, cursor) => request('GET', `/chat/conversations/${encodeURIComponent(id)}/messages${query({ cursor })}`),
  /** @type {(id: string, seq: number) => Promise<null>} */
  markRead: (id, seq) => request('PUT', `/chat/conversations/${encodeURIComponent(id)}/read`, { seq }),
  /** @type {(place: Api.ChatPlace, token: string, text: string) => Promise<Api.ChatMessage>} */
  chat: (place, token, text) => ('conversation' in place
    ? request('POST', `/chat/conversations/${encodeURIComponent(place.conversation)}/messages`, { token, text })
    : request('POST', 'user' in place ? '/chat/conversations' : '/chat/announcements', { ...place, token, text })),
  /** @type {(filters: Record<string, string | number | undefined>) => Promise<Api.HistoryPage>} */
  calls: (filters) => request('GET', `/calls${query(filters)}`),
  /** @type {(id: string) => Promise<Api.CallExplanation>} */
  explainCall: (id) => request('GET', `/calls/${encodeURIComponent(id)}/explanation`),
  /** @type {(page: 'groups' | 'operators', figure: Record<string, string | number | undefined>) => Promise<Api.FigureCalls>} */
  figureCalls: (page, figure) => request('GET', `/reports/${page}/calls${query(figure)}`),
  /** @type {(page: 'groups' | 'operators', figure: Record<string, string | number | undefined>) => Promise<Api.FigureStatuses>} */
  figureStatuses: (page, figure) => request('GET', `/reports/${page}/statuses${query(figure)}`),
  /** @type {(id: string) => Promise<Api.HistoryDetail>} */
  call: (id) => request('GET', `/calls/${encodeURIComponent(id)}`),
  /** @type {() => Promise<Api.ReportScheduleList>} */
  reportSchedules: () => request('GET', '/reports/schedules'),
  /** @type {(made: Api.NewReportSchedule) => Promise<Api.ReportSchedule>} */
  addReportSchedule: (made) => request('POST', '/reports/schedules', made),
  /** @type {(id: string, changed: Api.NewReportSchedule) => Promise<Api.ReportSchedule>} */
  changeReportSchedule: (id, changed) => request('PATCH', `/reports/schedules/${encodeURIComponent(id)}`, changed),
  /** @type {(id: string) => Promise<null>} */
  deleteReportSchedule: (id) => request('DELETE', `/reports/schedules/${encodeURIComponent(id)}`),
  /** @type {(id: string) => Promise<Api.ReportRun>} */
  runReportSchedule: (id) => request('POST', `/reports/schedules/${encodeURIComponent(id)}/runs`),
  /** @type {() => Promise<Api.ReportRun[]>} */
  reportRuns: () => request('GET', '/reports/runs'),
  /** @type {() => Promise<Api.ReportScope>} */
  reportScope: () => request('GET', '/reports/scope'),
  /** @type {() => Promise<Api.ReportChoices>} */
  reportChoices: () => request('GET', '/reports/choices'),
  /** @type {(kind: Api.ReportKind, items: string[]) => Promise<null>} */
  changeReportChoice: (kind, items) => request('PUT', `/reports/choices/${kind}`, { items }),
  /** @type {(kind: Api.ReportKind) => Promise<Api.ReportColumns>} */
  reportColumns: (kind) => request('GET', `/reports/columns${query({ kind })}`),
  /** @type {(page: 'groups' | 'operators', wish: URLSearchParams) => Promise<Api.Differences>} */
  differences: (page, wish) => request('GET', `/reports/${page}/differences?${wish}`),
  /** @type {(page: 'groups' | 'operators', wish: URLSearchParams) => Promise<Api.Report>} */
  report: (page, wish) => request('GET', `/reports/${page}?${wish}`),
};
