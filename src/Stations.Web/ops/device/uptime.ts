import type { Connection } from '../../live/api'
import type { EventView } from '../../live/contract'
import type { Tone } from '../../look/Mark'

const states: Record<string, Connection> = { WentOnline: 'ONLINE', WentStale: 'STALE', WentOffline: 'OFFLINE' }
const worst: Record<Connection, number> = { ONLINE: 0, STALE: 1, OFFLINE: 2 }
const tones: Record<Connection, Tone> = { ONLINE: 'free', STALE: 'busy', OFFLINE: 'bad' }

export interface Stretch {
  from: number
  to: number
  /** Null before the first that is known. */
  state: Connection | null
}

/** Its connection over a time, from what happened in it and what is now; before the first event it was what that event ended, if that can be told. */
export function stretchesOf(events: readonly EventView[], now: Connection, from: number, to: number): Stretch[] {
  const changes = events.flatMap(({ kind, at }) => (states[kind] ? [{ at: Date.parse(at), state: states[kind] }] : [])).filter(({ at }) => at > from && at < to).sort((a, b) => a.at - b.at)
  const before = (state: Connection): Connection | null => (state === 'STALE' ? 'ONLINE' : state === 'OFFLINE' ? 'ONLINE' : null)
  const stretches: Stretch[] = []
  let state = changes[0] ? before(changes[0].state) : now
  let at = from
  for (const change of changes) {
    stretches.push({ from: at, to: change.at, state })
    ;({ at, state } = change)
  }
  stretches.push({ from: at, to, state })
  return stretches
}

/** The time in equal cells, each by the worst of it. */
export function cellsOf(stretches: readonly Stretch[], from: number, to: number, count: number): Tone[] {
  const width = (to - from) / count
  return Array.from({ length: count }, (_, n) => {
    const [begin, end] = [from + n * width, from + (n + 1) * width]
    const within = stretches.filter(one => one.from < end && one.to > begin).map(one => one.state)
    const known = within.filter(state => state !== null)
    return known.length === 0 ? 'none' : tones[known.reduce((a, b) => (worst[a] >= worst[b] ? a : b))]
  })
}

/** How much of the time is known, in milliseconds, and the share of that in which it was online or merely late; null when nothing is known. */
export function uptimeOf(stretches: readonly Stretch[]): { known: number; share: number } | null {
  const sum = (of: (state: Connection) => boolean) => stretches.reduce((total, { from, to, state }) => total + (state && of(state) ? to - from : 0), 0)
  const known = sum(() => true)
  return known > 0 ? { known, share: sum(state => state !== 'OFFLINE') / known } : null
}
