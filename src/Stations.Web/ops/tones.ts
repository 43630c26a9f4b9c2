import type { Admin, Connection, Health, Status, Urgency, Use } from '../live/api'
import type { Tone } from '../look/Mark'

/** Good news that nobody has confirmed lately is no news; bad news stays. */
export const faded = (tone: Tone): Tone => (tone === 'free' ? 'none' : tone)

export const connectionTones: Record<Connection, Tone> = { ONLINE: 'free', STALE: 'busy', OFFLINE: 'none' }
export const healthTones: Record<Health, Tone> = { OK: 'free', DEGRADED: 'busy', FAULT: 'bad' }
export const adminTones: Record<Admin, Tone> = { IN_SERVICE: 'free', MAINTENANCE: 'busy', DISABLED: 'bad', PLANNED: 'none', REMOVED: 'none' }
export const useTones: Record<Use, Tone> = {
  FREE: 'free', RESERVED: 'busy', OPENING: 'busy', OCCUPIED: 'busy', CHARGING: 'busy', FINISHED: 'busy', BLOCKED: 'bad', UNKNOWN: 'none',
}
export const statusTones: Record<Status, Tone> = {
  AVAILABLE: 'free', CHARGING: 'busy', RESERVED: 'busy', BLOCKED: 'bad', INOPERATIVE: 'bad', OUTOFORDER: 'bad', PLANNED: 'none', REMOVED: 'none', UNKNOWN: 'none',
}

/** The most urgent first. */
export const urgencies = ['safety', 'fault', 'offline', 'stale', 'attention', 'ok', 'aside'] as const satisfies readonly Urgency[]
export const urgencyTones: Record<Urgency, Tone> = { safety: 'bad', fault: 'bad', offline: 'none', stale: 'busy', attention: 'busy', ok: 'free', aside: 'none' }
