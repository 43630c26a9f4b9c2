import type { Need, NeedName } from '../live/api'
import { freshness, type Reported } from '../look/age'
import type { Tone } from '../look/Mark'
import type { Words } from '../locale'

export const needNames: readonly NeedName[] = ['charge', 'water', 'rest', 'park']

/** One need as the rider sees it: the large number with its unit, the same as a short fact, and how far to trust it. */
export interface Figure {
  tone: Tone
  big: string
  unit: string
  fact: string
  /** It said yes or no, but too long ago or too weakly to be shown in colour. */
  doubtful: boolean
  reported: Reported
}

/** Unknown is a dash and never a zero; what nobody has confirmed lately keeps its number but loses its colour. */
export function figureOf(name: NeedName, need: Need, now: number, words: Words): Figure {
  const reported = { ...need, lost: need.answer === 'unknown' }
  const age = freshness(reported, now)
  const doubtful = age === 'unconfirmed'
  const shown = (tone: Tone, big: string, unit: string, fact: string): Figure => ({ tone: doubtful ? 'none' : tone, big, unit, fact, doubtful, reported })

  if (age === 'silent') return shown('none', '–', words.free[name], words.factNone[name])
  if (need.answer === 'yes') return shown('free', ...available(name, need, words))
  if (need.outOfOrder === need.total) return shown('bad', '×', words.outOfOrder, words.factBad[name])
  return shown('busy', '0', words.free[name], words.factBusy[name])
}

function available(name: NeedName, need: Need, words: Words): [big: string, unit: string, fact: string] {
  if (name === 'water' && typeof need.celsius === 'number') {
    const celsius = String(Math.round(need.celsius))
    return [`${celsius}°`, words.hotWater, words.facts.hotWater(celsius)]
  }
  const of = name === 'charge' ? ` / ${need.total}` : ''
  return [String(need.free), words.free[name], words.facts[name](need.free + of)]
}

/** Whether a rider may be sent there for it now. */
export function helps(need: Need | undefined, now: number): boolean {
  return need?.answer === 'yes' && freshness({ ...need, lost: false }, now) !== 'silent'
}
