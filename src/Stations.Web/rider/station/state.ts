import type { Device, Reason, Slot, Status } from '../../live/api'
import { freshness, type Freshness, type Reported } from '../../look/age'
import type { Tone } from '../../look/Mark'
import { fill, type Words } from '../../locale'
import { minutesUntil } from '../figure'

/** How a device and its slots are told to riders. The server has the same rules: `Pages/DoorPage.cs`. */
export const reportedOf = (device: Device): Reported => ({ ...device, lost: device.connection === 'OFFLINE' })

export const freshnessOf = (device: Device, now: number): Freshness => freshness(reportedOf(device), now)

export function toneOf(status: Status, age: Freshness): Tone {
  if (age === 'silent') return 'none'
  switch (status) {
    case 'AVAILABLE':
      return age === 'unconfirmed' ? 'none' : 'free'
    case 'CHARGING':
    case 'RESERVED':
      return age === 'unconfirmed' ? 'none' : 'busy'
    case 'BLOCKED':
    case 'INOPERATIVE':
    case 'OUTOFORDER':
      return 'bad'
    default:
      return 'none'
  }
}

/** A safety lock is told however old it is. */
export const toneOfDevice = (device: Device, age: Freshness): Tone => (device.safety ? 'bad' : toneOf(device.status, age))

export function wordOf(device: Device, age: Freshness, words: Words): string {
  return device.safety ? words.safety : words.statuses[age === 'silent' ? 'UNKNOWN' : device.status]
}

/** It lends charged batteries, and charges nobody's own. */
export const swaps = (device: Device): boolean => device.kind === 'charging_cabinet' && device.values.mode === 'swap'

export function wordOfSlot(slot: Slot, age: Freshness, now: number, words: Words, swap = false): string {
  if (age === 'silent' || slot.status === 'UNKNOWN') return words.statuses.UNKNOWN
  if (slot.status === 'OUTOFORDER' || slot.status === 'INOPERATIVE') return words.statuses[slot.status]
  if (swap && slot.use === 'FREE') return words.swap.ready
  if (swap && slot.use === 'OCCUPIED' && slot.chargePercent === null) return words.swap.empty
  const minutes = slot.use === 'CHARGING' ? minutesUntil(slot.fullAt, now) : null
  return minutes === null ? words.uses[slot.use] : fill(words.fullIn, minutes)
}

/** Riders, what it failed to do, or that nobody uses it, speak against its word. */
export const isDoubt = (reason: Reason): boolean => reason === 'REPORTED' || reason === 'FAILED' || reason === 'UNUSED'

/** Why its word is what it is, where the word does not say it already; or why it is not to be trusted. */
export function becauseOf(reason: Reason, age: Freshness, words: Words): string | null {
  return age !== 'silent' && (isDoubt(reason) || reason === 'CLOCK_SUSPECT' || reason === 'NOT_TOLD') ? words.reasons[reason] : null
}

/** What tells most about its kind; its word where there is nothing to tell. */
export function detailOf(device: Device, age: Freshness, words: Words): string {
  const word = wordOf(device, age, words)
  if (age === 'silent' || device.safety || (device.status !== 'AVAILABLE' && device.status !== 'CHARGING')) return word
  const { values } = device
  const told = (text: string, field: string) => typeof values[field] === 'number' && fill(text, Math.round(values[field]))
  const mode = typeof values.mode === 'string' && values.mode in words.modes ? words.modes[values.mode as keyof Words['modes']] : null
  const parts = device.kind === 'water_cooler' ? [mode, told(words.hot, 'hot_c'), told(words.cold, 'cold_c'), values.tank_low === true && words.tankLow]
    : device.kind === 'station' ? [fill(words.freeOf, device.free, device.total), told(words.room, 'temperature_c')]
    : device.kind === 'love_fridge' ? [device.status === 'CHARGING' ? words.empty : told(words.stock, 'stock'), told(words.cold, 'temperature_c')]
    : device.kind === 'air_conditioner' ? [mode, told(words.set, 'set_c'), told(words.room, 'temperature_c')]
    : device.kind === 'power_bank_cabinet' ? [fill(words.toBorrow, device.free, device.total)]
    : device.kind === 'socket_pile' ? [fill(words.freeOf, device.free, device.total)]
    : []
  return parts.filter(Boolean).join(' · ') || word
}

/** Its kind, and its number where there are several of that kind. */
export function nameOf(device: Device, devices: readonly Device[], words: Words): string {
  const alike = devices.filter(other => other.kind === device.kind && swaps(other) === swaps(device))
  const name = swaps(device) ? words.swap.cabinet : words.kinds[device.kind]
  return alike.length === 1 ? name : `${name} ${alike.indexOf(device) + 1}`
}
