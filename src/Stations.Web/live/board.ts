import type { Alarms, Device, Snapshot, Station } from './api'

export interface Contents {
  stations: ReadonlyMap<string, Station>
  devices: ReadonlyMap<string, Device>
}

/** What the stream has told so far. A snapshot in several parts stays in `arriving` until its last part, so that nobody sees half of it. */
export interface Board extends Contents {
  loaded: boolean
  arriving: Contents | null
  alarms: Alarms
}

export type LiveEvent =
  | { type: 'opened' }
  | { type: 'snapshot'; data: Snapshot }
  | { type: 'station'; data: Station }
  | { type: 'device'; data: Device }
  | { type: 'alarms'; data: Alarms }

export const emptyBoard: Board = { loaded: false, arriving: null, alarms: { alarms: [], total: 0 }, stations: new Map(), devices: new Map() }

/** Applies a batch; the maps are copied once per batch, not once per event. */
export function advance(before: Board, events: readonly LiveEvent[]): Board {
  let { loaded, alarms } = before
  let shown = copy(before)
  let arriving = before.arriving && copy(before.arriving)
  for (const event of events) {
    const open = arriving ?? shown
    switch (event.type) {
      case 'opened':
        arriving = null
        break
      case 'snapshot': {
        const { part, parts, stations = [], devices = [] } = event.data
        if (part === 1) arriving = { stations: new Map(), devices: new Map() }
        if (!arriving) break
        for (const station of stations) arriving.stations.set(station.id, station)
        for (const device of devices) arriving.devices.set(device.id, device)
        if (part === parts) {
          shown = arriving
          arriving = null
          loaded = true
        }
        break
      }
      case 'station':
        open.stations.set(event.data.id, event.data)
        break
      case 'device':
        open.devices.set(event.data.id, event.data)
        break
      case 'alarms':
        alarms = event.data
        break
    }
  }
  return { loaded, arriving, alarms, ...shown }
}

const copy = (from: Contents) => ({ stations: new Map(from.stations), devices: new Map(from.devices) })
