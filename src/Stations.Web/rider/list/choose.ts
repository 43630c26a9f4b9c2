import type { NeedName, Position, Station, Text } from '../../live/api'
import type { Words } from '../../locale'
import { metresBetween } from '../../look/distance'
import { helps } from '../figure'
import { hoursOf } from '../hours'
import type { Choice } from './choice'

export interface Place {
  station: Station
  metres: number | null
}

/** Farther than this nobody is sent instead (our engineering default). */
export const mostMetresAway = 3_000

/** Numbers in an id by their value: 2 before 10. */
const natural = (id: string) => id.replace(/\d+/g, digits => digits.padStart(8, '0'))
export const byId = (a: string, b: string) => (natural(a) < natural(b) ? -1 : natural(a) > natural(b) ? 1 : 0)

/** The stations that answer the choice: nearest first where `here` is known, else by district and id. A station without a position comes last. */
export function choose(stations: Iterable<Station>, choice: Choice, here: Position | null, now: number, words: Words): Place[] {
  const places: Place[] = []
  for (const station of stations) {
    if (choice.district !== null && station.district !== choice.district) continue
    if (misses(station, choice, now, words) > 0) continue
    places.push({ station, metres: here && station.position && metresBetween(here, station.position) })
  }
  const nearer = (a: Place, b: Place) => (here ? (a.metres ?? Infinity) - (b.metres ?? Infinity) || 0 : 0)
  return places.sort((a, b) => nearer(a, b) || byId(a.station.id, b.station.id))
}

/** How much of what is wanted is not to be had there now. */
const misses = (station: Station, { needs, open }: Choice, now: number, words: Words): number =>
  needs.filter(need => !helps(station.needs[need], now)).length + Number(open && hoursOf(station, now, words)?.closed !== false)

/** Enough to choose from. */
const mostClosest = 3

/** Where no station answers the choice: those that answer some of it, or have such things at all; those that miss the least of it now come first. */
export function closestTo(stations: Iterable<Station>, choice: Choice, here: Position | null, now: number, words: Words): Place[] {
  return choose(stations, { ...choice, needs: [], open: false }, here, now, words)
    .filter(({ station }) => misses(station, choice, now, words) < choice.needs.length + Number(choice.open) || choice.needs.every(need => station.needs[need]))
    .sort((a, b) => misses(a.station, choice, now, words) - misses(b.station, choice, now, words))
    .slice(0, mostClosest)
}

/** The nearest other station, open, where the need is met now; `metres` is how far it is from this one. */
export function insteadOf(here: Station, need: NeedName, stations: Iterable<Station>, now: number, words: Words): { station: Station; metres: number } | null {
  let best: { station: Station; metres: number } | null = null
  for (const station of stations) {
    if (station.id === here.id || !here.position || !station.position || !helps(station.needs[need], now) || hoursOf(station, now, words)?.closed) continue
    const metres = metresBetween(here.position, station.position)
    if (metres > mostMetresAway) continue
    if (!best || metres < best.metres || (metres === best.metres && byId(station.id, best.station.id) < 0)) best = { station, metres }
  }
  return best
}

export function districtsOf(stations: Iterable<Station>, say: (text: Text | null) => string): [id: string, name: string][] {
  const names = new Map<string, string>()
  for (const { district, districtName } of stations) {
    if (districtName || !names.has(district)) names.set(district, say(districtName) || district)
  }
  return [...names].sort((a, b) => byId(a[0], b[0]))
}
