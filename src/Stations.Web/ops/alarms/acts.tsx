import { useState } from 'preact/hooks'
import type { Alarm } from '../../live/api'
import { say } from '../ask'
import { useOpsWords } from '../locale'
import { useSession } from '../session'
import { Dialog } from '../shell/Dialog'
import { Field, Form } from '../shell/Form'
import { ForOperators } from '../shell/View'

export type Verb = 'acknowledge' | 'assign' | 'comment' | 'shelve' | 'reset' | 'maintenance'

/** What is acted upon, by its address in the API and in words. */
export interface Subject {
  path: string
  name: string
}

export const ofAlarm = (alarm: Alarm, name: string): Subject => ({ path: `/alarms/${encodeURIComponent(alarm.id)}`, name })
export const ofDevice = (id: string, name: string): Subject => ({ path: `/devices/${encodeURIComponent(id)}`, name })

/** Minutes that people choose from; the last is the longest that the server allows. */
const shelving = [15, 60, 240, 480]
const maintaining = [30, 120, 480, 1_440]

interface Props {
  verb: Verb
  subject: Subject
  close(): void
  done(): void
}

/** Asks what has to be said with an act, and does it in the name of whoever is signed in. */
export function Act({ verb, subject, close, done }: Props) {
  const ops = useOpsWords()
  const session = useSession()
  const [text, setText] = useState('')
  const [to, setTo] = useState(session?.name ?? '')
  const lasting = verb === 'shelve' ? shelving : verb === 'maintenance' ? maintaining : null
  const [minutes, setMinutes] = useState(String(lasting?.[0] ?? ''))
  if (!session) {
    return (
      <Dialog title={ops.acts[verb]} close={close}>
        <ForOperators />
      </Dialog>
    )
  }
  const run = async () => {
    await say(`${subject.path}/${verb}`, {
      by: session.name,
      ...(verb !== 'assign' && text.trim() && { text: text.trim() }),
      ...(verb === 'assign' && to.trim() && { to: to.trim() }),
      ...(lasting && { minutes: Number(minutes) }),
    })
    close()
    done()
  }
  return (
    <Dialog title={ops.acts[verb]} close={close}>
      <Form act={ops.acts[verb]} run={run} ready={verb !== 'comment' || text.trim() !== ''} grave={verb === 'reset'}>
        <p><b>{subject.name}</b></p>
        <p class="quiet">{ops.actMore[verb]}</p>
        {verb === 'assign' ? (
          <Field label={ops.to} value={to} change={setTo} most={64} />
        ) : (
          <>
            {lasting && <Field label={ops.howLong} value={minutes} change={setMinutes} options={[...lasting.map(one => [String(one), ops.minutes(one)] as const), ...(verb === 'maintenance' ? [['0', ops.endNow] as const] : [])]} />}
            <Field label={verb === 'comment' ? ops.comment : ops.why} value={text} change={setText} most={500} needed={verb === 'comment'} />
          </>
        )}
      </Form>
    </Dialog>
  )
}
