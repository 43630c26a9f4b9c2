import type { Device, Station } from '../live/api'
import type { Contents } from '../live/board'
import type { Filter } from './filter'
import { type Level, levelOf, levels } from './level'

export interface Line {
  device: Device
  station: Station | undefined
  stationName: string
  level: Level
}

export interface Arranged {
  lines: Line[]
  /** Of all that the other filters let through, so that the strip shows what a press would find. */
  counts: Record<Level, number>
  total: number
}

export const districtOf = (id: string) => id.slice(0, id.indexOf(':'))

/** Filters, counts and orders: most urgent level first, then by station and device. */
export function arrange({ stations, devices }: Contents, filter: Filter, say: (text: Station['name'] | null) => string): Arranged {
  const counts = Object.fromEntries(levels.map(level => [level, 0])) as Record<Level, number>
  const byLevel = new Map<Level, Line[]>(levels.map(level => [level, []]))
  const words = filter.search.toLowerCase().split(/\s+/).filter(Boolean)
  let total = 0
  for (const device of devices.values()) {
    if (filter.district && districtOf(device.id) !== filter.district) continue
    if (filter.kind && device.kind !== filter.kind) continue
    if (filter.connection && device.connection !== filter.connection) continue
    const station = stations.get(device.station)
    const stationName = say(station?.name ?? null) || device.station
    if (words.length) {
      const text = `${device.id} ${device.name} ${device.station} ${stationName}`.toLowerCase()
      if (!words.every(word => text.includes(word))) continue
    }
    const level = levelOf(device)
    counts[level]++
    total++
    if (!filter.level || filter.level === level) byLevel.get(level)!.push({ device, station, stationName, level })
  }
  const lines = levels.flatMap(level => byLevel.get(level)!.sort(byPlace))
  return { lines, counts, total }
}

const byText = new Intl.Collator('en', { numeric: true }).compare
const byPlace = (a: Line, b: Line) => byText(a.device.station, b.device.station) || byText(a.device.id, b.device.id)
