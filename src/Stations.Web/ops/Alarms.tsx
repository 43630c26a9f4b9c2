import type { Alarm } from '../live/api'
import type { Board } from '../live/board'
import { clockTime } from '../look/time'
import { useSpeech } from '../locale'
import { useOpsWords } from './locale'

/** As many as leave the table in sight. */
const mostShown = 6

/** The gravest alarms, above everything else, whether they are saved yet or not. */
export function Alarms({ board: { alarms, stations }, now }: { board: Board; now: number }) {
  const { say } = useSpeech()
  const ops = useOpsWords()
  if (alarms.total === 0) return null
  const shown = alarms.alarms.slice(0, mostShown)
  const line = ({ code, station, name, slot, since, device, status, acknowledged, flapping, quiet, written }: Alarm) => [
    ops.alarm[code] ?? code,
    station && (say(stations.get(station)?.name ?? null) || station),
    name,
    slot > 0 && ops.slot(slot),
    since && ops.since(clockTime(Date.parse(since), now)),
    status === 'CLEARED' && ops.cleared,
    acknowledged && ops.acknowledged,
    flapping && ops.flapping,
    quiet && ops.quiet[quiet],
    device && !written && ops.notWritten,
  ].filter(Boolean).join(' · ')
  return (
    <section class="alarms" role="alert">
      <h2>
        <svg viewBox="0 0 16 16" aria-hidden="true">
          <path d="M8 1.5 15 14H1z" fill="none" stroke="currentColor" stroke-width="1.6" stroke-linejoin="round" />
          <path d="M8 6v4M8 11.2v1.2" stroke="currentColor" stroke-width="1.6" />
        </svg>
        {ops.alarms(alarms.total)}
      </h2>
      <ul>
        {shown.map(alarm => <li key={alarm.id}>{line(alarm)}</li>)}
      </ul>
      {alarms.total > shown.length && <p>{ops.moreAlarms(alarms.total - shown.length)}</p>}
    </section>
  )
}
