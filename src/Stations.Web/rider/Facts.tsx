import type { Station } from '../live/api'
import { fill, useSpeech } from '../locale'
import { ageText, type Reported, freshness } from '../look/age'
import { distanceText, walkText } from '../look/distance'
import { type Figure, nextFull, span, whyMissing } from './figure'
import { hoursOf } from './hours'
import { insteadOf, mostMetresAway } from './list/choose'

/** Text that says how old something is, and looks it. */
export function Age({ reported, now }: { reported: Reported; now: number }) {
  const { words } = useSpeech()
  return <span class={`age ${freshness(reported, now)}`}>{ageText(reported, now, words)}</span>
}

export function Open({ station, now }: { station: Station; now: number }) {
  const { words } = useSpeech()
  const hours = hoursOf(station, now, words)
  return hours && <span class={hours.closed ? 'closed' : 'hours'}>{hours.text}</span>
}

/** Why there is none, when the next is expected, and where to go instead. */
export function Instead({ station, figure, all, now, named = false }: { station: Station; figure: Figure; all: Iterable<Station>; now: number; named?: boolean }) {
  const { words, say } = useSpeech()
  const why = whyMissing(figure, words)
  const minutes = nextFull(figure.need.nextFull, now)
  const instead = insteadOf(station, figure.name, all, now, words)
  return (
    <p class="why">
      {named && <b>{words.needs[figure.name]}</b>}
      {why && <span>{why}</span>}
      {minutes !== null && figure.freshness !== 'silent' && <span>{fill(words.nextFull, span(minutes))}</span>}
      {instead ? <a href={`/s/${instead.station.id}`}>{fill(words.insteadFar, say(instead.station.name) || instead.station.id, distanceText(instead.metres, words))}</a>
        : station.position && <span>{fill(words.noneNear, mostMetresAway / 1_000)}</span>}
    </p>
  )
}

export function Walk({ metres }: { metres: number | null }) {
  const { words } = useSpeech()
  if (metres === null) return null
  const walk = walkText(metres, words)
  return <span class="walk">{walk && <b>{walk} </b>}{distanceText(metres, words)}</span>
}
