import type { Position } from '../../live/api'

/** What of the world is seen, on a flat map around its centre: good for a city. */
export interface View {
  centre: Position
  metresPerPixel: number
}

export interface Size {
  width: number
  height: number
}

export interface Point {
  x: number
  y: number
}

const metresPerDegree = (Math.PI / 180) * 6_371_000
/** From a doorway to a country. */
const nearest = 0.2
const farthest = 20_000
/** So that a station at the edge is not under the buttons. */
const margin = 64

export function toScreen({ centre, metresPerPixel }: View, { width, height }: Size, { latitude, longitude }: Position): Point {
  const east = (longitude - centre.longitude) * metresPerDegree * Math.cos((centre.latitude * Math.PI) / 180)
  const north = (latitude - centre.latitude) * metresPerDegree
  return { x: width / 2 + east / metresPerPixel, y: height / 2 - north / metresPerPixel }
}

export function toWorld({ centre, metresPerPixel }: View, { width, height }: Size, { x, y }: Point): Position {
  return {
    latitude: centre.latitude - ((y - height / 2) * metresPerPixel) / metresPerDegree,
    longitude: centre.longitude + ((x - width / 2) * metresPerPixel) / metresPerDegree / Math.cos((centre.latitude * Math.PI) / 180),
  }
}

/** All of the places, and not nearer than a few streets. */
export function fit(places: readonly Position[], { width, height }: Size): View | null {
  if (places.length === 0) return null
  const [lats, lons] = [places.map(place => place.latitude), places.map(place => place.longitude)]
  const [south, north, west, east] = [Math.min(...lats), Math.max(...lats), Math.min(...lons), Math.max(...lons)]
  const centre = { latitude: (south + north) / 2, longitude: (west + east) / 2 }
  const wide = (east - west) * metresPerDegree * Math.cos((centre.latitude * Math.PI) / 180)
  const high = (north - south) * metresPerDegree
  return { centre, metresPerPixel: clamp(Math.max(wide / Math.max(1, width - 2 * margin), high / Math.max(1, height - 2 * margin), 1)) }
}

export function panned(view: View, size: Size, dx: number, dy: number): View {
  return { ...view, centre: toWorld(view, size, { x: size.width / 2 - dx, y: size.height / 2 - dy }) }
}

/** What lies under `at` stays there. */
export function zoomed(view: View, size: Size, factor: number, at: Point = { x: size.width / 2, y: size.height / 2 }): View {
  const fixed = toWorld(view, size, at)
  const next = { ...view, metresPerPixel: clamp(view.metresPerPixel / factor) }
  const moved = toScreen(next, size, fixed)
  return panned(next, size, at.x - moved.x, at.y - moved.y)
}

const clamp = (metresPerPixel: number) => Math.min(farthest, Math.max(nearest, metresPerPixel))

/** A round length that fits into `most` pixels. */
export function scaleBar({ metresPerPixel }: View, most: number): { metres: number; pixels: number } {
  const power = 10 ** Math.floor(Math.log10(metresPerPixel * most))
  const metres = [5, 2, 1].map(step => step * power).find(step => step <= metresPerPixel * most) ?? power
  return { metres, pixels: metres / metresPerPixel }
}
