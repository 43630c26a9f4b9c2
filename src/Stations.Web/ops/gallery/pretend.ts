import type { Session } from '../session'
import type { State } from './states'

/** Never, an answer, or a refusal by its status. */
export type Answer = object | number | 'never'

/** Puts a server that is made up in the place of the real one, in this frame alone. */
export function pretend({ answers, stream, session = 'administrator' }: State): void {
  const all: Record<string, Answer> = { '/session': sessionOf(session), ...answers }
  window.fetch = (input, init) => {
    const path = String(input).replace('/api/v1', '').split('?')[0]!
    const answer = Object.entries(all).find(([known]) => new RegExp(`^${known}$`).test(path))?.[1] ?? 404
    if (answer === 'never') return new Promise((_, refuse) => init?.signal?.addEventListener('abort', () => refuse(new DOMException('', 'AbortError'))))
    if (answer === 0) return Promise.reject(new TypeError('no network'))
    const [status, body] = typeof answer !== 'number' ? [200, answer]
      : [answer, { title: `HTTP ${answer}`, detail: 'What the server says that one should do.', code: session === 'first' ? 'operator_token_needed' : 'made_up' }]
    return Promise.resolve(new Response(JSON.stringify(body), { status, headers: { 'Content-Type': 'application/json' } }))
  }
  window.EventSource = class extends EventTarget {
    onopen: (() => void) | null = null
    onerror: (() => void) | null = null
    constructor() {
      super()
      setTimeout(() => {
        if (!stream) return this.onerror?.()
        this.onopen?.()
        this.dispatchEvent(new MessageEvent('alarms', { data: JSON.stringify(stream.alarms) }))
        this.dispatchEvent(new MessageEvent('snapshot', { data: JSON.stringify({ stations: stream.stations ?? [], devices: stream.devices ?? [], part: 1, parts: 1 }) }))
      })
    }
    close() {}
  } as unknown as typeof EventSource
}

const sessionOf = (session: NonNullable<State['session']>): Session | 401 =>
  session === 'none' || session === 'first' ? 401 : { name: '王敏', role: session, districts: null, kind: 'account', until: null }
