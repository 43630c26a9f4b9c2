import type { Alarm, Device, Need, Station } from './api'

/** Plain things for tests, to be varied. */
export const now = Date.parse('2026-11-21T08:00:00.000Z')
export const ago = (seconds: number) => new Date(now - seconds * 1_000).toISOString()

export const need = (vary: Partial<Need> = {}): Need => ({
  answer: 'yes', free: 3, busy: 8, outOfOrder: 1, unknown: 0, total: 12, confidence: 'high', reason: 'OK', since: ago(600), reportedAt: ago(8), ...vary,
})

export const station = (id: string, vary: Partial<Station> = {}): Station => ({
  id, district: id.split(':')[0]!, districtName: null, name: { 'zh-CN': id }, address: null, hours: null, zone: 'Asia/Shanghai', position: null, sequence: 1, devices: 1, needs: {}, ...vary,
})

export const device = (id: string, vary: Partial<Device> = {}): Device => ({
  id, station: 'a:1', kind: 'charging_cabinet', name: id, connection: 'ONLINE', health: 'OK', admin: 'IN_SERVICE', safety: false, use: 'FREE',
  status: 'AVAILABLE', confidence: 'high', reason: 'OK', reportedAt: ago(8), clockSuspect: false, urgency: 'ok', free: 3, total: 12, values: {}, ...vary,
})

export const alarm = (code: string, vary: Partial<Alarm> = {}): Alarm => ({
  id: `${vary.device ?? 'a:n:d'}:${vary.slot ?? 0}:${code}`, code, severity: 'MAJOR', status: 'ACTIVE', acknowledged: false, remedies: [], device: 'a:n:d', station: 'a:1', name: null, slot: 0, since: ago(60),
  clearedAt: null, raises: 1, flapping: false, escalation: 0, quiet: null, devices: 1, written: true, ...vary,
})
