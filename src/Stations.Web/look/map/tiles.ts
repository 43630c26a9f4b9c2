import type { Position } from '../../live/api'
import { gcj02Of } from './gcj02'
import { type Size, toScreen, toWorld, type View } from './view'

/** What the operator has configured; the server's `MapTiles`. */
export interface Tiles {
  template: string
  isGcj02: boolean
  credit: string
}

export interface Tile {
  address: string
  x: number
  y: number
  width: number
  height: number
}

const side = 256
const deepest = 18
const equatorMetres = 40_075_017
const { PI, atan, cos, floor, log2, log, max, min, round, sinh, tan } = Math

/** The tiles that cover the view, and where their corners lie in it. Each is laid between its own corners, so that none gapes although the view is no Mercator map. */
export function tilesOf({ template, isGcj02 }: Tiles, view: View, size: Size): Tile[] {
  const z = max(0, min(deepest, round(log2((equatorMetres * cos((view.centre.latitude * PI) / 180)) / side / view.metresPerPixel))))
  const count = 2 ** z
  const shifted = (place: Position) => (isGcj02 ? gcj02Of(place) : place)
  const [from, to] = [{ x: 0, y: 0 }, { x: size.width, y: size.height }].map(corner => gridOf(shifted(toWorld(view, size, corner)), count)) as [Grid, Grid]
  const tiles: Tile[] = []
  for (let column = max(0, floor(from.column)); column <= min(count - 1, floor(to.column)); column++) {
    for (let row = max(0, floor(from.row)); row <= min(count - 1, floor(to.row)); row++) {
      const [first, last] = [placeOf(column, row, count), placeOf(column + 1, row + 1, count)].map(place => toScreen(view, size, isGcj02 ? unshifted(place) : place)) as [Corner, Corner]
      const address = template.replace('{z}', String(z)).replace('{x}', String(column)).replace('{y}', String(row))
      tiles.push({ address, x: first.x, y: first.y, width: last.x - first.x, height: last.y - first.y })
    }
  }
  return tiles
}

type Corner = { x: number; y: number }
type Grid = { column: number; row: number }

const gridOf = ({ latitude, longitude }: Position, count: number): Grid =>
  ({ column: ((longitude + 180) / 360) * count, row: ((1 - log(tan(PI / 4 + (latitude * PI) / 360)) / PI) / 2) * count })

const placeOf = (column: number, row: number, count: number): Position =>
  ({ longitude: (column / count) * 360 - 180, latitude: (atan(sinh(PI * (1 - (2 * row) / count))) * 180) / PI })

/** Good to a metre: the shift changes little over its own length. */
function unshifted(place: Position): Position {
  const there = gcj02Of(place)
  return { latitude: 2 * place.latitude - there.latitude, longitude: 2 * place.longitude - there.longitude }
}
