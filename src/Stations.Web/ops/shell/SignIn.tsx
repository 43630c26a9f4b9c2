import { useState } from 'preact/hooks'
import { useOpsWords } from '../locale'
import { signIn, signOut, useSession } from '../session'
import { Dialog } from './Dialog'
import { Field, Form } from './Form'

/** Who works here; a button where nobody is signed in. */
export function SignIn() {
  const session = useSession()
  const ops = useOpsWords()
  const [open, setOpen] = useState(false)
  const [name, setName] = useState('')
  const [token, setToken] = useState('')
  if (session) {
    return (
      <span class="who">
        <span>{session.name}</span>
        <button type="button" class="plain" onClick={signOut}>{ops.signOut}</button>
      </span>
    )
  }
  const run = async () => {
    if (!(await signIn(name.trim(), token.trim()))) throw new Error(ops.wrongToken)
    setToken('')
    setOpen(false)
  }
  return (
    <>
      <button type="button" class="button" onClick={() => setOpen(true)}>{ops.signIn}</button>
      {open && (
        <Dialog title={ops.signIn} close={() => setOpen(false)}>
          <Form act={ops.signIn} ready={name.trim() !== '' && token.trim() !== ''} run={run}>
            <Field label={ops.yourName} value={name} change={setName} most={64} needed hint={ops.yourNameMore} />
            <Field label={ops.token} value={token} change={setToken} type="password" needed hint={ops.tokenMore} />
          </Form>
        </Dialog>
      )}
    </>
  )
}
