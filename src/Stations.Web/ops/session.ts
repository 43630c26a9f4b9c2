import { useEffect, useState } from 'preact/hooks'
import type { ProblemBody, SessionView } from '../live/contract'

/** Who works here. What proves it is a cookie that no script can read, so all that is known here is what the server says. */
export type Session = SessionView

/** `unknown` until the server has said; `first`: nobody has an account yet. */
export type Door = 'unknown' | 'first' | 'closed' | 'open'

const listeners = new Set<() => void>()
let door: Door = 'unknown'
let current: Session | null = null

function set(nextDoor: Door, session: Session | null = null): void {
  door = nextDoor
  current = session
  for (const told of listeners) told()
}

/** As `fetch`, by whoever is signed in. One that is not believed any more is signed out. */
export async function askAs(path: string, init: RequestInit = {}): Promise<Response> {
  const asked = current
  const answer = await fetch(path, { cache: 'no-store', ...init })
  if (answer.status === 401 && asked && asked === current) set('closed')
  return answer
}

/** Whether somebody is signed in here. A link from the server's first words brings its token: `/ops#token=…`. */
export async function look(): Promise<void> {
  const token = /^#token=([\w-]+)$/.exec(location.hash)?.[1]
  if (token) {
    history.replaceState(null, '', location.pathname + location.search)
    await enter('/session', { token }).catch(() => undefined)
    if (current) return
  }
  const answer = await fetch('/api/v1/session', { cache: 'no-store' })
  if (answer.ok) set('open', (await answer.json()) as Session)
  else if (answer.status === 401) set(((await answer.json()) as ProblemBody).code === 'operator_token_needed' ? 'first' : 'closed')
  else throw new Error(String(answer.status))
}

/** Why nobody was let in. */
export class NotIn extends Error {
  constructor(readonly problem: ProblemBody, readonly waitSeconds: number) {
    super(problem.detail)
  }
}

/** Signs in by what the address takes: `/session`, `/session/code`, `/session/password` or `/operators/first`. */
export async function enter(path: string, body: Record<string, string>): Promise<void> {
  const answer = await fetch(`/api/v1${path}`, {
    method: 'POST',
    cache: 'no-store',
    headers: { 'Content-Type': 'application/json' },
    body: JSON.stringify(body),
  })
  if (!answer.ok) throw new NotIn((await answer.json()) as ProblemBody, Number(answer.headers.get('Retry-After') ?? 0))
  set('open', (await answer.json()) as Session)
}

export async function signOut(): Promise<void> {
  await fetch('/api/v1/session', { method: 'DELETE', cache: 'no-store' })
  set('closed')
}

function useTold<T>(read: () => T): T {
  const [value, setValue] = useState(read)
  useEffect(() => {
    const told = () => setValue(read)
    listeners.add(told)
    told()
    return () => void listeners.delete(told)
  }, [])
  return value
}

export const useSession = (): Session | null => useTold(() => current)

export const useDoor = (): Door => useTold(() => door)
