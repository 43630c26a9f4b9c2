import type { Device } from '../live/api'
import type { Tone } from '../look/Mark'

/** How much a device needs a person, most urgent first. */
export const levels = ['safety', 'fault', 'offline', 'stale', 'attention', 'ok', 'aside'] as const
export type Level = (typeof levels)[number]

export const levelTones: Record<Level, Tone> = { safety: 'bad', fault: 'bad', offline: 'none', stale: 'busy', attention: 'busy', ok: 'free', aside: 'none' }

/** A safety lock outranks all; what somebody took out of service on purpose is not an exception, whatever else is wrong with it. */
export function levelOf(device: Device): Level {
  if (device.safety) return 'safety'
  if (device.admin !== 'IN_SERVICE') return 'aside'
  if (device.health === 'FAULT') return 'fault'
  if (device.connection === 'OFFLINE') return 'offline'
  if (device.connection === 'STALE') return 'stale'
  return device.health !== 'OK' || device.use === 'BLOCKED' || device.clockSuspect ? 'attention' : 'ok'
}
