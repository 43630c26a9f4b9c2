import type { NeedName } from '../live/api'
import { ageText } from '../look/age'
import { Mark } from '../look/Mark'
import { useSpeech } from '../locale'
import type { Place } from './choose'
import { distanceText } from './distance'
import { figureOf, needNames } from './figure'
import { readHours } from './hours'

interface Props {
  place: Place
  /** Its number is shown large where the station has it. */
  first: NeedName
  now: number
}

export function Card({ place: { station, metres }, first, now }: Props) {
  const { words, say } = useSpeech()
  const figures = needNames.flatMap(name => {
    const need = station.needs[name]
    return need ? [{ name, ...figureOf(name, need, now, words) }] : []
  })
  const main = figures.find(({ name }) => name === first) ?? figures[0]
  const hours = station.hours ? readHours(station.hours, now, words) : null
  const address = say(station.address)
  return (
    <li class="card">
      <div class={`tile ${main?.tone ?? 'none'}${main?.doubtful ? ' doubtful' : ''}`}>
        <b>{main?.big ?? '–'}</b>
        <span>{main?.unit}</span>
        <small>{main ? ageText(main.reported, now, words) : words.neverReported}</small>
      </div>
      <h3>
        {say(station.name) || station.id}
        {metres !== null && <span class="metres">{distanceText(metres, words)}</span>}
      </h3>
      <ul class="facts">
        {figures.filter(figure => figure !== main).map(({ name, tone, fact, reported }) => (
          <li key={name} class={tone}>
            <Mark tone={tone} />
            <span>{fact}</span>
            <small>{ageText(reported, now, words)}</small>
          </li>
        ))}
      </ul>
      <p class="foot">
        {hours && <span class={hours.closed ? 'closed' : ''}>{hours.text}</span>}
        {hours && address && ' · '}
        {address}
      </p>
    </li>
  )
}
