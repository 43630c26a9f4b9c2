import type { LiveEvent } from './board'

/**
 * `lost` covers both the browser's own retries and ours; `loading` is a server that answers and does not know everything yet; `since` is
 * the local time at which the state began.
 */
export interface Link {
  state: 'connecting' | 'loading' | 'live' | 'lost'
  since: number
}

export interface Following {
  reconnect(): void
  stop(): void
}

/** The server speaks at least this often in practice; its pings are comments, which a page cannot see. */
const silenceMs = 60_000
const firstRetryMs = 1_000
const longestRetryMs = 30_000

/**
 * Keeps one EventSource open. The browser resumes a broken one by itself with Last-Event-ID; where it gives up, or hears
 * nothing for a minute, a new one is opened after a jittered back-off. One deadline, `reopenAt`, decides both.
 */
export function follow(url: string, heard: (event: LiveEvent) => void, linked: (link: Link) => void): Following {
  let source: EventSource
  let state: Link['state'] | undefined
  let retries = 0
  let reopenAt = 0

  const link = (next: Link['state']) => {
    if (next !== state) linked({ state: (state = next), since: Date.now() })
  }
  const alive = () => {
    retries = 0
    reopenAt = Date.now() + silenceMs
    link('live')
  }
  const open = () => {
    source?.close()
    source = new EventSource(url)
    reopenAt = Date.now() + silenceMs
    source.onopen = () => {
      alive()
      heard({ type: 'opened' })
    }
    source.onerror = () => {
      if (source.readyState !== EventSource.CLOSED) return link('lost')
      const longest = Math.min(longestRetryMs, firstRetryMs * 2 ** retries++)
      reopenAt = Date.now() + longest * (0.5 + Math.random() / 2)
      void askWhy(source)
    }
    for (const type of ['snapshot', 'station', 'device', 'alarms'] as const) {
      source.addEventListener(type, message => {
        alive()
        heard({ type, data: JSON.parse(message.data) })
      })
    }
  }
  /** A browser does not say why it gave up. */
  const askWhy = async (refused: EventSource) => {
    const loading = await fetch('/readyz', { cache: 'no-store' }).then(answer => answer.status === 503, () => false)
    if (refused !== source) return
    if (loading) retries = 0
    link(loading ? 'loading' : 'lost')
  }
  const tick = () => {
    if (Date.now() < reopenAt) return
    if (state === 'live') link('lost')
    open()
  }
  const wake = () => {
    if (source.readyState !== EventSource.OPEN && document.visibilityState === 'visible') open()
  }
  const sleep = () => link('lost')

  link('connecting')
  open()
  const timer = setInterval(tick, 1_000)
  addEventListener('online', wake)
  addEventListener('offline', sleep)
  document.addEventListener('visibilitychange', wake)
  return {
    reconnect: open,
    stop() {
      clearInterval(timer)
      removeEventListener('online', wake)
      removeEventListener('offline', sleep)
      document.removeEventListener('visibilitychange', wake)
      source.close()
    },
  }
}
