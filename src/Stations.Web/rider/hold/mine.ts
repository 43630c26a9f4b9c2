import type { Device, NeedName, Reservation, Waiting } from '../../live/api'
import { fill, type Words } from '../../locale'
import { freshness } from '../../look/age'
import { nameOf, swaps } from '../station/state'

/** What one can wait for, and of which appliances something can be held. The server has the same: `Kind.Holdable`. */
const holdable = { charge: ['charging_cabinet', 'socket_pile'], park: ['parking_spot'], heat_food: ['microwave'] } as const satisfies Partial<Record<NeedName, readonly Device['kind'][]>>
type Holdable = keyof typeof holdable

export interface Mine {
  reservation: Reservation | null
  queue: Waiting | null
  refusedUntil: string | null
  /** The code of what was refused last. */
  problem: string | null
  /** The cabinet has been asked to open its door; whether it did, one sees. */
  asked: boolean
}

export const nothing: Mine = { reservation: null, queue: null, refusedUntil: null, problem: null, asked: false }

/** For which needs something can be held at a station, and whether anything is free now. */
export function holdableAt(devices: readonly Device[], now: number): { need: Holdable; free: boolean }[] {
  return Object.entries<readonly Device['kind'][]>(holdable).flatMap(([need, kinds]) => {
    const own = devices.filter(device => kinds.includes(device.kind) && !swaps(device))
    const free = own.some(device => device.status === 'AVAILABLE' && freshness({ ...device, lost: device.connection === 'OFFLINE' }, now) !== 'silent')
    return own.length === 0 ? [] : [{ need: need as Holdable, free }]
  })
}

/** Minutes and seconds that are left, such as 9:05. */
export function leftOf(until: string, now: number): string {
  const seconds = Math.max(0, Math.ceil((Date.parse(until) - now) / 1_000))
  return `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, '0')}`
}

/** What is held, as one finds it. */
export function whatOf({ device, name, slot }: Reservation, devices: readonly Device[], words: Words): string {
  const known = devices.find(({ id }) => id === device)
  const called = known ? nameOf(known, devices, words) : name
  return slot === null ? called : `${called} · ${fill(words.door, slot)}`
}

/** Worth a look: it lasts, or its end is news. */
export const isShown = ({ reservation }: Mine, now: number): boolean =>
  reservation !== null && (reservation.state === 'held' || (now - Date.parse(reservation.until) < 30 * 60_000 && (reservation.state === 'expired' || reservation.state === 'lost')))

export function problemOf(mine: Mine, words: Words): string | null {
  if (mine.refusedUntil) return fill(words.hold.refusedUntil, new Date(mine.refusedUntil).toTimeString().slice(0, 5))
  return mine.problem && (words.hold.problems[mine.problem as keyof Words['hold']['problems']] ?? words.hold.problems.other)
}
