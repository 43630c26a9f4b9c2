import { useState } from 'preact/hooks'
import type { Alarm, Text } from '../../live/api'
import { say } from '../ask'
import { useOpsWords } from '../locale'
import { mayAct } from '../may'
import { useSession } from '../session'
import { Dialog } from '../shell/Dialog'
import { Form } from '../shell/Form'
import { AlarmCard } from './AlarmCard'
import { fold, isOver } from './fold'

interface Props {
  alarms: readonly Alarm[]
  names: Readonly<Record<string, Text>>
  now: number
  /** More are counted, with a way to them. */
  most?: number
  rest?: string
  /** What is over is what was asked for. */
  open?: boolean
  done(): void
}

/** What still holds, the gravest first; what is over and only waits to be seen lies behind it, to be acknowledged together. */
export function AlarmList({ alarms, names, now, most = Infinity, rest, open = false, done }: Props) {
  const ops = useOpsWords()
  const session = useSession()
  const [clearing, setClearing] = useState(false)
  const lines = fold(alarms.filter(one => !isOver(one)))
  const over = alarms.filter(isOver)
  const card = (line: (typeof lines)[number]) => <AlarmCard key={line.alarm.id} line={line} names={names} now={now} done={done} />
  return (
    <>
      {lines.length > 0 && <ul class="alarms">{lines.slice(0, most).map(card)}</ul>}
      {rest && lines.length > most && <p><a href={rest}>{ops.moreAlarms(lines.length - most)}</a></p>}
      {over.length > 0 && (
        <details class="quiet-alarms" open={open}>
          <summary>{ops.overAlarms(over.length)}</summary>
          {mayAct(session) && <p><button type="button" class="button" onClick={() => setClearing(true)}>{ops.acknowledgeAll(over.length)}</button></p>}
          <ul class="alarms">{fold(over).map(card)}</ul>
        </details>
      )}
      {clearing && <Acknowledge alarms={over} close={() => setClearing(false)} done={done} />}
    </>
  )
}

/** So many under way at a time. */
const atOnce = 8

function Acknowledge({ alarms, close, done }: { alarms: readonly Alarm[]; close(): void; done(): void }) {
  const ops = useOpsWords()
  const session = useSession()
  const [these] = useState(alarms)
  const run = async () => {
    for (let n = 0; n < these.length; n += atOnce) {
      await Promise.all(these.slice(n, n + atOnce).map(({ id }) => say(`/alarms/${encodeURIComponent(id)}/acknowledge`, { by: session?.name })))
    }
    close()
    done()
  }
  return (
    <Dialog title={ops.acts.acknowledge} close={close}>
      <Form act={ops.acknowledgeAll(these.length)} run={run}><p class="quiet">{ops.acknowledgeAllMore}</p></Form>
    </Dialog>
  )
}
