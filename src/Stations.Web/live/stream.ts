import type { LiveEvent } from './board'
import { queryOf, type Scope } from './scope'

/** `lost` is a connection that broke and is being tried again; `loading` is a server that answers and does not know everything yet. */
export interface Link {
  state: 'connecting' | 'loading' | 'live' | 'lost'
  /** Local time at which the state began. */
  since: number
  /** Local time of the last word heard, when the state began. */
  heardAt: number
}

export interface Start {
  /** Go on after this event; null for a snapshot. */
  after: string | null
  /** Local time of what the page shows until then. */
  heardAt: number
}

/** What was heard, and the number after which the stream goes on. */
export type Heard = (event: LiveEvent, after: string | null) => void

export interface Following {
  reconnect(): void
  stop(): void
}

/** The server speaks at least this often in practice; its pings are comments, which a page cannot see. */
const silenceMs = 60_000
const firstRetryMs = 1_000
const longestRetryMs = 30_000
/** A page that nobody sees keeps its stream this long. */
export const hiddenMs = 15_000
/** Many phones wake at once, when a network comes back or a tunnel ends. */
export const wakeSpreadMs = 1_500

/**
 * Keeps one EventSource open, while the page is seen, and goes on after the last event heard. A broken one is opened anew here and not by
 * the browser, whose wait is the same for all. One deadline, `reopenAt`, decides when.
 */
export function follow(scope: Scope, { after, heardAt }: Start, heard: Heard, linked: (link: Link) => void): Following {
  let source: EventSource | null = null
  let state: Link['state'] | undefined
  let retries = 0
  let reopenAt = Infinity
  let hiddenAt = Infinity

  const link = (next: Link['state']) => {
    if (next !== state) linked({ state: (state = next), since: Date.now(), heardAt })
  }
  const alive = () => {
    retries = 0
    heardAt = Date.now()
    reopenAt = heardAt + silenceMs
    link('live')
  }
  const close = () => {
    source?.close()
    source = null
  }
  const open = () => {
    close()
    const opened = new EventSource(`/api/v1/stream?${queryOf(scope)}${after ? `&after=${after}` : ''}`)
    source = opened
    reopenAt = Date.now() + silenceMs
    opened.onopen = () => {
      alive()
      heard({ type: 'opened', scope }, after)
    }
    opened.onerror = () => {
      close()
      const longest = Math.min(longestRetryMs, firstRetryMs * 2 ** retries++)
      reopenAt = Date.now() + longest * (0.5 + Math.random() / 2)
      void askWhy()
    }
    for (const type of ['snapshot', 'station', 'device', 'alarms', 'config', 'commands'] as const) {
      opened.addEventListener(type, message => {
        alive()
        after = message.lastEventId || after
        heard({ type, data: JSON.parse(message.data) }, after)
      })
    }
  }
  /** A browser does not say why a stream broke. */
  const askWhy = async () => {
    const loading = await fetch('/api/v1/stations?limit=1', { cache: 'no-store' }).then(answer => answer.status === 503, () => false)
    if (source) return
    if (loading) retries = 0
    link(loading ? 'loading' : 'lost')
  }
  const tick = () => {
    const now = Date.now()
    if (now >= hiddenAt) {
      close()
      reopenAt = hiddenAt = Infinity
    } else if (now >= reopenAt) {
      if (state === 'live') link('lost')
      open()
    }
  }
  const wakeWithin = (ms: number) => {
    hiddenAt = Infinity
    if (source || document.visibilityState === 'hidden') return
    if (state === 'live') link('connecting')
    reopenAt = Math.min(reopenAt, Date.now() + ms * Math.random())
  }
  const seen = () => {
    if (document.visibilityState === 'hidden') hiddenAt = Date.now() + hiddenMs
    else wakeWithin(wakeSpreadMs / 3)
  }
  const online = () => wakeWithin(wakeSpreadMs)
  const offline = () => {
    close()
    reopenAt = Date.now() + longestRetryMs
    link('lost')
  }

  link('connecting')
  open()
  const timer = setInterval(tick, 250)
  addEventListener('online', online)
  addEventListener('offline', offline)
  addEventListener('pageshow', seen)
  document.addEventListener('visibilitychange', seen)
  return {
    reconnect: open,
    stop() {
      clearInterval(timer)
      removeEventListener('online', online)
      removeEventListener('offline', offline)
      removeEventListener('pageshow', seen)
      document.removeEventListener('visibilitychange', seen)
      close()
    },
  }
}
