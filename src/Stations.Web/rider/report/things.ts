import type { Device } from '../../live/api'
import { fill, type Words } from '../../locale'
import { nameOf } from '../station/state'
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

export interface Thing {
  /** Null for the station itself. */
  device: Device | null
  /** The number on its door; 0 for all of it. */
  slot: number
}

export function calledOf({ device, slot }: Thing, devices: readonly Device[], words: Words): string {
  return (device ? nameOf(device, devices, words) : words.reportStation) + (slot > 0 ? ` · ${fill(words.door, slot)}` : '')
}

/** What can be wrong with it; `null` is the station itself. */
export const reasonsFor = (device: Device | null): readonly Reason[] => ['broken', ...(device ? more[device.kind] ?? [] : []), ...always.slice(1)]
