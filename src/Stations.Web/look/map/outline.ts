import { useEffect, useState } from 'preact/hooks'
import type { Position } from '../../live/api'

export type Line = readonly Position[]

interface GeoJson {
  type?: string
  features?: GeoJson[]
  geometries?: GeoJson[]
  geometry?: GeoJson
  coordinates?: unknown
}

/** How deep the lines lie in a geometry's coordinates. */
const depths: Record<string, number> = { LineString: 0, MultiLineString: 1, Polygon: 1, MultiPolygon: 2 }

/** The lines of a GeoJSON document; what is no line is left out. */
export function readOutline(document: unknown): Line[] {
  const { type = '', features, geometries, geometry, coordinates } = (document ?? {}) as GeoJson
  const inner = [...(features ?? []), ...(geometries ?? []), ...(geometry ? [geometry] : [])].flatMap(readOutline)
  const depth = depths[type]
  if (depth === undefined || !Array.isArray(coordinates)) return inner
  const lines = coordinates.flat(depth - 1) as [number, number][][] | [number, number][]
  const all = depth === 0 ? [coordinates as [number, number][]] : (lines as [number, number][][])
  return [...inner, ...all.map(line => line.map(([longitude, latitude]) => ({ latitude, longitude })))]
}

/** What the operator has drawn around the districts; nothing where there is nothing. */
export function useOutline(): Line[] {
  const [lines, setLines] = useState<Line[]>([])
  useEffect(() => {
    fetch('/outline.geojson').then(answer => (answer.status === 200 ? answer.json() : null)).then(found => setLines(readOutline(found)), () => undefined)
  }, [])
  return lines
}
