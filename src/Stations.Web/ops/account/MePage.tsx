import { useState } from 'preact/hooks'
import type { DistrictsView } from '../../live/contract'
import { useOpsWords } from '../locale'
import type { PageProps } from '../page'
import { OwnSessions } from '../people/Sessions'
import { RightsText } from '../people/RightsFields'
import { enter, useSession } from '../session'
import { Field, Form } from '../shell/Form'
import { ForOperators } from '../shell/View'
import { inWords } from './inWords'

/** One's own account: what one may, another password, and where one is signed in. */
export function MePage({ now, districts }: PageProps & { districts: DistrictsView | null }) {
  const ops = useOpsWords()
  const session = useSession()
  if (!session) return <><h1>{ops.pages.me}</h1><ForOperators /></>
  return (
    <>
      <h1>{session.name}</h1>
      <p><RightsText rights={session} known={districts} /></p>
      {session.kind === 'account' && <Password />}
      <OwnSessions now={now} />
    </>
  )
}

function Password() {
  const ops = useOpsWords()
  const [old, setOld] = useState('')
  const [password, setPassword] = useState('')
  const [isDone, setDone] = useState(false)
  const run = async () => {
    setDone(false)
    await inWords(ops, () => enter('/session/password', { old, password }))
    setOld('')
    setPassword('')
    setDone(true)
  }
  return (
    <section class="panel own">
      <h2>{ops.people.changePassword}</h2>
      <Form act={ops.people.changePassword} run={run} ready={old !== '' && password !== ''}>
        <Field label={ops.people.oldPassword} value={old} change={setOld} type="password" most={128} needed />
        <Field label={ops.newPassword} value={password} change={setPassword} type="password" most={128} needed hint={ops.newPasswordMore} />
        {isDone && <p role="status"><b>{ops.people.passwordChanged}</b></p>}
      </Form>
    </section>
  )
}
