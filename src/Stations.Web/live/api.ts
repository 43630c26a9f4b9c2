/** The HTTP contract, as far as these pages use it. Times are RFC 3339 UTC; a district's and a station's id are parts of the ids below them. */
export type Lang = 'zh-CN' | 'en'
export type Text = Partial<Record<Lang, string>>
export type Confidence = 'high' | 'low'

export type NeedName = 'charge' | 'water' | 'rest' | 'park'

export interface Need {
  answer: 'yes' | 'no' | 'unknown'
  free: number
  busy: number
  outOfOrder: number
  unknown: number
  total: number
  confidence: Confidence
  reportedAt: string | null
  /** Hot water; only `water` has it. */
  celsius?: number | null
}

export interface Position {
  latitude: number
  longitude: number
}

export interface Station {
  id: string
  district: string
  districtName: Text | null
  name: Text
  address: Text | null
  /** `24/7`, or opening and closing time as `07:00-01:00`. */
  hours: string | null
  position: Position | null
  sequence: number
  devices: number
  needs: Partial<Record<NeedName, Need>>
}

export type Connection = 'ONLINE' | 'STALE' | 'OFFLINE'
export type Health = 'OK' | 'DEGRADED' | 'FAULT'
export type Admin = 'IN_SERVICE' | 'MAINTENANCE' | 'DISABLED' | 'PLANNED' | 'REMOVED'
export type Use = 'FREE' | 'RESERVED' | 'OPENING' | 'OCCUPIED' | 'CHARGING' | 'FINISHED' | 'BLOCKED' | 'UNKNOWN'
export type Status = 'AVAILABLE' | 'CHARGING' | 'RESERVED' | 'BLOCKED' | 'INOPERATIVE' | 'OUTOFORDER' | 'PLANNED' | 'REMOVED' | 'UNKNOWN'
export type Value = number | string | boolean | null

export interface Slot {
  number: number
  use: Use
  status: Status
  health: Health
  since: string | null
  chargePercent?: number | null
  powerWatts?: number | null
  temperatureCelsius?: number | null
}

export interface Device {
  id: string
  station: string
  kind: string
  name: string
  connection: Connection
  health: Health
  admin: Admin
  safety: boolean
  use: Use
  status: Status
  confidence: Confidence
  reportedAt: string | null
  clockSuspect: boolean
  free: number
  total: number
  values: Record<string, Value>
  slots?: Slot[]
}

export type Severity = 'CRITICAL' | 'MAJOR' | 'MINOR' | 'WARNING'

export interface Alarm {
  id: string
  /** `SMOKE` and the like of a device, a node or a station; or the part of the server that is in trouble, as `journal`. */
  code: string
  severity: Severity
  status: 'ACTIVE' | 'CLEARED'
  acknowledged: boolean
  device: string | null
  station: string | null
  name: string | null
  slot: number
  since: string | null
  flapping: boolean
  /** Why nobody is called. */
  quiet: 'shelved' | 'maintenance' | null
  /** Until then it would be lost with the server. */
  written: boolean
}

/** All that is not over; `alarms` holds the first of `total`. */
export interface Alarms {
  alarms: readonly Alarm[]
  total: number
}

export interface Snapshot {
  stations?: Station[]
  devices?: Device[]
  part: number
  parts: number
}
