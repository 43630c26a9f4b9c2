import type { Device } from '../../live/api'
import type { Reason } from './outbox'

const always: readonly Reason[] = ['broken', 'dirty', 'unsafe', 'other']
const more: Partial<Record<Device['kind'], readonly Reason[]>> = {
  charging_cabinet: ['door_stuck', 'no_power', 'occupied_by_other'],
  socket_pile: ['no_power', 'occupied_by_other'],
  power_bank_cabinet: ['door_stuck', 'no_power'],
  water_cooler: ['no_water', 'no_power'],
  microwave: ['door_stuck', 'no_power'],
  air_conditioner: ['no_power'],
  love_fridge: ['door_stuck', 'no_power'],
  medicine_kit: ['door_stuck'],
  parking_spot: ['occupied_by_other'],
  parking_area: ['occupied_by_other'],
}

/** Its doors are what a rider stands before; of other kinds nobody tells the parts apart. */
const doored: readonly Device['kind'][] = ['charging_cabinet', 'socket_pile', 'power_bank_cabinet']

export const doorsOf = ({ kind, slots }: Device): readonly number[] => (doored.includes(kind) ? (slots ?? []).map(({ number }) => number) : [])

/** What can be wrong with it; `null` is the station itself. */
export const reasonsFor = (device: Device | null): readonly Reason[] => ['broken', ...(device ? more[device.kind] ?? [] : []), ...always.slice(1)]
