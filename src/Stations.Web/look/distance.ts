import type { Position } from '../live/api'
import { fill, type Words } from '../locale'

const earthMetres = 6_371_000
const radians = Math.PI / 180

/** Streets are longer than the crow flies by this much (our engineering default). */
const detour = 1.3
/** 4.8 km/h (our engineering default). */
const metresPerMinute = 80

/** Great circle on a sphere, as the server reckons. */
export function metresBetween(a: Position, b: Position): number {
  const [north, east] = [(b.latitude - a.latitude) * radians, (b.longitude - a.longitude) * radians]
  const h = Math.sin(north / 2) ** 2 + Math.cos(a.latitude * radians) * Math.cos(b.latitude * radians) * Math.sin(east / 2) ** 2
  return 2 * earthMetres * Math.asin(Math.min(1, Math.sqrt(h)))
}

export function distanceText(metres: number, words: Words): string {
  return metres < 995 ? fill(words.metres, Math.round(metres / 10) * 10) : fill(words.kilometres, (metres / 1_000).toFixed(metres < 9_950 ? 1 : 0))
}

/** Farther than this nobody walks (our engineering default). */
const mostWalkedMetres = 10_000

/** Null where nobody would walk. */
export function walkText(metres: number, words: Words): string | null {
  return metres > mostWalkedMetres ? null : fill(words.walk, Math.max(1, Math.round((metres * detour) / metresPerMinute)))
}
