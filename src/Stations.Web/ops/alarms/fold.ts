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
const byNeed = (a: Alarm, b: Alarm) =>
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

const silences = ['NODE_OFFLINE', 'SITE_OFFLINE']
const shortages = ['STOCK_LOW', 'ITEM_SHORT', 'ITEM_EXPIRED', 'TANK_LOW']

/** What needs a person now, by what it is about; what is quiet, over, or grave enough only for the list of alarms, is left out. */
export function needing(alarms: readonly Alarm[]): Record<'dangers' | 'silent' | 'short' | 'major', Alarm[]> {
  const needs: ReturnType<typeof needing> = { dangers: [], silent: [], short: [], major: [] }
  for (const one of alarms) {
    if (isQuiet(one) || isOver(one)) continue
    if (isDanger(one) || one.station === null) needs.dangers.push(one)
    else if (silences.includes(one.code)) needs.silent.push(one)
    else if (shortages.includes(one.code)) needs.short.push(one)
    else if (one.severity === 'MAJOR' && !one.acknowledged) needs.major.push(one)
  }
  return needs
}

/** It only waits for somebody to say that they have seen it. A danger is over when somebody has been there. */
export const isOver = (alarm: Alarm) => alarm.status === 'CLEARED' && !isDanger(alarm)

/** Nobody is called about it now. A danger is never quiet, whatever is said of it. */
export const isQuiet = (alarm: Alarm) => alarm.quiet !== null && !isDanger(alarm)
