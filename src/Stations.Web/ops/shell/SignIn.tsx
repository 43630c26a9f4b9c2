import { useOpsWords } from '../locale'
import { signOut, useSession } from '../session'

/** Who works here. */
export function SignIn() {
  const session = useSession()
  const ops = useOpsWords()
  return session && (
    <span class="who">
      <span title={ops.roles[session.role]}>{session.name}</span>
      <button type="button" class="plain" onClick={() => void signOut()}>{ops.signOut}</button>
    </span>
  )
}
