import type { Device } from '../../live/api'
import type { PointView } from '../../live/contract'

/** When what a fridge holds is gone, by how it was taken so far. */
export interface Outlook {
  device: string
  left: number
  /** Taken in an hour. */
  pace: number
  /** Epoch milliseconds. */
  emptyAt: number
}

/** Shorter than this, a pace is chance (our engineering default). */
const leastMs = 20 * 60_000
/** What is filled up counts anew; a few thousandths of a thing are the sensor's. */
const refill = 0.5

/** Null while nothing is taken, or it was told for too short a time. Time and stock of each point; what was filled in between is not what was taken. */
export function outlookOf(device: string, points: readonly PointView[], now: number): Outlook | null {
  const told = points.flatMap(({ t, v, last }) => {
    const stock = last ?? v
    return typeof stock === 'number' ? [{ at: Date.parse(t), stock }] : []
  })
  const [first, end] = [told[0], told.at(-1)]
  if (!first || !end || end.at - first.at < leastMs) return null
  let taken = 0
  for (let n = 1; n < told.length; n++) {
    const change = told[n - 1]!.stock - told[n]!.stock
    if (change > -refill) taken += Math.max(0, change)
  }
  const pace = taken / ((Math.max(end.at, now) - first.at) / 3_600_000)
  return pace > 0 ? { device, left: end.stock, pace, emptyAt: end.at + (end.stock / pace) * 3_600_000 } : null
}

/** So many are looked at: those that have least. */
const most = 12

/** Fridges with the least in them, by share of what they hold when full; what nobody hears of is no matter of stock. */
export function scarcest(devices: readonly Device[]): Device[] {
  const share = ({ values }: Device) => Number(values.stock) / Math.max(1, Number(values.stock_full ?? values.stock))
  return devices.filter(({ values, connection }) => typeof values.stock === 'number' && connection === 'ONLINE').sort((a, b) => share(a) - share(b)).slice(0, most)
}

/** Soonest first; only what comes within the hour. */
export const soon = (outlooks: readonly Outlook[], now: number) =>
  outlooks.filter(({ emptyAt }) => emptyAt - now <= 3_600_000).sort((a, b) => a.emptyAt - b.emptyAt)
