import type { EventView } from '../../live/contract'

export type Axis = 'connection' | 'health' | 'safety' | 'admin' | 'use'

/** What each axis last changed by. */
const kinds: Record<Axis, readonly string[]> = {
  connection: ['WentOnline', 'WentStale', 'WentOffline'],
  health: ['FaultBegan', 'FaultEnded', 'MainsLost', 'MainsRestored', 'FloodDetected', 'FloodDried', 'LeakDetected', 'LeakStopped'],
  safety: ['SmokeDetected', 'ExtinguisherFired', 'LeakageTripped'],
  admin: ['MaintenanceBegan', 'MaintenanceEnded'],
  use: ['SpotTaken', 'SpotFreed'],
}

/** Epoch milliseconds of the newest event of each axis; the device's own, not its slots'. */
export function sinceOf(events: readonly EventView[]): Partial<Record<Axis, number>> {
  const since: Partial<Record<Axis, number>> = {}
  for (const { kind, at, slot } of events) {
    for (const [axis, told] of Object.entries(kinds) as [Axis, readonly string[]][]) {
      if (slot === null && told.includes(kind)) since[axis] = Math.max(since[axis] ?? 0, Date.parse(at))
    }
  }
  return since
}
