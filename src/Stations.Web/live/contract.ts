// Made from the server's OpenAPI document, /openapi/v1.json, by its tests. Whoever changes a shape runs
// `dotnet test tests/Stations.Server.Tests`, which writes this file anew, and commits it.
/** Do we offer it? */
export type Admin = 'DISABLED' | 'IN_SERVICE' | 'MAINTENANCE' | 'PLANNED' | 'REMOVED'
/** Something that somebody should see to. Who works on it is told to operators alone. */
export interface AlarmView {
  /** district:node:device:slot:CODE, district:node:NODE_OFFLINE, district:station:SITE_OFFLINE or server:part; the same each time. */
  id: string
  /** What it is, such as SMOKE; or the part of the server that is in trouble, such as journal. */
  code: string
  severity: Severity
  status: 'ACTIVE' | 'CLEARED'
  acknowledged: boolean
  /** What is to be done. */
  remedies: readonly string[]
  /** district:node:device; null for a node, a station, or the server itself. */
  device: string | null
  /** district:station */
  station: string | null
  name: string | null
  /** The door of a charging cabinet; 0 for the appliance itself. */
  slot: number
  /** When it was raised first. */
  since: string | null
  clearedAt: string | null
  /** How often it was raised since then. */
  raises: number
  /** It was raised three times within ten minutes: it comes and goes, and is not told of each time. */
  flapping: boolean
  /** How many steps it was carried up because nobody acknowledged it. */
  escalation: number
  /** Why nobody is called; null when they are. */
  quiet: 'maintenance' | 'shelved' | null
  /** How many devices' alarms this one stands for. */
  devices: number
  /** In the journal. Until then it is shown all the same, and would be lost with the server. */
  written: boolean
  acknowledgedBy?: string
  acknowledgedAt?: string
  assignee?: string
  comment?: string
  shelvedUntil?: string
  /** What the part of the server said. */
  detail?: string
}
export interface AlarmsView {
  /** The server's own first, then the gravest, then the newest; at most 100 on the stream. */
  alarms: readonly AlarmView[]
  /** How many there are in all. */
  total: number
  /** The cursor of the next page, where there is one. */
  next?: string
}
/** How far a public value may be trusted. */
export type Confidence = 'high' | 'low' | 'none'
/** Does it still speak to us? */
export type Connection = 'OFFLINE' | 'ONLINE' | 'STALE'
/** One appliance as everybody may see it: four axes, the one public word, and how old all that is. */
export interface DeviceView {
  /** district:node:device */
  id: string
  /** district:station */
  station: string
  kind: 'air_conditioner' | 'charging_cabinet' | 'love_fridge' | 'medicine_kit' | 'microwave' | 'parking_area' | 'parking_spot' | 'power_bank_cabinet' | 'socket_pile' | 'station' | 'unknown' | 'water_cooler'
  name: string
  connection: Connection
  health: Health
  admin: Admin
  /** Latched by smoke, a fired extinguisher or a leakage trip until a person has looked. */
  safety: boolean
  use: Use
  status: PublicStatus
  /** "low" while the device is stale, doubted or has a wrong clock; "none" while its status is UNKNOWN. */
  confidence: Confidence
  /** Why the status is what it is; where it is not to be trusted fully, why not. */
  reason: StatusReason
  /** Server time of the last live message; null before the first. */
  reportedAt: string | null
  /** The device's clock is more than 120 s away from the server's. */
  clockSuspect: boolean
  /** Slots, seats or places that are free now, power banks that can be borrowed. */
  free: number
  total: number
  /** The latest values by their names on the wire; the unit is in the name. */
  values: JsonObject
  /** The doors of a charging cabinet, holes of a power-bank cabinet, ports of a socket pile, kinds of item in a medicine kit. */
  slots?: readonly SlotView[]
}
/** When a battery is expected to be full, by the paces at which it has been charging. */
export interface FullTimeView {
  earliest: string
  latest: string
}
/** Does it work? */
export type Health = 'DEGRADED' | 'FAULT' | 'OK'
export type JsonObject = Readonly<Record<string, boolean | number | string>>
/** Can I do this here now? When the station is open is told beside it, and changes nothing of it. */
export interface NeedView {
  /** yes, no, or unknown when neither can be proven. */
  answer: 'no' | 'unknown' | 'yes'
  /** Why the answer is what it is; where it is not to be trusted fully, why not. */
  reason: StatusReason
  /** When the answer became what it is; no earlier than this server knows the station. */
  since: string | null
  free: number
  busy: number
  outOfOrder: number
  /** How many might be free or not: never counted as free. */
  unknown: number
  total: number
  /** "low" while one of the devices is stale or doubted, or every free slot is; "none" while the answer is unknown. */
  confidence: Confidence
  /** When one of the devices last reported. */
  reportedAt: string | null
  /** How hot the water is, where a cooler tells it. */
  celsius?: number
  nextFull?: FullTimeView
}
/** What a rider may come for; a need is absent where no appliance serves it. */
export interface NeedsView {
  charge?: NeedView
  water?: NeedView
  rest?: NeedView
  park?: NeedView
  heat_food?: NeedView
}
export interface Position {
  latitude: number
  longitude: number
}
/** What riders and other systems are told, in OCPI's words. */
export type PublicStatus = 'AVAILABLE' | 'BLOCKED' | 'CHARGING' | 'INOPERATIVE' | 'OUTOFORDER' | 'PLANNED' | 'REMOVED' | 'RESERVED' | 'UNKNOWN'
export type Severity = 'CRITICAL' | 'MAJOR' | 'MINOR' | 'WARNING'
/** One door of a charging cabinet, hole, port or kind of item. */
export interface SlotView {
  /** From 1. */
  number: number
  use: Use
  status: PublicStatus
  /** "low" while the device is stale, it or the slot is doubted, or the clock is wrong; "none" while the status is UNKNOWN. */
  confidence: Confidence
  /** Why the status is what it is; where it is not to be trusted fully, why not. */
  reason: StatusReason
  health: Health
  /** When the door was opened or the battery put in, whichever is the case. */
  since: string | null
  /** State of charge, 0 to 100. */
  chargePercent: number | null
  powerWatts: number | null
  temperatureCelsius: number | null
  /** When the battery is expected to be full, where its pace has been measured. */
  fullAt?: string
  full?: FullTimeView
  item?: string
  /** How many of it. */
  stock?: number
  /** Days until it expires; negative once it has. */
  expiryDays?: number
}
/** A part of everything that is shown; part 1 replaces what a client had. */
export interface SnapshotView {
  stations: readonly StationView[]
  devices: readonly DeviceView[]
  part: number
  parts: number
}
/** One station as riders see it. */
export interface StationView {
  /** district:station */
  id: string
  district: string
  /** By language tag, zh-CN and en. */
  name: Readonly<Record<string, string>>
  districtName: Readonly<Record<string, string>> | null
  address: Readonly<Record<string, string>> | null
  /** 24/7, or opening and closing time such as 07:00-01:00. */
  hours: string | null
  /** Its time zone by IANA name. */
  zone: string
  position: Position | null
  /** Great-circle distance, where the question named a place. */
  distanceMetres?: number
  /** +1 with every change of this station since the server started. */
  sequence: number
  /** How many appliances it has. */
  devices: number
  needs: NeedsView
  /** The appliances themselves, where the question named one station. */
  deviceList?: readonly DeviceView[]
}
/** Why a public value is what it is, or why it is not to be trusted: one word. */
export type StatusReason = 'CLOCK_SUSPECT' | 'DISABLED' | 'DOOR_OPEN' | 'FAILED' | 'FAULT' | 'IN_USE' | 'MAINTENANCE' | 'NEVER_BORN' | 'NOT_TOLD' | 'OFFLINE' | 'OK' | 'PLANNED' | 'REMOVED' | 'REPORTED' | 'RESERVED' | 'SAFETY' | 'STALE' | 'UNUSED'
/** Does somebody use it? */
export type Use = 'BLOCKED' | 'CHARGING' | 'FINISHED' | 'FREE' | 'OCCUPIED' | 'OPENING' | 'RESERVED' | 'UNKNOWN'
