import type { Position } from '../live/api'
import type { Words } from '../locale'

const earthMetres = 6_371_000
const radians = Math.PI / 180

/** On a flat map around the two places: within 0.1 % for the distances that one rides. */
export function metresBetween(a: Position, b: Position): number {
  const east = (b.longitude - a.longitude) * radians * Math.cos(((a.latitude + b.latitude) / 2) * radians)
  const north = (b.latitude - a.latitude) * radians
  return earthMetres * Math.hypot(east, north)
}

export function distanceText(metres: number, words: Words): string {
  return metres < 995 ? words.metres(String(Math.round(metres / 10) * 10)) : words.kilometres((metres / 1_000).toFixed(metres < 9_950 ? 1 : 0))
}
