/** The server's shapes by the names that the pages use. What they hold stands in `contract.ts`, which is made from the server's own description. */
import type { DeviceView, NeedsView, NeedView } from './contract'

export type {
  Admin, AlarmsView as Alarms, AlarmView as Alarm, Connection, DeviceView as Device, FullTimeView as FullTime, Health, NeedView as Need, Position, PublicStatus as Status,
  QueueView as Waiting, ReservationView as Reservation, Severity, SlotView as Slot, SnapshotView as Snapshot, StationView as Station, StatusReason as Reason, Urgency, Use,
} from './contract'

export type Lang = 'zh-CN' | 'en'
/** By language tag. */
export type Text = Readonly<Record<string, string>>
export type Confidence = NeedView['confidence']
export type NeedName = keyof NeedsView
export type Value = DeviceView['values'][string] | null
