import type { Alarm } from '../../live/api'

/** What may hurt somebody: never folded, never shelved, always on top. */
export const isDanger = ({ severity, device, code }: Alarm) => severity === 'CRITICAL' && (device !== null || code === 'SITE_OFFLINE')

/** An alarm, and those of the same appliance that lie behind it. */
export interface Folded {
  alarm: Alarm
  behind: readonly Alarm[]
}

const ranks = { CRITICAL: 0, MAJOR: 1, MINOR: 2, WARNING: 3 }
const since = (alarm: Alarm) => Date.parse(alarm.since ?? '') || 0

/** The server's own first, then the gravest, then what nobody has seen, then the newest. */
export const byNeed = (a: Alarm, b: Alarm) =>
  Number(a.station !== null) - Number(b.station !== null)
  || ranks[a.severity] - ranks[b.severity]
  || Number(a.acknowledged) - Number(b.acknowledged)
  || since(b) - since(a)
  || (a.id < b.id ? -1 : 1)

/** One line for each appliance, the gravest of its alarms in front. A danger stands alone, in front of all. */
export function fold(alarms: readonly Alarm[]): Folded[] {
  const lines = new Map<string, Alarm[]>()
  for (const alarm of [...alarms].sort(byNeed)) {
    const key = isDanger(alarm) || alarm.device === null ? alarm.id : alarm.device
    const line = lines.get(key)
    if (line) line.push(alarm)
    else lines.set(key, [alarm])
  }
  return [...lines.values()].map(([alarm, ...behind]) => ({ alarm: alarm!, behind }))
}

/** Nobody is called about it now. A danger is never quiet, whatever is said of it. */
export const isQuiet = (alarm: Alarm) => alarm.quiet !== null && !isDanger(alarm)
