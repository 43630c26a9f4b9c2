import type { Link } from '../live/stream'
import { fill, useSpeech, type Words } from '../locale'
import { Mark, type Tone } from './Mark'
import { clockTime } from './time'

/** A short break is the network's everyday life; only a longer one is worth calling offline. */
const offlineAfterMs = 10_000

export function isOffline(link: Link, now: number): boolean {
  return (link.state === 'lost' || link.state === 'loading') && now - link.since >= offlineAfterMs
}

export function linkState(link: Link, now: number, words: Words): [Tone, string] {
  if (link.state === 'live') return ['free', words.live]
  if (link.state === 'connecting') return ['busy', words.connecting]
  if (link.state === 'loading') return ['busy', words.loading]
  return isOffline(link, now) ? ['bad', fill(words.offlineSince, clockTime(link.since, now))] : ['busy', words.reconnecting]
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
