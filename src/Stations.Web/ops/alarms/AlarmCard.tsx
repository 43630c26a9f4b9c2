import { useState } from 'preact/hooks'
import type { Alarm, Severity, Text } from '../../live/api'
import { useSpeech } from '../../locale'
import { Mark, type Tone } from '../../look/Mark'
import { clockTime } from '../../look/time'
import { useOpsWords } from '../locale'
import { mayAct } from '../may'
import { useSession } from '../session'
import { nodeOf } from '../words/ids'
import { duration } from '../words/numbers'
import { Act, ofAlarm, type Verb } from './acts'
import { type Folded, isDanger } from './fold'
import { stepsOf } from './interlock'

export const severityTones: Record<Severity, Tone> = { CRITICAL: 'bad', MAJOR: 'bad', MINOR: 'busy', WARNING: 'none' }

interface Props {
  line: Folded
  names: Readonly<Record<string, Text>>
  now: number
  /** Something was done: what is shown may be old. */
  done(): void
}

/** What an alarm is about, in words. */
export function useAlarmName(names: Props['names']): (alarm: Alarm) => string {
  const { say } = useSpeech()
  const ops = useOpsWords()
  return ({ code, name, slot, station, id, device }) => [
    ops.alarm[code] ?? code,
    name || device || (id.startsWith('server:') ? ops.server : code === 'NODE_OFFLINE' ? nodeOf(id) : ''),
    slot > 0 && ops.slot(slot),
    station && (say(names[station] ?? null) || station),
  ].filter(Boolean).join(' · ')
}

/** Where what it is about can be looked at: the appliance, or all those of a node or station that are silent. */
const placeOf = ({ id, code, device, station }: Alarm) =>
  device ? `/ops/devices/${device}` : `/ops/devices?search=${encodeURIComponent(code === 'NODE_OFFLINE' ? `${nodeOf(id)}:` : station!)}`

export function AlarmCard({ line: { alarm, behind }, names, now, done }: Props) {
  const ops = useOpsWords()
  const called = useAlarmName(names)
  const session = useSession()
  const [verb, setVerb] = useState<Verb | null>(null)
  const since = alarm.since ? Date.parse(alarm.since) : null
  const lasted = since === null ? '' : duration(Math.max(0, (alarm.clearedAt ? Date.parse(alarm.clearedAt) : now) - since) / 1_000, ops.units)
  const danger = isDanger(alarm)
  const facts = [
    since !== null && ops.sinceFor(clockTime(since, now), lasted),
    alarm.status === 'CLEARED' && ops.cleared,
    alarm.flapping && ops.flapping,
    alarm.devices > 1 && ops.covers(alarm.devices),
    alarm.escalation > 0 && ops.escalated(alarm.escalation),
    alarm.quiet && !danger && ops.quiet[alarm.quiet],
    alarm.shelvedUntil && ops.until(clockTime(Date.parse(alarm.shelvedUntil), now)),
    alarm.acknowledged && (alarm.acknowledgedBy ? ops.acknowledgedBy(alarm.acknowledgedBy) : ops.acknowledged),
    alarm.assignee && ops.assignedTo(alarm.assignee),
    alarm.device && !alarm.written && ops.notWritten,
    alarm.detail,
  ].filter(Boolean)
  const verbs: Verb[] = alarm.station === null || !mayAct(session) ? [] : [
    ...(alarm.acknowledged ? [] : ['acknowledge' as const]), 'assign', 'comment', ...(danger ? ['reset' as const] : ['shelve' as const]),
  ]
  return (
    <li class={`alarm ${severityTones[alarm.severity]}${danger ? ' danger' : ''}${alarm.acknowledged ? ' seen' : ''}`} data-alarm={alarm.id}>
      <div class="what" role={danger && !alarm.acknowledged ? 'alert' : undefined}>
        <h3>
          <span class={`state ${severityTones[alarm.severity]}`}><Mark tone={severityTones[alarm.severity]} />{ops.severities[alarm.severity]}</span>
          {alarm.station ? <a href={placeOf(alarm)}>{called(alarm)}</a> : called(alarm)}
        </h3>
        <p class="quiet">{facts.join(' · ')}</p>
        {alarm.comment && <p class="said">“{alarm.comment}”</p>}
        {danger && <Steps alarm={alarm} />}
        {behind.length > 0 && (
          <details>
            <summary>{ops.behind(behind.length)}</summary>
            <ul>{behind.map(one => <li key={one.id}>{ops.severities[one.severity]} · {called(one)}</li>)}</ul>
          </details>
        )}
      </div>
      {verbs.length > 0 && (
        <div class="go">
          {verbs.map(one => (
            <button key={one} type="button" class={`button${one === 'acknowledge' && danger ? ' main grave' : ''}`} onClick={() => setVerb(one)}>{one === 'acknowledge' && danger ? ops.mine : ops.acts[one]}</button>
          ))}
        </div>
      )}
      {verb && <Act verb={verb} subject={ofAlarm(alarm, called(alarm))} close={() => setVerb(null)} done={done} />}
    </li>
  )
}

/** What has been proven since a danger was raised, as steps. */
function Steps({ alarm }: { alarm: Alarm }) {
  const ops = useOpsWords()
  return (
    <ol class="steps" aria-label={ops.proven}>
      {stepsOf(alarm).map(({ step, state, tone, after }) => (
        <li key={step} class={tone}>
          <Mark tone={tone} />
          {ops.steps[step][state]}
          {after !== undefined && ` ${after < 0.1 ? '< 0.1' : after < 60 ? after.toFixed(1) : ''}${after < 60 ? `\u00a0${ops.units.s}` : duration(after, ops.units)}`}
        </li>
      ))}
    </ol>
  )
}
