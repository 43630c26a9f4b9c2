import type { Alarms, Device, Snapshot, Station } from './api'
import type { ConfigView } from './contract'
import { covers, type Scope } from './scope'

export interface Contents {
  stations: ReadonlyMap<string, Station>
  devices: ReadonlyMap<string, Device>
}

/** What the stream has told so far. A snapshot in several parts stays in `arriving` until its last part, so that nobody sees half of it. */
export interface Board extends Contents {
  loaded: boolean
  /** What the stream tells of now; the rest is as it was when it was told last. */
  scope: Scope
  arriving: Contents | null
  alarms: Alarms
  /** What devices are to be set to and are, of those that were ever set. */
  configs: ReadonlyMap<string, ConfigView>
  /** What the stream told last of the commands to a device since it was opened: whoever shows more asks when that is another. */
  commands: ReadonlyMap<string, Told>
}

/** Commands of a device that are not over, and the last that is. */
export interface Told {
  device: string
}

export type LiveEvent =
  | { type: 'opened'; scope: Scope }
  | { type: 'snapshot'; data: Snapshot }
  | { type: 'station'; data: Station }
  | { type: 'device'; data: Device }
  | { type: 'alarms'; data: Alarms }
  | { type: 'config'; data: ConfigView }
  | { type: 'commands'; data: Told }

export const emptyBoard: Board = {
  loaded: false, scope: { include: 'stations,devices' }, arriving: null, alarms: { alarms: [], total: 0, stationNames: {} }, configs: new Map(), commands: new Map(), stations: new Map(), devices: new Map(),
}

/** Applies a batch; the maps are copied once per batch, not once per event. */
export function advance(before: Board, events: readonly LiveEvent[]): Board {
  let { loaded, scope, alarms, configs, commands } = before
  let shown = copy(before)
  let arriving = before.arriving && copy(before.arriving)
  for (const event of events) {
    const open = arriving ?? shown
    switch (event.type) {
      case 'opened':
        scope = event.scope
        arriving = null
        commands = new Map()
        break
      case 'snapshot': {
        const { part, parts, stations, devices } = event.data
        if (part === 1) arriving = outside(shown, scope)
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
      case 'config':
        configs = new Map(configs).set(event.data.device, event.data)
        break
      case 'commands':
        commands = new Map(commands).set(event.data.device, event.data)
        break
    }
  }
  return { loaded, scope, arriving, alarms, configs, commands, ...shown }
}

const copy = (from: Contents) => ({ stations: new Map(from.stations), devices: new Map(from.devices) })

/** What a snapshot of `scope` says nothing about. */
const outside = (from: Contents, scope: Scope) => ({
  stations: new Map([...from.stations].filter(([id]) => !covers(scope, 'stations', id))),
  devices: new Map([...from.devices].filter(([, device]) => !covers(scope, 'devices', device.station))),
})
