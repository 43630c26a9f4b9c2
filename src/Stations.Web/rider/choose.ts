import type { NeedName, Position, Station, Text } from '../live/api'
import { metresBetween } from './distance'
import { helps } from './figure'

export interface Choice {
  /** Null for all. */
  district: string | null
  /** All of them must be met. */
  needs: readonly NeedName[]
  /** Known only after the rider asked for it; orders by distance. */
  here: Position | null
}

export interface Place {
  station: Station
  metres: number | null
}

const byId = new Intl.Collator('en', { numeric: true }).compare

/** The stations that answer the choice: nearest first, else by district and id. A station without a position comes last. */
export function choose(stations: Iterable<Station>, { district, needs, here }: Choice, now: number): Place[] {
  const places: Place[] = []
  for (const station of stations) {
    if (district !== null && station.district !== district) continue
    if (!needs.every(need => helps(station.needs[need], now))) continue
    places.push({ station, metres: here && station.position && metresBetween(here, station.position) })
  }
  const nearer = (a: Place, b: Place) => (here ? (a.metres ?? Infinity) - (b.metres ?? Infinity) || 0 : 0)
  return places.sort((a, b) => nearer(a, b) || byId(a.station.id, b.station.id))
}

export function districtsOf(stations: Iterable<Station>, say: (text: Text | null) => string): [id: string, name: string][] {
  const names = new Map<string, string>()
  for (const { district, districtName } of stations) {
    if (districtName || !names.has(district)) names.set(district, say(districtName) || district)
  }
  return [...names].sort((a, b) => byId(a[0], b[0]))
}
