import { useEffect, useState } from 'preact/hooks'

/**
 * Who works here. The one place that knows what proves it: everything else calls `ask`. What proves it stays in this tab and is gone with it.
 */
export interface Session {
  /** Stands beside what they do. */
  name: string
}

interface Kept extends Session {
  token: string
}

const key = 'operator'
const listeners = new Set<() => void>()
let current: Kept | null = read()

function read(): Kept | null {
  try {
    return JSON.parse(sessionStorage.getItem(key) ?? 'null') as Kept | null
  } catch {
    return null
  }
}

function set(next: Kept | null): void {
  current = next
  try {
    if (next) sessionStorage.setItem(key, JSON.stringify(next))
    else sessionStorage.removeItem(key)
  } catch {
    // A browser that keeps nothing asks again after a reload.
  }
  for (const told of listeners) told()
}

const proofOf = (kept: Kept | null): HeadersInit => (kept ? { Authorization: `Bearer ${kept.token}` } : {})

/** As `fetch`, by whoever is signed in. One that is not believed any more is signed out. */
export async function askAs(path: string, init: RequestInit = {}): Promise<Response> {
  const asked = current
  const answer = await fetch(path, { cache: 'no-store', ...init, headers: { ...proofOf(asked), ...init.headers } })
  if (answer.status === 401 && asked && asked === current) set(null)
  return answer
}

/** False when the server does not believe it. */
export async function signIn(name: string, token: string): Promise<boolean> {
  const wanted = { name, token }
  const answer = await fetch('/api/v1/alarms?limit=1', { cache: 'no-store', headers: proofOf(wanted) })
  if (answer.status === 401) return false
  if (!answer.ok) throw new Error(String(answer.status))
  set(wanted)
  return true
}

export const signOut = () => set(null)

export function useSession(): Session | null {
  const [session, setSession] = useState<Session | null>(current)
  useEffect(() => {
    const told = () => setSession(current)
    listeners.add(told)
    told()
    return () => void listeners.delete(told)
  }, [])
  return session
}
