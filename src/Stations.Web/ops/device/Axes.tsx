import type { Device } from '../../live/api'
import type { EventPage } from '../../live/contract'
import { State, type Tone } from '../../look/Mark'
import { useSpeech } from '../../locale'
import { clockTime } from '../../look/time'
import { useAsk, withQuery } from '../ask'
import { becauseOf } from '../because'
import { useOpsWords } from '../locale'
import { adminTones, connectionTones, faded, healthTones, statusTones, useTones } from '../tones'
import { sinceOf } from './since'

interface Props {
  device: Device
  now: number
  doubtful: boolean
}

/** The four axes and the one public word that they become, each with since when, where the log tells. */
export function Axes({ device, now, doubtful }: Props) {
  const ops = useOpsWords()
  const { words } = useSpeech()
  const events = useAsk<EventPage>(withQuery(`/devices/${encodeURIComponent(device.id)}/events`, { limit: 200 }), 10_000)
  const since = sinceOf(events.data?.events ?? [])
  const because = becauseOf(device)
  const seen = (tone: Tone) => (doubtful ? faded(tone) : tone)
  const axes: [name: string, tone: Tone, word: string, since: number | undefined][] = [
    [ops.columns.connection, connectionTones[device.connection], ops.connections[device.connection], since.connection],
    [ops.columns.health, device.safety ? 'bad' : seen(healthTones[device.health]), device.safety ? ops.safety : ops.healths[device.health], device.safety ? since.safety : since.health],
    [ops.columns.admin, adminTones[device.admin], ops.admins[device.admin], since.admin],
    [ops.columns.use, seen(useTones[device.use]), ops.uses[device.use], since.use],
    [ops.columns.status, seen(statusTones[device.status]), ops.statuses[device.status], undefined],
  ]
  return (
    <dl class="axes">
      {axes.map(([name, tone, word, at]) => (
        <div key={name} class={tone}>
          <dt>{name}</dt>
          <dd>
            <State tone={tone}>{word}</State>
            {at !== undefined && <small>{ops.since(clockTime(at, now))}</small>}
            {name === ops.columns.status && because && <small>{words.reasons[because]}</small>}
          </dd>
        </div>
      ))}
    </dl>
  )
}
