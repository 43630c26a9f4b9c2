import { useEffect, useRef, useState } from 'preact/hooks'
import type { ProblemBody } from '../live/contract'
import { askAs, useSession } from './session'

/** Why there is no answer: the server's own words, or none where it could not be reached. */
export class Refused extends Error {
  constructor(readonly status: number, readonly problem: ProblemBody | null) {
    super(problem?.detail ?? String(status))
  }
}

export async function ask<T>(path: string, init?: RequestInit): Promise<T> {
  const answer = await askAs(`/api/v1${path}`, init)
  const text = await answer.text()
  if (!answer.ok) throw new Refused(answer.status, problemIn(text))
  return (text ? JSON.parse(text) : null) as T
}

export const say = <T>(path: string, body: unknown, method = 'POST') =>
  ask<T>(path, { method, headers: { 'Content-Type': 'application/json' }, body: JSON.stringify(body) })

function problemIn(text: string): ProblemBody | null {
  try {
    return JSON.parse(text) as ProblemBody
  } catch {
    return null
  }
}

/** An address with those of the parameters that say something. */
export function withQuery(path: string, query: Record<string, string | number | null | undefined>): string {
  const given = new URLSearchParams()
  for (const [name, value] of Object.entries(query)) if (value !== '' && value !== null && value !== undefined) given.set(name, String(value))
  return given.size ? `${path}?${given}` : path
}

export interface Asked<T> {
  /** The last answer to this question; null before the first. */
  data: T | null
  /** Local time of that answer. */
  at: number
  /** Why the newest try failed; what was known stays. */
  failure: Refused | Error | null
  again(): void
}

/** Asks now and every `everyMs` while the page is seen; `null` asks nothing. Of two answers the one to the newer question counts. */
export function useAsk<T>(path: string | null, everyMs = 0): Asked<T> {
  const session = useSession()
  const [answer, setAnswer] = useState<{ path: string | null; data: T | null; at: number; failure: Error | null }>({ path, data: null, at: 0, failure: null })
  const asking = useRef<() => void>(() => undefined)
  useEffect(() => {
    if (path === null) return
    const stop = new AbortController()
    let busy = false
    let missed = false
    const run = () => {
      busy = true
      missed = false
      ask<T>(path, { signal: stop.signal })
        .then(data => setAnswer({ path, data, at: Date.now(), failure: null }))
        .catch((failure: Error) => stop.signal.aborted || setAnswer(before => ({ ...(before.path === path ? before : { data: null, at: 0 }), path, failure })))
        .finally(() => {
          busy = false
          if (missed && !stop.signal.aborted) run()
        })
    }
    // An answer that is under way may be older than what there is to ask about.
    asking.current = () => (busy ? (missed = true) : run())
    run()
    const timer = everyMs ? setInterval(() => document.visibilityState === 'visible' && !busy && run(), everyMs) : undefined
    return () => {
      stop.abort()
      clearInterval(timer)
    }
  }, [path, everyMs, session])
  const mine = answer.path === path
  return { data: mine ? answer.data : null, at: mine ? answer.at : 0, failure: mine ? answer.failure : null, again: () => asking.current() }
}
