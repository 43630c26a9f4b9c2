import { useEffect, useRef, useState } from 'preact/hooks'
import type { NeedName } from '../../live/api'
import type { TermsView } from '../../live/contract'
import { recall, remember } from '../../look/remembered'
import { type Mine, nothing } from './mine'

const key = 'rider'
const everyMs = 5_000

export interface Holding {
  mine: Mine
  /** Something is held here at all; not before the server has said so. */
  isOffered: boolean
  hold(station: string, need: NeedName): void
  wait(station: string, need: NeedName): void
  open(): void
  giveUp(): void
}

const base64url = (bytes: Uint8Array) => btoa(String.fromCharCode(...bytes)).replaceAll('+', '-').replaceAll('/', '_').replaceAll('=', '')

const dice = () => base64url(crypto.getRandomValues(new Uint8Array(16)))

/** Made when the rider first asks for something, and kept on this phone. */
function rider(): string {
  const known = recall(key) ?? dice()
  remember(key, known)
  return known
}

const call = (path: string, method = 'GET', headers: Record<string, string> = {}, body?: object) => fetch(`/api/v1/${path}`, {
  method, cache: 'no-store', headers: { 'X-Rider': rider(), ...(method === 'POST' && { 'Idempotency-Key': dice(), 'Content-Type': 'application/json' }), ...headers },
  ...(body && { body: JSON.stringify(body) }),
})

/** What this rider holds or waits for. Asks the server while there is something, and at once when `news` changes. */
export function useMine(news: unknown): Holding {
  const [mine, setMine] = useState(nothing)
  const [isOffered, setOffered] = useState(false)
  const isBusy = useRef(false)
  const isActive = mine.reservation?.state === 'held' || mine.queue !== null || mine.reservation?.state === 'lost'

  const look = (problem: string | null = null) => call('reservations')
    .then(answer => (answer.ok ? answer.json() : Promise.reject()))
    .then((told: Omit<Mine, 'problem' | 'asked'>) => setMine(before => ({ ...before, ...told, problem: problem ?? before.problem })))
    .catch(() => undefined)

  const ask = async (path: string, method: string, headers?: Record<string, string>, body?: object) => {
    if (isBusy.current) return
    isBusy.current = true
    setMine(before => ({ ...before, problem: null, asked: false }))
    const code = await call(path, method, headers, body)
      .then(answer => (answer.ok ? null : answer.json().then((problem: { code?: string }) => problem.code ?? 'other')))
      .catch(() => 'other')
    await look(code)
    if (code === null && path.endsWith('/open')) setMine(before => ({ ...before, asked: true }))
    isBusy.current = false
  }

  useEffect(() => {
    if (recall(key)) void look()
    fetch('/api/v1/reservations/terms').then(answer => answer.json()).then((terms: TermsView) => setOffered(terms.holdSeconds > 0)).catch(() => undefined)
  }, [])
  useEffect(() => {
    if (!isActive) return
    void look()
    const timer = setInterval(() => document.visibilityState === 'visible' && look(), everyMs)
    return () => clearInterval(timer)
  }, [isActive, news])

  return {
    mine,
    isOffered,
    hold: (station, need) => void ask('reservations', 'POST', {}, { station, need }),
    wait: (station, need) => void ask(`queues/${station}/${need}`, 'POST'),
    open: () => void (mine.reservation && ask(`reservations/${mine.reservation.id}/open`, 'POST', { 'X-Claim': mine.reservation.claim ?? '' })),
    giveUp: () => void (mine.queue ? ask(`queues/${mine.queue.station}/${mine.queue.need}`, 'DELETE')
      : mine.reservation && ask(`reservations/${mine.reservation.id}`, 'DELETE', { 'X-Claim': mine.reservation.claim ?? '' })),
  }
}
