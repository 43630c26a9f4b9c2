import type { FleetCell } from '../../live/contract'
import type { Tone } from '../../look/Mark'

export const cellMs = 600_000
const cellsADay = 144

/** Shares of the fleet that are silent or out of order, from which on a stretch looks so (our engineering default). */
const uneasy = 0.01
const bad = 0.05

export interface Beat {
  at: number
  tone: Tone
  cell: FleetCell | null
}

/** The last day in ten-minute beats, the oldest first; a beat that nobody has seen is unknown, never well. */
export function beatsOf(cells: readonly FleetCell[], now: number): Beat[] {
  const byTime = new Map(cells.map(cell => [Date.parse(cell.at), cell]))
  const last = Math.floor(now / cellMs) * cellMs
  return Array.from({ length: cellsADay }, (_, n) => {
    const at = last - (cellsADay - 1 - n) * cellMs
    const cell = byTime.get(at) ?? null
    return { at, cell, tone: cell ? toneOf(cell) : 'none' }
  })
}

function toneOf({ devices, offline, faulty }: FleetCell): Tone {
  const share = (offline + faulty) / Math.max(1, devices)
  return share >= bad ? 'bad' : share >= uneasy ? 'busy' : 'free'
}

/** Mean share of devices that spoke and were in order, by their worst moment of each ten minutes; null while nothing is known. */
export function wellOf(beats: readonly Beat[]): number | null {
  const seen = beats.flatMap(({ cell }) => (cell ? [1 - (cell.offline + cell.faulty) / Math.max(1, cell.devices)] : []))
  return seen.length ? seen.reduce((sum, share) => sum + share, 0) / seen.length : null
}

/** How much of the day is known, in seconds. */
export const knownOf = (beats: readonly Beat[]) => (beats.filter(({ cell }) => cell).length * cellMs) / 1_000

/** What one person can see to in an hour, ISA-18.2. */
export const manageable = 12

/** Alarms raised in the last hour; null before the first ten minutes are known. */
export function raisedLastHour(cells: readonly FleetCell[], now: number): number | null {
  const recent = cells.filter(({ at }) => Date.parse(at) > now - 6 * cellMs - cellMs)
  return recent.length ? recent.slice(-6).reduce((sum, { raised }) => sum + raised, 0) : null
}
