import { useOpsWords } from '../locale'
import { signOut, useSession } from '../session'

/** Who works here. */
export function SignIn() {
  const session = useSession()
  const ops = useOpsWords()
  return session && (
    <span class="who">
      <a href="/ops/me" title={`${ops.pages.me} · ${ops.roles[session.role]}`}>{session.name}</a>
      <button type="button" class="plain" onClick={() => void signOut()}>{ops.signOut}</button>
    </span>
  )
}
