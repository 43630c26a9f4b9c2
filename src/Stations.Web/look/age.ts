import type { Confidence } from '../live/api'
import { fill, type Words } from '../locale'
import { clockTime } from './time'

/** How far a figure may be trusted, best first. */
export type Freshness = 'live' | 'recent' | 'unconfirmed' | 'silent'

const liveMs = 30_000
/** Five minutes is the longest that GBFS lets a public figure lag. */
const recentMs = 5 * 60_000
/** After this a figure is no longer shown at all. */
const silentMs = 15 * 60_000

export interface Reported {
  reportedAt: string | null
  confidence: Confidence
  /** The server itself no longer vouches for it. */
  lost: boolean
}

export function freshness({ reportedAt, confidence, lost }: Reported, now: number): Freshness {
  if (lost || reportedAt === null) return 'silent'
  const age = now - Date.parse(reportedAt)
  if (age > silentMs) return 'silent'
  if (age > recentMs || confidence !== 'high') return 'unconfirmed'
  return age > liveMs ? 'recent' : 'live'
}

export function ageText(reported: Reported, now: number, words: Words): string {
  if (reported.reportedAt === null) return words.neverReported
  const at = Date.parse(reported.reportedAt)
  switch (freshness(reported, now)) {
    case 'silent':
      return fill(words.noSignalSince, clockTime(at, now))
    case 'unconfirmed':
      return fill(words.unconfirmed, elapsed(now - at, words))
    default:
      return elapsed(now - at, words)
  }
}

export function elapsed(ms: number, words: Words): string {
  const seconds = Math.floor(ms / 1_000)
  if (seconds < 2) return words.justNow
  if (seconds < 60) return fill(words.secondsAgo, seconds)
  return seconds < 3_600 ? fill(words.minutesAgo, Math.floor(seconds / 60)) : fill(words.hoursAgo, Math.floor(seconds / 3_600))
}
