import type { Alarms, Device, Station } from '../../live/api'
import { alarm, device, station } from '../../live/samples'
import type { AuditPage, CommandPage, ConfigView, DevicePage, DistrictsView, EventPage, EventView, FirmwareView, FleetView, HistoryView, KpiView, MessagePage, NodePage, OperatorPage, ReportPage, SessionPage, TokenPage, SessionView } from '../../live/contract'
import type { Answer } from './pretend'

export interface State {
  title: string
  path: string
  /** By the path behind /api/v1, as a pattern. */
  answers: Record<string, Answer>
  /** What the stream tells; null when it cannot be reached. */
  stream: { alarms: Alarms; stations?: Station[]; devices?: Device[] } | null
  /** Who looks; nobody, or nobody because there is no account yet. */
  session?: SessionView['role'] | 'none' | 'first'
}

const now = Date.now()
const at = (seconds: number) => new Date(now - seconds * 1_000).toISOString()
const names = { 'wanda:1': { 'zh-CN': '万达商圈红色驿站', en: 'Wanda red station' } }
const counts = { safety: 1, fault: 1, offline: 1, stale: 1, attention: 1, ok: 407, aside: 2 }
const none = { safety: 0, fault: 0, offline: 0, stale: 0, attention: 0, ok: 0, aside: 0 }
const fleet: FleetView = { asOf: at(0), cells: Array.from({ length: 144 }, (_, n) => ({ at: new Date(Math.floor(now / 600_000) * 600_000 - (143 - n) * 600_000).toISOString(), devices: 414, offline: n > 100 && n < 104 ? 30 : n === 60 ? 8 : 1, faulty: 1, raised: n % 7 ? 0 : 2 })) }
const districts: DistrictsView = { districts: [{ id: 'wanda', name: { 'zh-CN': '湖北襄阳·万达商圈', en: 'Wanda, Xiangyang' }, stations: 7, devices: 414, counts }], counts }

const one = (id: string, vary: Partial<Device>) => device(`wanda:gw:${id}`, { station: 'wanda:1', reportedAt: at(4), ...vary })
const slots = (['FREE', 'CHARGING', 'FINISHED', 'BLOCKED', 'UNKNOWN', 'OPENING'] as const).map((use, n) => ({
  number: n + 1, use, status: use === 'FREE' ? 'AVAILABLE' : use === 'BLOCKED' ? 'BLOCKED' : use === 'UNKNOWN' ? 'UNKNOWN' : 'CHARGING', confidence: 'high', reason: use === 'FREE' ? 'OK' : use === 'UNKNOWN' ? 'NOT_TOLD' : use === 'BLOCKED' ? 'DOOR_OPEN' : 'IN_USE', health: 'OK', since: use === 'FREE' ? null : at(900), chargePercent: use === 'CHARGING' ? 62 : null, powerWatts: use === 'CHARGING' ? 410 : 0, temperatureCelsius: 24.5,
} as const))
const cabinet = one('cab', { name: '万达 1 号充电柜', slots, total: 6, free: 1, values: { temperature_c: 24.5, power_w: 410, smoke: false, mains_ok: true } })
const devices = [
  { ...cabinet, safety: true, urgency: 'safety', status: 'OUTOFORDER', reason: 'SAFETY' } as Device,
  one('cooler', { kind: 'water_cooler', name: '饮水机', urgency: 'fault', health: 'FAULT', status: 'OUTOFORDER', reason: 'FAULT', values: { hot_c: 92, filter_pct: 9 } }),
  one('room', { kind: 'station', name: '休息区', urgency: 'offline', connection: 'OFFLINE', status: 'UNKNOWN', confidence: 'none', reason: 'OFFLINE', reportedAt: at(1_200), values: { temperature_c: 23 } }),
  one('fridge', { kind: 'love_fridge', name: '爱心冰柜', urgency: 'stale', connection: 'STALE', confidence: 'low', reason: 'STALE', reportedAt: at(120), values: { stock: 6, stock_full: 60, temperature_c: 4 } }),
  one('spot', { kind: 'parking_spot', name: '停放点 A-03', urgency: 'ok', use: 'OCCUPIED', status: 'CHARGING', reason: 'IN_USE' }),
  one('spot-2', { kind: 'parking_spot', name: '停放点 A-04', urgency: 'ok', confidence: 'low', reason: 'REPORTED' }),
  one('old', { kind: 'microwave', name: '旧微波炉', urgency: 'aside', admin: 'MAINTENANCE', status: 'INOPERATIVE', reason: 'MAINTENANCE' }),
]
const page: DevicePage = { devices, total: 414, counts, stationNames: names, next: 'more' }

const interlock = ([['BEGAN', 'DONE', 48], ['CUT', 'DONE', 47.6], ['POWER_OFF', 'AWAITED', null], ['DOORS_KEPT_SHUT', 'DONE', 48], ['PEOPLE_NOTIFIED', 'DONE', 48], ['WORK_ORDER_REQUESTED', 'DONE', 400]] as const)
  .map(([step, state, seconds]) => ({ slot: 0, alarm: 'SMOKE', step, state, at: seconds === null ? null : at(seconds) }))
const told: Alarms = {
  total: 6, stationNames: names,
  alarms: [
    alarm('SMOKE', { device: cabinet.id, station: 'wanda:1', name: cabinet.name, severity: 'CRITICAL', since: at(48), written: false, remedies: ['CutMains', 'KeepDoorsShut'], interlock }),
    alarm('NODE_OFFLINE', { id: 'wanda:gw-2:NODE_OFFLINE', device: null, station: 'wanda:1', devices: 9, since: at(300), escalation: 1 }),
    alarm('FAULT', { device: 'wanda:gw:cooler', station: 'wanda:1', name: '饮水机', flapping: true, since: at(3_600), assignee: '李强', comment: '已联系维修' }),
    alarm('FILTER_LOW', { device: 'wanda:gw:cooler', station: 'wanda:1', name: '饮水机', severity: 'WARNING', since: at(7_200) }),
    alarm('STOCK_LOW', { device: 'wanda:gw:fridge', station: 'wanda:1', name: '爱心冰柜', severity: 'MINOR', acknowledged: true, acknowledgedBy: '王敏', since: at(900) }),
    alarm('OVERSTAY', { device: 'wanda:gw:spot', station: 'wanda:1', name: '停放点 A-03', severity: 'WARNING', quiet: 'shelved', shelvedUntil: at(-3_600), since: at(5_000) }),
  ],
}
const calm: Alarms = { alarms: [], total: 0, stationNames: {} }
const place = station('wanda:1', { name: names['wanda:1'], districtName: districts.districts[0]!.name, position: { latitude: 32.05, longitude: 112.13 }, devices: 13 })
const places = [place, station('wanda:2', { name: { 'zh-CN': '长虹路便民驿站' }, position: { latitude: 32.054, longitude: 112.135 } })]
const history: HistoryView = {
  device: cabinet.id, field: 'temperature_c', unit: '°C', resolution: 'minute', zone: 'Asia/Shanghai', from: at(86_400), to: at(0), next: null, keptFrom: at(86_400), asOf: at(0),
  points: Array.from({ length: 200 }, (_, n) => { const mean = 24 + 6 * Math.sin(n / 20); return { t: at((200 - n) * 400), min: mean - 1, max: mean + 1.5, mean, last: mean, count: 6 } }),
}
const event = (kind: EventView['kind'], seconds: number, slot: number | null = null) => ({ id: `${seconds}`, at: at(seconds), kind, device: cabinet.id, station: 'wanda:1', slot })
const events: EventPage = { events: [event('SmokeDetected', 48), { ...event('AlarmAssigned', 60), by: '王敏', text: '李强' }, event('DoorOpened', 900, 3), event('WentOnline', 20_000), event('WentOffline', 22_000), event('WentStale', 22_100)], next: null, asOf: at(0) }
const messages: MessagePage = { asOf: at(0), messages: [{ at: at(3), boot: 'B1', seq: 9, late: false, fields: { temperature_c: 24.5, 'slot.02.power_w': 410 } }, { at: at(30), boot: 'B1', seq: 8, late: true, fields: {} }] }
const commands: CommandPage = {
  total: 2, next: null,
  takes: [{ command: 'slot.open', slot: 'always', arguments: [], expires: 10, stops: false }, { command: 'power.cut', slot: 'maybe', arguments: [], expires: 60, stops: true }, { command: 'light', slot: 'never', arguments: [{ name: 'duration_s', least: 0, most: 600 }], expires: 10, stops: false }],
  commands: [
    { id: '2', device: cabinet.id, command: 'slot.open', slot: 3, by: '王敏', reason: '骑手忘取电池', state: 'DONE', effect: 'AWAITED', issuedAt: at(4), expiresAt: at(-6), steps: (['SENT', 'RECEIVED', 'DONE'] as const).map(state => ({ state, at: at(3), by: null, reason: null })) },
    { id: '1', device: cabinet.id, command: 'light', slot: null, by: '王敏', reason: '夜间', state: 'TIMEOUT', effect: 'NONE', issuedAt: at(400), expiresAt: at(390), steps: (['SENT', 'TIMEOUT'] as const).map(state => ({ state, at: at(390), by: null, reason: null })) },
  ],
}
const kpis: KpiView = {
  district: 'wanda', from: at(3 * 86_400), to: at(0), complete: true, asOf: at(0),
  kinds: [
    { kind: 'charging_cabinet', devices: 2, availability: 0.9934, downSeconds: 5_000, maintenanceSeconds: 7_200, repair: { count: 3, meanSeconds: 1_500, medianSeconds: 1_200, longestSeconds: 2_600 }, detection: { count: 2, meanSeconds: 182, medianSeconds: 182, longestSeconds: 185 }, occupancy: Array.from({ length: 72 }, (_, n) => (n < 4 ? null : Math.round((0.5 + 0.45 * Math.sin(n / 4)) * 100) / 100)) },
    { kind: 'water_cooler', devices: 4, availability: 1, downSeconds: 0, maintenanceSeconds: 0, repair: { count: 0, meanSeconds: null, medianSeconds: null, longestSeconds: null }, detection: { count: 0, meanSeconds: null, medianSeconds: null, longestSeconds: null }, occupancy: [] },
  ],
}
const nodes: NodePage = {
  total: 3, next: null,
  nodes: [
    { id: 'wanda:cab-1', username: 'wanda/cab-1', enrolled: true, disabled: false, oldPasswordUntil: null, claimUntil: null, devices: [cabinet.id] }, { id: 'wanda:cab-2', username: 'wanda/cab-2', enrolled: true, disabled: true, oldPasswordUntil: at(-86_400), claimUntil: null, devices: ['a'] },
    { id: 'wanda:cab-3', username: 'wanda/cab-3', enrolled: false, disabled: false, oldPasswordUntil: null, claimUntil: at(-3_600), devices: [] },
  ],
}
const config: ConfigView = {
  device: cabinet.id, state: 'DRIFTED', version: 4, maker: '东方电子', model: 'CX-12', firmware: '2.4.1', firmwareSince: at(900_000),
  takes: [{ name: 'max_power_w', least: 500, most: 20_000 }, { name: 'target_pct', least: 50, most: 100 }, { name: 'fan_on_c', least: 20, most: 60 }],
  desired: { values: { max_power_w: 6_000, target_pct: 95 }, by: '王敏', at: at(600) }, reported: { version: 4, values: { max_power_w: 8_000, target_pct: 95, fan_on_c: 35 }, refused: null, at: at(590) },
}
const firmware: FirmwareView = { devices: 414, versions: [{ kind: 'charging_cabinet', maker: '东方电子', model: 'CX-12', firmware: '2.4.1', devices: 14, since: at(900_000), updating: 2, failed: 1, rolledBack: 0 }, { kind: 'water_cooler', maker: null, model: null, firmware: null, devices: 400, since: null, updating: 0, failed: 0, rolledBack: 0 }] }
const quarantine = { total: 1, entries: [{ at: at(60), reason: 'not_json', topic: 'wn/1/wanda/gw/cab/tele', client: 'cab', detail: 'byte 7', payload: '{"v":1,' }] }
const security = { events: [{ at: at(30), act: 'login', outcome: 'refused', who: 'wanda/cab-9', from: '203.0.113.8', detail: 'auto-1' }], next: null }

const people: OperatorPage = {
  operators: [
    { name: '王敏', role: 'administrator', districts: null, disabled: false, hasPassword: true, codeUntil: null, madeAt: at(900_000) }, { name: '李强', role: 'operator', districts: ['wanda'], disabled: false, hasPassword: true, codeUntil: null, madeAt: at(800_000) },
    { name: 'zhao', role: 'viewer', districts: ['wanda', 'elsewhere'], disabled: false, hasPassword: false, codeUntil: at(-40_000), madeAt: at(600) }, { name: 'chen', role: 'viewer', districts: null, disabled: false, hasPassword: false, codeUntil: at(9), madeAt: at(90_000) },
    { name: 'sun', role: 'operator', districts: null, disabled: true, hasPassword: true, codeUntil: null, madeAt: at(90_000) },
  ],
}
const tokens: TokenPage = { tokens: [{ name: 'city-dashboard', role: 'viewer', districts: null, madeBy: '王敏', madeAt: at(900_000), until: at(-7_000_000) }, { name: 'dispatch', role: 'operator', districts: ['wanda'], madeBy: '王敏', madeAt: at(60), until: null }] }
const agent = 'Mozilla/5.0 (Windows NT 10.0; Win64; x64) Chrome/142.0.0.0 Safari/537.36'
const sessions: SessionPage = { sessions: [{ number: 3, name: '王敏', from: '10.0.0.7', agent, openedAt: at(9_000), usedAt: at(30), current: true }, { number: 2, name: '王敏', from: '203.0.113.8', agent: 'curl/8.5.0', openedAt: at(90_000), usedAt: at(7_000), current: false }, { number: 1, name: '李强', from: '10.0.0.9', agent, openedAt: at(5_000), usedAt: at(900), current: false }] }
const audit: AuditPage = {
  next: 'more',
  entries: [
    { number: 3, at: at(5), who: '王敏', from: '10.0.0.7', act: 'POST /operators', on: '', status: null, detail: 'zhao: viewer in wanda' }, { number: 2, at: at(90), who: '王敏', from: '10.0.0.7', act: 'POST /operators/{name}/disable', on: 'sun', status: 204, detail: null },
    { number: 1, at: at(100_000), who: 'dispatch', from: '203.0.113.8', act: 'POST /devices/{id}/commands', on: cabinet.id, status: 409, detail: null },
  ],
}
const report = (ticket: string, vary: Partial<ReportPage['reports'][number]>): ReportPage['reports'][number] => ({ ticket, station: 'wanda:1', device: cabinet.id, slot: 3, reason: 'door_stuck', state: 'OPEN', at: at(400), reporters: 2, closedAt: null, answer: null, photo: false, ...vary })
const reports: ReportPage = {
  total: 4, next: null, stationNames: names,
  reports: [
    report('K7X4-2QHM', { reason: 'unsafe', text: '有焦糊味,插座发黑', photo: true, reporters: 1 }), report('A1B2-C3D4', {}),
    report('PQRS-7T8V', { device: null, slot: 0, reason: 'dirty', state: 'RESOLVED', closedAt: at(60), by: '李强', answer: '已清扫' }), report('ZZ11-22YY', { state: 'USED_SINCE', closedAt: at(600) }),
  ],
}

const all: Record<string, Answer> = {
  '/fleet': fleet, '/districts': districts, '/alarms': told, '/devices': page, '/devices/[^/]+': cabinet, '/devices/[^/]+/history': history, '/devices/[^/]+/events': events, '/devices/[^/]+/messages': messages, '/devices/[^/]+/commands': commands, '/devices/[^/]+/config': config, '/firmware': firmware,
  '/districts/[^/]+/kpis': kpis, '/nodes': nodes, '/operators': people, '/tokens': tokens, '/sessions': sessions, '/audit': audit, '/reports': reports, '/quarantine': quarantine, '/security-events': security, '/stations': { stations: places, total: 2, next: null, asOf: at(0) },
}
const every = (answer: Answer) => Object.fromEntries(Object.keys(all).map(path => [path, answer]))
const empty: Record<string, Answer> = {
  ...all, '/alarms': calm, '/devices': { devices: [], total: 0, counts: none, stationNames: {}, next: null }, '/districts': { districts: [], counts: none }, '/fleet': { cells: [], asOf: at(0) }, '/nodes': { nodes: [], total: 0, next: null },
  '/operators': { operators: [] }, '/tokens': { tokens: [] }, '/sessions': { sessions: [] }, '/audit': { entries: [], next: null }, '/reports': { reports: [], total: 0, stationNames: {}, next: null },
  '/quarantine': { total: 0, entries: [] }, '/security-events': { events: [], next: null }, '/stations': { stations: [], total: 0, next: null, asOf: at(0) }, '/devices/[^/]+/history': { ...history, points: [] },
  '/devices/[^/]+/events': { ...events, events: [] }, '/devices/[^/]+/messages': { messages: [], asOf: at(0) }, '/devices/[^/]+/commands': { ...commands, commands: [] }, '/devices/[^/]+/config': { ...config, state: 'UNSET', version: 0, desired: null, reported: null, takes: [] }, '/firmware': { versions: [], devices: 0 }, '/districts/[^/]+/kpis': { ...kpis, kinds: [] },
}
const views: [name: string, path: string][] = [
  ['needs', '/ops'], ['alarms', '/ops/alarms'], ['devices', '/ops/devices'], ['device', `/ops/devices/${cabinet.id}`], ['districts', '/ops/districts'], ['district', '/ops/districts/wanda'], ['wall', '/ops/districts/wanda?wall=1'],
  ['access', '/ops/nodes'], ['security', '/ops/security'], ['stickers', '/ops/stickers'],
  ['reports', '/ops/reports?state=all'], ['people', '/ops/people'], ['programs', '/ops/people?show=tokens'], ['sessions', '/ops/people?show=sessions'], ['audit', '/ops/people?show=audit'], ['me', '/ops/me'],
]

const outside: State[] = [
  { title: 'outside: signed out', path: '/ops', answers: {}, stream: null, session: 'none' },
  { title: 'outside: no account yet', path: '/ops', answers: {}, stream: null, session: 'first' },
  { title: 'outside: loading', path: '/ops', answers: { '/session': 'never' }, stream: null },
  { title: 'outside: no server', path: '/ops', answers: { '/session': 0 }, stream: null },
]

export const states: State[] = [...outside, ...views.flatMap(([name, path]): State[] => [
  { title: `${name}: as it is`, path, answers: all, stream: { alarms: told, stations: places, devices: [cabinet] } },
  { title: `${name}: loading`, path, answers: every('never'), stream: null },
  { title: `${name}: empty`, path, answers: empty, stream: { alarms: calm } },
  { title: `${name}: no server`, path, answers: every(0), stream: null },
  { title: `${name}: refused`, path, answers: every(503), stream: null },
  { title: `${name}: a viewer's`, path, answers: all, stream: { alarms: told, stations: places, devices: [cabinet] }, session: 'viewer' },
])]
