import type { FullTime, Need, NeedName, Station } from '../live/api'
import { ageText, freshness, type Freshness, type Reported } from '../look/age'
import type { Tone } from '../look/Mark'
import { fill, type Words } from '../locale'
import { clockTime } from '../look/time'
import { hoursOf } from './hours'

/** In the order in which a rider needs them. A need that the server learns of does not compile until it has its place here. */
const order: Record<NeedName, true> = { charge: true, water: true, heat_food: true, rest: true, park: true }
export const needNames = Object.keys(order) as readonly NeedName[]

/** One need as the rider sees it: the large number with its unit, the same as a short fact, and how far to trust it. The server has the same rules: `Pages/Figure.cs`. */
export interface Figure {
  name: NeedName
  need: Need
  tone: Tone
  big: string
  unit: string
  fact: string
  freshness: Freshness
  reported: Reported
  /** The station is: the number stays, and nobody is sent there for it. */
  closed: boolean
}

/** What the station offers. */
export function figuresOf(station: Station, now: number, words: Words): Figure[] {
  return needNames.flatMap(name => (station.needs[name] ? [figureOf(name, station.needs[name], now, words, hoursOf(station, now, words)?.closed)] : []))
}

/** Unknown is a dash and never a zero; what nobody has confirmed lately keeps its number but loses its colour. */
export function figureOf(name: NeedName, need: Need, now: number, words: Words, closed = false): Figure {
  const reported = { ...need, lost: need.answer === 'unknown' }
  const age = freshness(reported, now)
  const unit = fill(words.free[name], need.free)
  const shown = (tone: Tone, big: string, unit: string, fact: string): Figure => (
    { name, need, tone: age === 'unconfirmed' || closed ? 'none' : tone, big, unit, fact, freshness: age, reported, closed })

  if (age === 'silent') return shown('none', '–', unit, words.factNone[name])
  if (need.answer === 'yes') return shown('free', ...available(name, need, unit, words))
  if (need.outOfOrder === need.total) return shown('bad', '×', words.outOfOrder, words.factBad[name])
  return shown('busy', '0', unit, words.factBusy[name])
}

function available(name: NeedName, need: Need, unit: string, words: Words): [big: string, unit: string, fact: string] {
  if (need.celsius !== undefined) {
    const celsius = Math.round(need.celsius)
    return [`${celsius}°`, words.hotWater, fill(words.facts.hotWater, celsius)]
  }
  return [String(need.free), unit, fill(words.facts[name], name === 'charge' ? `${need.free}/${need.total}` : need.free)]
}

/** There is nothing to be had: say why, and where there is. */
export const isMissing = ({ big }: Figure) => big === '0' || big === '×' || big === '–'

export function whyMissing({ need }: Figure, words: Words): string {
  const counts = [[words.busyCount, need.busy], [words.brokenCount, need.outOfOrder], [words.unclearCount, need.unknown]] as const
  return counts.filter(([, count]) => count > 0).map(([text, count]) => fill(text, count)).join(' · ')
}

/** So few that it matters when the next one comes (our engineering default). */
const scarce = 3

/** When the next battery is full, where there are free slots but few. */
export function nextOne({ tone, need }: Figure, now: number): Minutes | null {
  return tone === 'free' && need.free <= scarce ? nextFull(need.nextFull, now) : null
}

export type Minutes = [least: number, most: number]

/** From how many minutes to how many until a battery is full; null when that is not known or past. */
export function nextFull(full: FullTime | undefined, now: number): Minutes | null {
  const most = minutesUntil(full?.latest, now)
  return most === null ? null : [minutesUntil(full?.earliest, now) ?? 0, most]
}

/** Why the answer is not what it seems, or not to be trusted; null where the figure says it already. */
export const because = ({ need: { reason } }: Figure, words: Words): string | null => (reason === 'OK' || reason === 'IN_USE' ? null : words.reasons[reason])

/** Since when the answer is so; of one that is old or not to be trusted how old, and when nothing came any more since when. */
export const sinceOf = ({ freshness, need, reported }: Figure, now: number, words: Words): string =>
  freshness === 'live' || freshness === 'recent' ? (need.since ? fill(words.sinceTime, clockTime(Date.parse(need.since), now)) : '') : ageText(reported, now, words)

/** `4–7`, or `4` where that is the same. */
export const span = ([least, most]: Minutes): string => (least === most ? `${most}` : `${least}–${most}`)

/** Whether a rider may be sent there for it now. */
export function helps(need: Need | undefined, now: number): boolean {
  return need?.answer === 'yes' && freshness({ ...need, lost: false }, now) !== 'silent'
}

/** Whole minutes from now; null when it is not known or past. */
export function minutesUntil(at: string | undefined | null, now: number): number | null {
  const ms = at ? Date.parse(at) - now : 0
  return ms > 0 ? Math.ceil(ms / 60_000) : null
}
