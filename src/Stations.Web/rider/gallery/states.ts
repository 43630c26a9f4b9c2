import type { Mine } from '../hold/mine'
import { nothing } from '../hold/mine'
import type { Device, NeedName, Position, Slot, Station } from '../../live/api'
import { emptyBoard } from '../../live/board'
import { device, need, station } from '../../live/samples'
import { unvouched } from '../../live/unvouched'
import { isOffline } from '../../look/Pill'
import type { Link } from '../../live/stream'
import type { Live } from '../../live/useLive'
import type { Sending } from '../report/outbox'
import type { Here } from '../useHere'

export const now = Date.now()
const at = (seconds: number) => new Date(now - seconds * 1_000).toISOString()
const fresh = { reportedAt: at(8) }
const none = { answer: 'no', free: 0 } as const

export interface State {
  title: string
  page: 'list' | 'saved' | 'map' | 'station' | 'hold'
  stations?: Station[]
  devices?: Device[]
  link?: Link['state']
  /** Seconds for which the link has been so. */
  for?: number
  loaded?: boolean
  id?: string
  needs?: NeedName[]
  saved?: string[]
  mine?: Mine
  here?: Position
  locating?: Here['state']
  sendings?: Sending[]
}

export function live({ stations = [], devices = [], link: state = 'live', for: seconds = 0, loaded = stations.length > 0 }: State): Live {
  const board = { ...emptyBoard, loaded, stations: new Map(stations.map(one => [one.id, one])), devices: new Map(devices.map(one => [one.id, one])) }
  const link: Link = { state, since: now - seconds * 1_000, heardAt: now - seconds * 1_000 }
  return {
    board: isOffline(link, now) ? unvouched(board) : board,
    link,
    reconnect: () => undefined,
  }
}

const place = (id: string, name: string, vary: Partial<Station>): Station =>
  station(id, { name: { 'zh-CN': name, en: `Station ${id}` }, districtName: { 'zh-CN': '万达商圈', en: 'Wanda' }, hours: '24/7', position: { latitude: 32.05, longitude: 112.13 }, ...vary })

const good = place('wanda:1', '万达商圈红色驿站', {
  address: { 'zh-CN': '紫贞街道 1 号', en: '1 Zizhen Street' }, devices: 13,
  needs: { charge: need({ ...fresh, nextFull: { earliest: at(-240), latest: at(-400) } }), water: need({ ...fresh, free: 1, total: 1, celsius: 92 }), heat_food: need({ ...fresh, free: 1, total: 1 }), rest: need({ ...fresh, free: 6 }), park: need({ ...fresh, ...none, busy: 4, total: 4 }) },
})
const full = place('wanda:2', '汇洋暖新驿站', {
  position: { latitude: 32.053, longitude: 112.131 },
  needs: { charge: need({ ...fresh, ...none, busy: 12, outOfOrder: 0, nextFull: { earliest: at(-200), latest: at(-380) } }), water: need({ ...fresh, ...none, busy: 1, outOfOrder: 0, total: 1 }) },
})
const unconfirmed = place('wanda:3', '云溪小镇驿站', {
  position: { latitude: 32.047, longitude: 112.127 },
  needs: { charge: need({ reportedAt: at(400) }), water: need({ reportedAt: at(380), free: 1, total: 1 }), rest: need({ ...fresh, free: 3 }) },
})
const silent = place('wanda:4', '长虹路便民驿站', {
  position: { latitude: 32.0465, longitude: 112.135 },
  hours: '07:00-01:00', needs: { charge: need({ answer: 'unknown', free: 0, busy: 0, outOfOrder: 0, unknown: 12, reportedAt: at(4_000) }), rest: need({ answer: 'unknown', reportedAt: at(4_000) }) },
})
const broken = place('wanda:5', '荷花芯“E”站 2 号,名字很长的一个驿站,要换行', {
  position: { latitude: 32.0545, longitude: 112.126 },
  hours: '00:00-00:01', needs: { charge: need({ ...fresh, ...none, busy: 0, outOfOrder: 12 }), water: need({ ...fresh, ...none, busy: 1, outOfOrder: 0, total: 1 }) },
})
const stations = [good, full, unconfirmed, silent, broken, place('wanda:6', '没有设备的驿站', { hours: null })]

const slot = (number: number, use: Slot['use'], status: Slot['status'], vary: Partial<Slot> = {}): Slot =>
  ({ number, use, status, health: 'OK', confidence: status === 'UNKNOWN' ? 'none' : 'high', reason: 'OK', since: null, chargePercent: null, powerWatts: null, temperatureCelsius: null, ...vary })
const slots: Slot[] = [
  slot(1, 'FREE', 'AVAILABLE'), slot(2, 'CHARGING', 'CHARGING', { chargePercent: 41, fullAt: at(-1_560), full: { earliest: at(-1_300), latest: at(-1_800) } }), slot(3, 'CHARGING', 'CHARGING', { chargePercent: 88, fullAt: at(-340), full: { earliest: at(-240), latest: at(-400) } }),
  slot(4, 'FREE', 'AVAILABLE'), slot(5, 'OCCUPIED', 'OUTOFORDER', { health: 'FAULT' }), slot(6, 'FINISHED', 'CHARGING'), slot(7, 'CHARGING', 'CHARGING', { chargePercent: 12 }),
  slot(8, 'UNKNOWN', 'UNKNOWN'), slot(9, 'RESERVED', 'RESERVED'), slot(10, 'FREE', 'AVAILABLE'), slot(11, 'OPENING', 'CHARGING'), slot(12, 'BLOCKED', 'BLOCKED'),
]
const cabinet = device('wanda:n:cab', { station: 'wanda:1', reportedAt: at(3), slots })
const cooler = device('wanda:n:water', { station: 'wanda:1', kind: 'water_cooler', reportedAt: at(20), values: { mode: 'heating', hot_c: 92.2, cold_c: 9, tank_low: true } })
const room = device('wanda:n:room', { station: 'wanda:1', kind: 'station', reportedAt: at(90), free: 6, total: 28, values: { temperature_c: 23.4 } })
const spot = device('wanda:n:spot', { station: 'wanda:1', kind: 'parking_spot' })
const other = device('wanda:n:other', { station: 'wanda:1', kind: 'unknown', status: 'UNKNOWN', connection: 'OFFLINE', reportedAt: at(7_000) })
const kinds: Device[] = [
  device('wanda:n:fridge', { station: 'wanda:1', kind: 'love_fridge', reportedAt: at(20), values: { stock: 12, temperature_c: 4.1 } }),
  device('wanda:n:fridge-empty', { station: 'wanda:1', kind: 'love_fridge', status: 'CHARGING', reportedAt: at(20), values: { stock: 0, temperature_c: 3.6 } }),
  device('wanda:n:microwave', { station: 'wanda:1', kind: 'microwave', reportedAt: at(5) }),
  device('wanda:n:air', { station: 'wanda:1', kind: 'air_conditioner', status: 'CHARGING', reportedAt: at(9), values: { mode: 'cooling', set_c: 24, temperature_c: 26.2 } }),
  device('wanda:n:banks', { station: 'wanda:1', kind: 'power_bank_cabinet', reportedAt: at(14), free: 7, total: 12 }),
  device('wanda:n:kit', { station: 'wanda:1', kind: 'medicine_kit', reportedAt: at(25) }),
  device('wanda:n:area', { station: 'wanda:1', kind: 'parking_area', reportedAt: at(25), free: 5, total: 24 }),
  device('wanda:n:pile', { station: 'wanda:1', kind: 'socket_pile', reportedAt: at(3), free: 4, total: 10 }),
]
const devices = [cabinet, cooler, room, spot, other, ...kinds]

const held = {
  id: 'wanda:n:cab:0011223344556677', station: 'wanda:1', device: 'wanda:n:cab', name: '1 号充电柜', slot: 4, state: 'held', offer: false, since: at(60), until: at(-521),
} as const

export const states: State[] = [
  { title: 'list: loading', page: 'list', link: 'connecting' },
  { title: 'list: empty', page: 'list', loaded: true },
  { title: 'list: no server', page: 'list', link: 'lost', for: 12 },
  { title: 'list: every kind of figure', page: 'list', stations, saved: ['wanda:1'] },
  { title: 'list: by walking time', page: 'list', stations, here: { latitude: 32.0512, longitude: 112.132 } },
  { title: 'list: offline for two minutes', page: 'list', stations, link: 'lost', for: 120 },
  { title: 'list: nothing fits', page: 'list', stations, needs: ['charge', 'park'] },
  { title: 'list: no position', page: 'list', stations: [good], locating: 'refused' },
  { title: 'saved: none', page: 'saved', stations },
  { title: 'saved: one', page: 'saved', stations, saved: ['wanda:2'] },
  { title: 'station: live', page: 'station', stations, devices, saved: ['wanda:1'], here: { latitude: 32.0512, longitude: 112.132 } },
  { title: 'station: not confirmed', page: 'station', stations, devices: devices.map(one => ({ ...one, connection: 'STALE', confidence: 'low', reason: 'STALE', reportedAt: at(120) })) },
  { title: 'station: no signal', page: 'station', stations, devices: devices.map(one => ({ ...one, connection: 'OFFLINE', status: 'UNKNOWN', confidence: 'none', reason: 'OFFLINE', reportedAt: at(1_200) })) },
  { title: 'station: locked for safety', page: 'station', stations, devices: [{ ...cabinet, safety: true, status: 'OUTOFORDER', slots: slots.map(one => ({ ...one, status: 'OUTOFORDER' })) }] },
  { title: 'station: doubted', page: 'station', stations: [{ ...good, needs: { ...good.needs, water: need({ ...fresh, free: 1, total: 1, confidence: 'low', reason: 'REPORTED' }) } }], devices: [
    { ...cabinet, slots: slots.map(one => (one.number === 1 ? { ...one, confidence: 'low', reason: 'UNUSED' } : one.number === 5 ? { ...one, reason: 'REPORTED' } : one)) },
    { ...cooler, confidence: 'low', reason: 'REPORTED' }, { ...room, confidence: 'low', reason: 'CLOCK_SUSPECT' },
  ] },
  { title: 'station: closed, with free slots', page: 'station', stations: [{ ...good, hours: '00:00-00:01' }], devices },
  { title: 'station: reported, and not sent yet', page: 'station', stations, devices, sendings: [
    { report: { station: 'wanda:1', device: 'wanda:n:cab', slot: 3, reason: 'door_stuck', reporter: 'r', key: 'k1' }, at: now - 60_000, ticket: 'K7X4-2QHM' },
    { report: { station: 'wanda:1', reason: 'dirty', reporter: 'r', key: 'k2' }, at: now - 30_000 },
  ] },
  { title: 'station: full', page: 'station', id: 'wanda:2', stations },
  { title: 'station: devices are coming', page: 'station', stations },
  { title: 'station: nothing known', page: 'station', id: 'wanda:6', stations: [place('wanda:6', '没有设备的驿站', { hours: null, position: null, devices: 0 })] },
  { title: 'station: offline', page: 'station', stations, devices, link: 'lost', for: 90 },
  { title: 'station: no such', page: 'station', id: 'wanda:9', stations },
  { title: 'hold: something is free', page: 'hold', devices: [cabinet, spot] },
  { title: 'hold: nothing is free', page: 'hold', devices: [{ ...cabinet, status: 'CHARGING' }] },
  { title: 'hold: held', page: 'hold', devices, mine: { ...nothing, reservation: held } },
  { title: 'hold: asked to open', page: 'hold', devices, mine: { ...nothing, reservation: held, asked: true } },
  { title: 'hold: held elsewhere instead', page: 'hold', devices, mine: { ...nothing, reservation: { ...held, slot: 10, movedFrom: 4 } } },
  { title: 'hold: a place, without a door', page: 'hold', devices, mine: { ...nothing, reservation: { ...held, name: '3 号车位', slot: null } } },
  { title: 'hold: offered', page: 'hold', devices, mine: { ...nothing, reservation: { ...held, offer: true, until: at(-95) } } },
  { title: 'hold: waiting', page: 'hold', devices, mine: { ...nothing, queue: { station: 'wanda:1', need: 'charge', position: 2, waiting: 5 } } },
  { title: 'hold: not come', page: 'hold', devices, mine: { ...nothing, reservation: { ...held, state: 'expired', until: at(60) } } },
  { title: 'hold: broken down', page: 'hold', devices, mine: { ...nothing, reservation: { ...held, state: 'lost' } } },
  { title: 'hold: somebody was faster', page: 'hold', devices, mine: { ...nothing, problem: 'not_free' } },
  { title: 'hold: not come three times', page: 'hold', devices, mine: { ...nothing, refusedUntil: at(-3_600) } },
  { title: 'map', page: 'map', stations, here: { latitude: 32.0512, longitude: 112.132 } },
]
