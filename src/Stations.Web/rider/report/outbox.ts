import { recall, remember } from '../../look/remembered'

/** What a rider reports; the server's `ReportBody`. */
export interface Report {
  station: string
  device?: string
  slot?: number
  reason: Reason
  text?: string
  reporter: string
  key: string
}

export type Reason = 'broken' | 'door_stuck' | 'no_power' | 'no_water' | 'dirty' | 'occupied_by_other' | 'unsafe' | 'other'

/** On its way, or sent: then with its ticket. The photo is a data address and is forgotten once it has been sent. */
export interface Sending {
  report: Report
  at: number
  photo?: string | undefined
  ticket?: string
}

export const mostKept = 20
/** The store of a browser holds some 5 MB, and a photo here some 200 KB. */
const mostPhotos = 5
const key = 'reports'

/** On this phone alone, the newest last; it survives closing. */
export function kept(): Sending[] {
  try {
    const read: unknown = JSON.parse(recall(key) ?? '[]')
    return Array.isArray(read) ? read : []
  } catch {
    return []
  }
}

export function keep(sendings: readonly Sending[]): void {
  remember(key, JSON.stringify(bounded(sendings)))
}

/** Sent ones go first, then the oldest; of photos the newest stay. */
export function bounded(sendings: readonly Sending[]): Sending[] {
  const waiting = sendings.filter(({ ticket }) => !ticket).slice(-mostKept)
  const room = mostKept - waiting.length
  const sent = room > 0 ? sendings.filter(({ ticket }) => ticket).slice(-room) : []
  const all = sendings.filter(one => waiting.includes(one) || sent.includes(one))
  const pictured = all.filter(({ photo }) => photo).slice(-mostPhotos)
  return all.map(one => (one.photo && !pictured.includes(one) ? { ...one, photo: undefined } : one))
}

export type Outcome = { state: 'sent'; ticket: string } | { state: 'later' } | { state: 'refused' }

/** The same key makes it one report however often it is sent. What the server will never take is not tried again. */
export async function send({ report }: Sending, ask: typeof fetch = fetch): Promise<Outcome> {
  try {
    const answer = await ask('/api/v1/reports', { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(report) })
    if (answer.ok) return { state: 'sent', ticket: ((await answer.json()) as { ticket: string }).ticket }
    return answer.status === 408 || answer.status === 429 || answer.status >= 500 ? { state: 'later' } : { state: 'refused' }
  } catch {
    return { state: 'later' }
  }
}

/** False when it may be tried again: another server may not know the ticket yet. */
export async function sendPhoto(ticket: string, photo: string, ask: typeof fetch = fetch): Promise<boolean> {
  try {
    const bytes = Uint8Array.from(atob(photo.slice(photo.indexOf(',') + 1)), char => char.charCodeAt(0))
    const answer = await ask(`/api/v1/reports/${ticket}/photo`, { method: 'PUT', body: bytes })
    return answer.ok || (answer.status !== 404 && answer.status !== 429 && answer.status < 500)
  } catch {
    return false
  }
}

const firstPauseMs = 4_000
const longestPauseMs = 300_000

/** Each pause about twice the one before, and never the same for all who lost the same network. */
export function pauseAfter(tries: number, chance: number): number {
  return Math.min(longestPauseMs, firstPauseMs * 2 ** Math.min(tries, 10)) * (0.5 + chance)
}

/** What this browser calls itself, made up once. */
export function reporter(): string {
  const known = recall('reporter')
  if (known) return known
  const made = random()
  remember('reporter', made)
  return made
}

export function random(): string {
  return Array.from(crypto.getRandomValues(new Uint8Array(12)), byte => byte.toString(16).padStart(2, '0')).join('')
}
