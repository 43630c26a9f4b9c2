import type { Confidence } from './api'
import type { Board } from './board'

/** The board of a page that has lost its connection: what it knew stays, and nobody vouches for it any more. */
export function unvouched(board: Board): Board {
  const stations = [...board.stations].map(([id, station]) => {
    const needs = Object.entries(station.needs).map(([name, need]) => [name, need && lowered(need)])
    return [id, { ...station, needs: Object.fromEntries(needs) }] as const
  })
  const devices = [...board.devices].map(([id, device]) => [id, { ...lowered(device), ...(device.slots && { slots: device.slots.map(lowered) }) }] as const)
  return { ...board, stations: new Map(stations), devices: new Map(devices) }
}

const lowered = <T extends { confidence: Confidence }>(one: T): T => (one.confidence === 'high' ? { ...one, confidence: 'low' } : one)
