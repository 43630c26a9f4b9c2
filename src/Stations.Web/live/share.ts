import type { LiveEvent } from './board'
import { joined, type Scope } from './scope'
import { follow, type Following, type Heard, hiddenMs, type Link, type Start, wakeSpreadMs } from './stream'

/** What one window shows, and after which event it goes on. */
interface Want {
  from: string
  scope: Scope
  after: string | null
}

type Said = { want: Want } | { gone: string } | { who: true } | { event: LiveEvent; after: string | null } | { link: Link }

const name = 'live'
/** For the answers of other windows, and for one that is going from page to page. */
const settleMs = 50
/** A window that leads and says nothing for so long does not lead. */
const patienceMs = 5_000

/**
 * Follows together with the other windows of this browser that are seen: the one that holds the lock keeps one stream of what all of them show and passes on
 * what it hears. When it goes, the next goes on after the last event. Where there are no locks or channels each window follows alone.
 */
export function share(scope: Scope, start: Start, heard: Heard, linked: (link: Link) => void): Following {
  if (!('locks' in navigator) || !('BroadcastChannel' in globalThis)) return follow(scope, start, heard, linked)
  const want: Want = { from: `${Date.now()}-${Math.random()}`, scope, after: start.after }
  let { heardAt } = start
  let part: Following | null = null
  let timer: ReturnType<typeof setTimeout> | undefined

  const join = () => {
    part ??= takePart(want, heardAt, heard, link => linked({ ...link, heardAt: (heardAt = link.heardAt) }))
  }
  const leave = () => {
    part?.stop()
    part = null
  }
  const seen = () => {
    clearTimeout(timer)
    timer = document.visibilityState === 'hidden' ? setTimeout(leave, hiddenMs) : setTimeout(join, (part ? 0 : wakeSpreadMs / 3) * Math.random())
  }
  join()
  document.addEventListener('visibilitychange', seen)
  addEventListener('pageshow', seen)
  addEventListener('pagehide', leave)
  return {
    reconnect: () => part?.reconnect(),
    stop() {
      clearTimeout(timer)
      document.removeEventListener('visibilitychange', seen)
      removeEventListener('pageshow', seen)
      removeEventListener('pagehide', leave)
      leave()
    },
  }
}

/** One window's part in it, first as one that listens, later perhaps as the one that leads. */
function takePart(want: Want, heardAt: number, heard: Heard, linked: (link: Link) => void): Following {
  const channel = new BroadcastChannel(name)
  const leaving = new AbortController()
  const wants = new Map([[want.from, want]])
  let stream: Following | null = null
  let giveUpLock: (() => void) | null = null
  let last: Link | null = null
  let isIncluded = false
  let opening: ReturnType<typeof setTimeout> | undefined
  const say = (said: Said) => channel.postMessage(said)

  const hear: Heard = (event, after) => {
    isIncluded ||= event.type === 'opened'
    if (!isIncluded) return
    want.after = after
    heard(event, after)
  }
  const link = (next: Link) => {
    clearTimeout(patience)
    last = next
    linked(next)
  }
  const reopen = () => {
    stream?.stop()
    const all = [...wants.values()]
    const opened = (event: LiveEvent, after: string | null) => {
      for (const one of all) one.after = after
      hear(event, after)
      say({ event, after })
    }
    stream = follow(joined(all.map(({ scope }) => scope)), { after: oldest(all.map(({ after }) => after)), heardAt: last?.heardAt ?? heardAt }, opened, next => {
      // That it is opened anew for another window is no news.
      if (next.state === 'connecting' && last?.state === 'live') return
      link(next)
      say({ link: next })
    })
  }
  const settle = () => {
    clearTimeout(opening)
    opening = setTimeout(reopen, settleMs)
  }
  const withdraw = () => {
    clearTimeout(patience)
    clearTimeout(opening)
    channel.onmessage = null
    say({ gone: want.from })
    channel.close()
    leaving.abort()
    giveUpLock?.()
  }
  let leave = withdraw
  const patience = setTimeout(() => {
    withdraw()
    leave = () => undefined
    stream = follow(want.scope, { after: want.after, heardAt }, hear, linked)
  }, patienceMs)

  channel.onmessage = ({ data: said }: MessageEvent<Said>) => {
    if ('who' in said) say({ want })
    else if ('event' in said) hear(said.event, said.after)
    else if ('link' in said) link(said.link)
    else if (giveUpLock) {
      if ('want' in said) wants.set(said.want.from, said.want)
      else wants.delete(said.gone)
      if (last && 'want' in said) say({ link: last })
      settle()
    }
  }
  navigator.locks.request(name, { signal: leaving.signal }, () => new Promise<void>(end => {
    giveUpLock = end
    clearTimeout(patience)
    say({ who: true })
    settle()
  })).catch(() => undefined)
  say({ want })
  return {
    reconnect: () => (giveUpLock ? reopen() : stream ? stream.reconnect() : say({ want })),
    stop() {
      stream?.stop()
      leave()
    },
  }
}

/** From where all of them can go on; null where one of them needs a snapshot, or they come from different runs of the server. */
function oldest(ids: readonly (string | null)[]): string | null {
  const [first, ...others] = ids.map(id => id?.split('-') ?? [])
  if (!first?.[0] || others.some(([epoch]) => epoch !== first[0])) return null
  return `${first[0]}-${Math.min(...ids.map(id => Number(id!.split('-')[1])))}`
}
