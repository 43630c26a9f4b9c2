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
  /** What the server does by itself about it, step by step, as it stands now. */
  interlock?: readonly InterlockStepView[]
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
  /** Of the stations of these alarms, by id and language tag. */
  stationNames: Readonly<Record<string, Readonly<Record<string, string>>>>
  /** The cursor of the next page, where there is one. */
  next?: string
}
export interface AuditPage {
  /** The newest first. */
  entries: readonly AuditView[]
  /** The cursor of the next, older page; null on the last. */
  next: string | null
}
export interface AuditView {
  number: number
  at: string | null
  /** Account or token. */
  who: string
  /** The address it came from. */
  from: string
  /** Method and path of the API. */
  act: string
  /** Whom or what it was done to. */
  on: string
  /** The answer, as HTTP has it; null while there is none, and for ever if the server was lost meanwhile. */
  status: number | null
  /** What it was changed to, where the act does not say. */
  detail: string | null
}
export interface ClaimView {
  /** What the node logs in with. */
  username: string
  /** Shown this once. For its first login the node's password is claim:CODE:PASSWORD; that PASSWORD, of its own choice, is the one from then on. */
  code: string
  /** From here on the code is worth nothing. */
  until: string
}
export interface CodeView {
  name: string
  /** Shown this once. Whoever has it chooses the password, at /ops or by POST /api/v1/session/code. */
  code: string
  /** From here on the code is worth nothing. */
  until: string
}
export interface CommandArgumentView {
  /** With its unit at the end. */
  name: string
  least: number
  most: number
}
/** Something that a device can be told to do. */
export interface CommandKindView {
  /** The verb, such as slot.open. */
  command: string
  /** Whether it is told a slot. */
  slot: 'always' | 'maybe' | 'never'
  /** The numbers that it takes besides; all of them may be left out. */
  arguments: readonly CommandArgumentView[]
  /** After how many seconds it must not be done any more, if nobody says. */
  expires: number
  /** It takes power away, and is taken always. */
  stops: boolean
}
export interface CommandPage {
  /** The newest first. What is older than a device's last 64 is among the events. */
  commands: readonly CommandView[]
  /** How many the device remembers. */
  total: number
  /** What this kind of device can be told. */
  takes: readonly CommandKindView[]
  /** The cursor of the next page; null on the last. */
  next: string | null
}
/** How far a command has come. Only the device's word moves it past CommandState.Sent. */
export type CommandState = 'CANCELED' | 'DONE' | 'EXPIRED' | 'FAILED' | 'QUEUED' | 'RECEIVED' | 'REJECTED' | 'SENT' | 'TIMEOUT'
export interface CommandStepView {
  state: CommandState
  at: string
  /** Who did it; null for the device and for time. */
  by: string | null
  reason: string | null
}
/** A command to a device, for operators. */
export interface CommandView {
  /** Unique for its device. */
  id: string
  /** district:node:device */
  device: string
  /** The verb, such as slot.open. */
  command: string
  /** From 1; null for the device itself. */
  slot: number | null
  arguments?: Readonly<Record<string, number>>
  /** Who wanted it: a person, or the code of the alarm whose interlock did. */
  by: string
  reason: string | null
  /** How far it has come. Only the device's word moves it past SENT; TIMEOUT says that nobody knows. */
  state: CommandState
  /** Whether telemetry shows what the device says it did. */
  effect: Effect
  issuedAt: string
  /** From then on it is not sent and must not be done. */
  expiresAt: string
  /** Every change of its state, the oldest first. */
  steps: readonly CommandStepView[]
}
/** How far a public value may be trusted. */
export type Confidence = 'high' | 'low' | 'none'
export interface ConfigImportReport {
  /** Nothing was changed; outcomes are what would have been. */
  dryRun: boolean
  /** How many rows are now wanted so, or would be. */
  set: number
  /** How many were wanted so before. */
  same: number
  /** How many could not be; the others were all the same. */
  failed: number
  /** All rows, in their order. */
  rows: readonly ConfiguredRow[]
}
/** How what a device is set to goes with what it is to be set to. */
export type ConfigState = 'DRIFTED' | 'IN_SYNC' | 'PENDING' | 'REFUSED' | 'UNSET'
/** What a device is to be set to, and what it says it is. */
export interface ConfigView {
  /** district:node:device */
  device: string
  state: ConfigState
  /** Of what it is to be set to; 0 where nobody has said. It is the ETag too. */
  version: number
  desired: DesiredView | null
  reported: ReportedView | null
  /** What can be set at this kind of device. */
  takes: readonly SettingView[]
  maker: string | null
  model: string | null
  /** What it runs, by its last birth. */
  firmware: string | null
  /** Since when that is known. */
  firmwareSince: string | null
}
export interface ConfiguredRow {
  /** In the CSV, where the first is the header's; of a JSON array the element, from 1. */
  line: number
  /** set, same or failed. */
  outcome: string
  device: string | null
  name: string | null
  /** Why it failed, and what to do. */
  reason: string | null
  code?: RowFault
  /** What a sentence in another language has to name: a line, what would be taken. */
  detail?: string
}
/** Does it still speak to us? */
export type Connection = 'OFFLINE' | 'ONLINE' | 'STALE'
export interface DesiredView {
  /** By name; the unit is in the name. */
  values: JsonObject
  /** Who wants it. */
  by: string
  at: string
}
export interface DevicePage {
  devices: readonly DeviceView[]
  /** How many devices the question matches. */
  total: number
  /** How many each urgency would match, whichever was asked for. */
  counts: UrgencyCounts
  /** Of the stations of these devices, by id and language tag. */
  stationNames: Readonly<Record<string, Readonly<Record<string, string>>>>
  /** The cursor of the next page; null on the last. */
  next: string | null
}
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
  /** How it is in the words of its kind; absent where its slots say that. */
  state?: string
  /** Server time of the last live message; null before the first. */
  reportedAt: string | null
  /** The device's clock is more than 120 s away from the server's. */
  clockSuspect: boolean
  /** How much it needs a person. */
  urgency: Urgency
  /** Slots, seats or places that are free now, power banks that can be borrowed. */
  free: number
  total: number
  /** The latest values by their names on the wire; the unit is in the name. */
  values: JsonObject
  /** Until when all of it is held for somebody. */
  reservedUntil?: string
  /** The doors of a charging cabinet, holes of a power-bank cabinet, ports of a socket pile, kinds of item in a medicine kit. */
  slots?: readonly SlotView[]
  /** What the server does by itself while a critical alarm holds. */
  interlock?: readonly InterlockStepView[]
}
export interface DistrictView {
  id: string
  /** By language tag; null where no station says what its district is called. */
  name: Readonly<Record<string, string>> | null
  stations: number
  devices: number
  counts: UrgencyCounts
}
export interface DistrictsView {
  /** By id. */
  districts: readonly DistrictView[]
  /** Of all devices there are. */
  counts: UrgencyCounts
}
/** How long something took. */
export interface DurationsView {
  /** How often; without any the rest is null. */
  count: number
  meanSeconds: number | null
  medianSeconds: number | null
  longestSeconds: number | null
}
/** Does telemetry show what the device says it did? A fact of its own. */
export type Effect = 'AWAITED' | 'NONE' | 'NOT_SEEN' | 'SEEN'
export interface EventPage {
  /** The newest first. */
  events: readonly EventView[]
  /** The cursor of the next, older page; null on the last. A page may be short, even empty, and not the last. */
  next: string | null
  /** What was acknowledged up to this server time is in the answer. */
  asOf: string
}
export interface EventView {
  /** The same for ever. */
  id: string
  /** Server time. */
  at: string
  /** A fact in the past tense, such as DoorOpened, or Born. */
  kind: 'AlarmAcknowledged' | 'AlarmAssigned' | 'AlarmCommented' | 'AlarmShelved' | 'AreaFilledUp' | 'AreaHasRoom' | 'BatteryInserted' | 'BatteryRanLow' | 'BatteryRemoved' | 'BatteryReplaced' | 'BecameReachable' | 'BecameUnreachable' | 'Born' | 'CavityCooledDown' | 'CavityOverheated' | 'CellBackInRange' | 'CellLeftRange' | 'ChargeFull' | 'ChargerStayedOn' | 'ChargerWentOff' | 'CommandCanceled' | 'CommandDone' | 'CommandEffectMissed' | 'CommandEffectSeen' | 'CommandExpired' | 'CommandFailed' | 'CommandOrdered' | 'CommandReceived' | 'CommandRejected' | 'CommandSent' | 'CommandTimedOut' | 'CrowdLeft' | 'CurrentFellBack' | 'CurrentRoseTooHigh' | 'CutConfirmed' | 'CutFailed' | 'CutLifted' | 'CutOrdered' | 'DoorCameFree' | 'DoorClosed' | 'DoorGotStuck' | 'DoorLeftOpen' | 'DoorOpened' | 'DoorShutAfterAll' | 'DoorsKeptShut' | 'ExpiredItemReplaced' | 'ExtinguisherFired' | 'ExtinguisherReset' | 'FaultBegan' | 'FaultEnded' | 'FilterRanLow' | 'FilterReplaced' | 'FloodDetected' | 'FloodDried' | 'FoodCooledDown' | 'FoodGotTooWarm' | 'FoundSafe' | 'FoundWorking' | 'FullBatteryGone' | 'HoldBegan' | 'HoldEnded' | 'InterlockBegan' | 'InterlockEnded' | 'ItemCameNearExpiry' | 'ItemExpired' | 'ItemRenewed' | 'LaneCleared' | 'LaneGotBlocked' | 'LateExtinguisherFired' | 'LateLeakageTripped' | 'LateSlotBecameCritical' | 'LateSmokeDetected' | 'LeakDetected' | 'LeakStopped' | 'LeakageReset' | 'LeakageTripped' | 'LongRunEnded' | 'LongSessionEnded' | 'MainsLost' | 'MainsRestored' | 'MaintenanceBegan' | 'MaintenanceEnded' | 'NeighboursStopped' | 'OpenAccepted' | 'OpenEnded' | 'OverdueSessionEnded' | 'OverstayEnded' | 'PeopleNotified' | 'PopKeptFailing' | 'PopWorkedAgain' | 'PowerFellBack' | 'PowerFoundOff' | 'PowerRoseTooHigh' | 'RelayLetGo' | 'RelayStayedOn' | 'ReportedBroken' | 'ReportedUnsafe' | 'RoomBackInComfort' | 'RoomBecameCrowded' | 'RoomLeftComfort' | 'RoomMissedItsSetting' | 'RoomReachedItsSetting' | 'RunGotTooLong' | 'ServiceDoorClosed' | 'ServiceDoorOpened' | 'SessionEnded' | 'SessionRanLong' | 'SessionRanOver' | 'SessionStarted' | 'SlotBecameCritical' | 'SlotCooledDown' | 'SlotDisabled' | 'SlotEnabled' | 'SlotMadeSafe' | 'SlotOverheated' | 'SmokeDetected' | 'SmokeReset' | 'SpotFreed' | 'SpotOverstayed' | 'SpotTaken' | 'StockRanLow' | 'StockRefilled' | 'TamperDetected' | 'TamperEnded' | 'TankRanLow' | 'TankRefilled' | 'UseBegan' | 'UseEnded' | 'VoltageFellBack' | 'VoltageFellTooLow' | 'VoltageRoseBack' | 'VoltageRoseTooHigh' | 'WaterBecameImpure' | 'WaterBecamePure' | 'WaterCooledDown' | 'WaterOverheated' | 'WentOffline' | 'WentOnline' | 'WentStale' | 'WorkOrderRequested'
  /** district:node:device */
  device: string
  /** Where the device stood then: district:station. */
  station: string
  /** From 1; null for the device itself. */
  slot: number | null
  /** Who did it; null for what nobody did. */
  by?: string
  /** What they said, why, or why not. Of SessionEnded: FULL, REMOVED, DOOR_OPENED, MAINS_LOST or STOPPED. */
  text?: string
  /** The command that it happened to. */
  command?: string
}
export interface FirmwareCount {
  /** Of device. */
  kind: string
  /** As devices say at birth, and so the next two; null for those that say none. */
  maker: string | null
  model: string | null
  firmware: string | null
  /** How many. */
  devices: number
  /** When the first of them is known to have run it. */
  since: string | null
  /** How many of them say that they download or install another. */
  updating: number
  /** How many say that they tried in vain. */
  failed: number
  /** How many say that they went back to it. */
  rolledBack: number
}
export interface FirmwareView {
  /** What most devices run first; at most 1000. */
  versions: readonly FirmwareCount[]
  /** How many devices that is. */
  devices: number
}
/** What ten minutes of many devices were like. */
export interface FleetCell {
  /** When they began; a multiple of ten minutes. */
  at: string
  /** How many there were. */
  devices: number
  /** The most at a time that were silent; of several districts the sum of each one's. */
  offline: number
  /** The most at a time that were out of order or locked for safety; of several districts the sum of each one's. */
  faulty: number
  /** How many alarms were raised. */
  raised: number
}
export interface FleetView {
  /** The last 24 hours in stretches of ten minutes, the oldest first; none of when no server ran. Of the districts that the caller is for. */
  cells: readonly FleetCell[]
  /** Server time of this answer. */
  asOf: string
}
/** When a battery is expected to be full, by the paces at which it has been charging. */
export interface FullTimeView {
  earliest: string
  latest: string
}
/** Does it work? */
export type Health = 'DEGRADED' | 'FAULT' | 'OK'
/** What one field of a device did. */
export interface HistoryView {
  /** district:node:device */
  device: string
  field: string
  /** As the field's name says; null for counts, flags and texts. */
  unit: string | null
  /** The one that was asked for, or with auto the finest that fits into one answer. */
  resolution: Resolution
  /** Where days begin, by IANA name. */
  zone: string
  from: string
  to: string
  /** By time; stretches without a value are left out. */
  points: readonly PointView[]
  /** The cursor of the next page; null on the last. A page of raw points may be short, even empty, and not the last. */
  next: string | null
  /** The oldest time that is kept in this resolution, for any device; null when nothing is. */
  keptFrom: string | null
  /** What was acknowledged up to this server time is in the answer. */
  asOf: string
}
/** What became of a hold. The words stand in the journal and never change. */
export type HoldState = 'canceled' | 'expired' | 'held' | 'lost' | 'used'
export interface ImportReport {
  /** Nothing was changed; outcomes are what would have been. */
  dryRun: boolean
  /** How many rows are now, or would be. */
  enrolled: number
  /** How many were enrolled before. Nothing of them changes. */
  existing: number
  /** How many could not be; the others were all the same. */
  failed: number
  /** All rows, in their order. */
  rows: readonly ImportedRow[]
}
export interface ImportedRow {
  /** In the CSV, where the first is the header's; of a JSON array the element, from 1. */
  line: number
  /** enrolled, exists or failed. */
  outcome: string
  username: string | null
  /** Of a node that this request has enrolled. Shown this once. */
  password: string | null
  /** Why it failed, and what to do. */
  reason: string | null
  code?: RowFault
  /** What a sentence in another language has to name: a line, a district. */
  detail?: string
}
/** What the server does by itself about a critical alarm, step by step. */
export interface InterlockStepView {
  /** Where it does it; 0 for the device itself. */
  slot: number
  /** The code of the alarm that began it. */
  alarm: string
  /** In this order: the alarm; the power is cut; it is really off; the neighbours are stopped; doors are kept shut; people are told; a work order is asked for. */
  step: 'BEGAN' | 'CUT' | 'DOORS_KEPT_SHUT' | 'NEIGHBOURS_STOPPED' | 'PEOPLE_NOTIFIED' | 'POWER_OFF' | 'WORK_ORDER_REQUESTED'
  /** When it was taken; null until it is. */
  at: string | null
  /** NOT_NEEDED: the device did it by itself. FAILED is for people to see to. */
  state: 'AWAITED' | 'DONE' | 'FAILED' | 'NOT_NEEDED'
}
export type JsonObject = Readonly<Record<string, boolean | number | string>>
export interface KindKpiView {
  kind: string
  devices: number
  /** Share of the time, maintenance left out, in which they spoke and were in order, 0 to 1; null when nothing is known. */
  availability: number | null
  /** Of all of them together. */
  downSeconds: number
  /** Of all of them together. */
  maintenanceSeconds: number
  /** From the beginning of a silence or fault to its end, of those that ended. */
  repair: DurationsView
  /** From a device's last word until it was called offline; where its connection told of the end at once there is nothing to detect. */
  detection: DurationsView
  /** For each hour from the beginning of the question the share of slots or spots that was taken, 0 to 1, null where nothing was known; empty for a kind without. */
  occupancy: readonly (number | null)[]
}
/** A district's figures over a stretch of time, all of them computed from the event log. */
export interface KpiView {
  district: string
  from: string
  to: string
  /** False when there were more events than one answer looks at; then the figures are of the later part. */
  complete: boolean
  kinds: readonly KindKpiView[]
  /** What was acknowledged up to this server time is in the answer. */
  asOf: string
}
export interface MessagePage {
  /** The newest first. */
  messages: readonly MessageView[]
  /** What was acknowledged up to this server time is in the answer. */
  asOf: string
}
/** A message as it was understood. */
export interface MessageView {
  /** When it counts, server time. */
  at: string
  /** The life of the device in which it was sent. */
  boot: string
  seq: number
  /** It came out of order. */
  late: boolean
  /** By their names on the wire; null where the sensor had no value. */
  fields: JsonObject
}
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
export interface NewTokenView {
  name: string
  /** 256 random bits, for the header 'Authorization: Bearer …'. Shown this once; the server keeps a hash. */
  token: string
  /** Null: until it is revoked. */
  until: string | null
}
export interface NodeCredentials {
  /** What the node logs in with over MQTT: district/node. */
  username: string
  /** 128 random bits. Shown this once; the server keeps a hash. */
  password: string
}
export interface NodePage {
  nodes: readonly NodeView[]
  /** How many nodes the question matches. */
  total: number
  /** The cursor of the next page; null on the last. */
  next: string | null
}
export interface NodeView {
  /** district:node */
  id: string
  /** What it logs in with over MQTT. */
  username: string
  /** It has a password. One that is not enrolled may still have devices: of an earlier time, or because nodes enrol themselves here. */
  enrolled: boolean
  /** Nothing lets it in until it is enabled. */
  disabled: boolean
  /** Until when the password before the last is good as well, unless the last is used earlier; null when there is one password. */
  oldPasswordUntil: string | null
  /** Until when a code can be used to claim it; null without one. */
  claimUntil: string | null
  /** What it carried at its last birth: district:node:device. */
  devices: readonly string[]
}
export interface OpenSessionView {
  number: number
  name: string
  from: string
  /** As the browser calls itself. */
  agent: string
  openedAt: string | null
  /** A quarter of an hour more or less. */
  usedAt: string | null
  /** It is the one that asks. */
  current: boolean
}
export interface OperatorPage {
  /** By name. */
  operators: readonly OperatorView[]
}
export interface OperatorView {
  name: string
  role: 'administrator' | 'operator' | 'viewer'
  /** Where; null for everywhere. */
  districts: readonly string[] | null
  /** Keeps the password and is not let in. */
  disabled: boolean
  /** False until they used their code. */
  hasPassword: boolean
  /** Until when the code can be used; null without one. */
  codeUntil: string | null
  madeAt: string | null
}
/** A raw value, or what a stretch of time had. */
export interface PointView {
  /** When it was reported, or when the stretch begins. */
  t: string
  /** A raw number or text, flags as 0 and 1; absent where the sensor had no value. */
  v?: boolean | number | string
  min?: number
  max?: number
  mean?: number
  /** The value that was reported last. */
  last?: number
  /** How many values. */
  count?: number
}
export interface Position {
  latitude: number
  longitude: number
}
/** Why a request was not answered, as RFC 9457 has it. */
export interface ProblemBody {
  /** Names the kind of problem for ever; the last part is Code. */
  type: string
  title: string
  status: number
  /** What happened, and what to do. */
  detail: string
  /** The path that was asked. */
  instance: string
  code: string
  /** Find it in the server's log. */
  traceId: string
  /** What is wrong, by parameter or by field of the body. */
  errors?: Readonly<Record<string, readonly string[]>>
}
/** What riders and other systems are told, in OCPI's words. */
export type PublicStatus = 'AVAILABLE' | 'BLOCKED' | 'CHARGING' | 'INOPERATIVE' | 'OUTOFORDER' | 'PLANNED' | 'REMOVED' | 'RESERVED' | 'UNKNOWN'
export interface QuarantinePage {
  /** How many there were since the server started; only the last ones are kept. */
  total: number
  /** Newest first. */
  entries: readonly QuarantineView[]
}
export interface QuarantineView {
  /** Server time. */
  at: string | null
  /** One of a closed set, as the metrics count them. */
  reason: string
  topic: string
  /** The MQTT client id. */
  client: string
  detail: string
  /** As text, its first 512 bytes. */
  payload: string
}
/** A rider's place in a queue. */
export interface QueueView {
  /** district:station */
  station: string
  need: string
  /** 1 for whom the next is held; 0 for who does not wait. */
  position: number
  /** How many do. */
  waiting: number
  offer?: ReservationView
}
export interface ReportPage {
  /** The newest first. */
  reports: readonly ReportView[]
  /** How many the question matches. */
  total: number
  /** Of the stations of these reports, by id and language tag. */
  stationNames: Readonly<Record<string, Readonly<Record<string, string>>>>
  /** The cursor of the next page; null on the last. */
  next: string | null
}
export type ReportReason = 'broken' | 'dirty' | 'door_stuck' | 'no_power' | 'no_water' | 'occupied_by_other' | 'other' | 'unsafe'
/** What became of what riders reported. What a rider wrote, and who answered, is told to operators alone. */
export interface ReportView {
  /** Its number, as people say it. */
  ticket: string
  /** district:station */
  station: string
  /** district:node:device; null for the station itself. */
  device: string | null
  /** The door, hole or port; 0 for the appliance itself. */
  slot: number
  reason: ReportReason
  state: TicketState
  /** When it was reported first. */
  at: string | null
  /** How many reported it; each keeps credit. */
  reporters: number
  /** When it was answered, or when somebody used it and so showed that it works. */
  closedAt: string | null
  /** What the riders are told. */
  answer: string | null
  /** There is a photo of it. */
  photo: boolean
  text?: string
  by?: string
}
export interface ReportedView {
  /** The version that it speaks of. */
  version: number
  /** By name; the unit is in the name. */
  values: JsonObject
  /** Why it does not take that version; null when it does. */
  refused: string | null
  at: string
}
/** Something that is kept free for one rider. */
export interface ReservationView {
  /** district:node:device:hold */
  id: string
  /** district:station */
  station: string
  /** district:node:device */
  device: string
  /** Of the device. */
  name: string
  /** The number on its door, hole or port; null where all of it is held. */
  slot: number | null
  /** held, until somebody uses it (used), gives it back (canceled), does not come (expired), or it cannot be used any more (lost). */
  state: HoldState
  /** It was offered to the first who waited, and is held for a short while only. */
  offer: boolean
  since: string
  until: string
  /** The slot that was held before and cannot be used any more. */
  movedFrom?: number
  /** It takes the place of what was held there and cannot be used any more: district:node:device. */
  instead?: string
  /** Whoever shows it, in the header X-Claim, may give it back. Told to the rider alone. */
  claim?: string
}
/** How fine an answer is, the finest first. */
export type Resolution = 'day' | 'hour' | 'minute' | 'raw'
/** What a rider has: one of both at most. */
export interface RiderView {
  reservation: ReservationView | null
  queue: QueueView | null
  /** Nothing is held for a rider until then who did not come three times. */
  refusedUntil: string | null
}
export interface RotatedCredentials {
  username: string
  password: string
  /** Until when the old one is good as well, unless the new one is used earlier. */
  oldPasswordUntil: string
}
export type RowFault = 'bad_name' | 'bad_value' | 'changed_meanwhile' | 'foreign_district' | 'name_needed' | 'no_such_device' | 'no_such_setting' | 'not_durable' | 'same_as_line' | 'wrong_cells' | 'wrong_form'
export interface SecurityEventPage {
  /** The newest first. */
  events: readonly SecurityEventView[]
  /** The cursor of the next, older page; null on the last. */
  next: string | null
}
export interface SecurityEventView {
  /** Server time. */
  at: string | null
  /** What was done or tried. */
  act: string
  /** How it went. */
  outcome: string
  /** As it is known, or as it called itself if it was not let in. */
  who: string
  /** The address it came from; empty for what the server did by itself. */
  from: string
  /** Topic, filter, client id, node. */
  detail: string
}
export interface SessionPage {
  /** The last that was used first. */
  sessions: readonly OpenSessionView[]
}
/** Who is signed in. */
export interface SessionView {
  name: string
  /** What they may: a viewer reads, an operator also acts, an administrator also says who may come in. */
  role: 'administrator' | 'operator' | 'viewer'
  /** Where; null for everywhere. */
  districts: readonly string[] | null
  /** An account's; or a token's; or the operator token's, which ends with the first account. */
  kind: 'account' | 'operator_token' | 'token'
  /** When the session ends however much it is used; null without one. */
  until: string | null
}
/** Something that can be set: a number from least to most, or one of some words. */
export interface SettingView {
  /** With its unit at the end. */
  name: string
  least?: number
  most?: number
  words?: readonly string[]
}
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
  /** Until when it is held for somebody. */
  reservedUntil?: string
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
/** What is held for riders here. */
export interface TermsView {
  /** How long; 0: nothing is held, nobody can wait, and pages do not offer it. */
  holdSeconds: number
  /** How long for the first of those who wait. */
  offerSeconds: number
}
export type TicketState = 'OPEN' | 'REJECTED' | 'RESOLVED' | 'USED_SINCE'
export interface TokenPage {
  /** By name. */
  tokens: readonly TokenView[]
}
export interface TokenView {
  name: string
  role: 'administrator' | 'operator' | 'viewer'
  /** Where; null for everywhere. */
  districts: readonly string[] | null
  madeBy: string
  madeAt: string | null
  /** Null: until it is revoked. */
  until: string | null
}
/** How much a device needs a person, the most urgent first. */
export type Urgency = 'aside' | 'attention' | 'fault' | 'offline' | 'ok' | 'safety' | 'stale'
/** How many devices need a person how much. */
export interface UrgencyCounts {
  safety: number
  fault: number
  offline: number
  stale: number
  attention: number
  ok: number
  aside: number
}
/** Does somebody use it? */
export type Use = 'BLOCKED' | 'CHARGING' | 'FINISHED' | 'FREE' | 'OCCUPIED' | 'OPENING' | 'RESERVED' | 'UNKNOWN'
