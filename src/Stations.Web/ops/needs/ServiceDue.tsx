import { useState } from 'preact/hooks'
import type { Alarm } from '../../live/api'
import { Act, ofAlarm } from '../alarms/acts'
import { useOpsWords } from '../locale'
import { mayAct } from '../may'
import { useSession } from '../session'
import { duration } from '../words/numbers'

interface Props {
  alarm: Alarm
  name: string
  /** Epoch milliseconds. */
  since: number
  now: number
  done(): void
}

/** A danger to which the server asked somebody to come, and nobody goes. */
export function ServiceDue({ alarm, name, since, now, done }: Props) {
  const ops = useOpsWords()
  const session = useSession()
  const [assigning, setAssigning] = useState(false)
  return (
    <li class="alarm bad">
      <div class="what">
        <h3>{name}</h3>
        <p class="quiet">{ops.serviceDueMore(duration((now - since) / 1_000, ops.units))}</p>
      </div>
      {mayAct(session) && <div class="go"><button type="button" class="button" onClick={() => setAssigning(true)}>{ops.acts.assign}</button></div>}
      {assigning && <Act verb="assign" subject={ofAlarm(alarm, name)} close={() => setAssigning(false)} done={done} />}
    </li>
  )
}
