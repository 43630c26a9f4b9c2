import type { Link } from '../live/stream'
import { fill, useSpeech, type Words } from '../locale'
import { Mark, type Tone } from './Mark'
import { clockTime } from './time'

/** A short break is the network's everyday life; only a longer one is worth calling offline. */
const offlineAfterMs = 10_000

/** What is this old when the connection cannot be made is called so at once. */
const oldMs = 60_000

export function isOffline({ state, since, heardAt }: Link, now: number): boolean {
  return state !== 'live' && (now - since >= offlineAfterMs || (state === 'lost' && now - heardAt >= oldMs))
}

export function linkState(link: Link, now: number, words: Words): [Tone, string] {
  if (link.state === 'live') return ['free', words.live]
  if (link.state === 'loading') return ['busy', words.loading]
  if (isOffline(link, now)) return ['bad', fill(words.offlineSince, clockTime(link.heardAt, now))]
  return ['busy', link.state === 'connecting' ? words.connecting : words.reconnecting]
}

export function Pill({ link }: { link: Link }) {
  const [tone, text] = linkState(link, Date.now(), useSpeech().words)
  return (
    <span class={`pill ${tone}`} role="status">
      <Mark tone={tone} />
      {text}
    </span>
  )
}
