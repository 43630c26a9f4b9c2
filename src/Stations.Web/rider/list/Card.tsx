import type { NeedName, Station } from '../../live/api'
import { Glyph, Mark } from '../../look/Mark'
import { fill, useSpeech } from '../../locale'
import { Age, Instead, Open, Walk } from '../Facts'
import { figuresOf, isMissing, nextOne, span } from '../figure'
import type { Place } from './choose'

interface Props {
  place: Place
  /** Where to look for another one. */
  all: Iterable<Station>
  /** Its number is shown large where the station has it. */
  first: NeedName
  saved: boolean
  now: number
}

const never = { reportedAt: null, confidence: 'low', lost: true } as const

/** A station in one glance; all of it opens the station. The server writes the same: `Pages/ListPage.cs`. */
export function Card({ place: { station, metres }, all, first, saved, now }: Props) {
  const { words, say } = useSpeech()
  const figures = figuresOf(station, now, words)
  const main = figures.find(({ name }) => name === first) ?? figures[0]
  const next = main ? nextOne(main, now) : null
  return (
    <li class="card">
      <div class={`tile ${main?.tone ?? 'none'}`}>
        <b>{main?.big ?? '–'}</b>
        <span>{main?.unit}</span>
      </div>
      <div class="head">
        <h3>
          <a href={`/s/${station.id}`}>{say(station.name) || station.id}</a>
          {saved && <Glyph name="star" />}
        </h3>
        <Walk metres={metres} />
      </div>
      <ul class="facts">
        {figures.filter(figure => figure !== main).map(({ name, tone, fact }) => (
          <li key={name} class={tone}>
            <Mark tone={tone} />
            <span>{fact}</span>
          </li>
        ))}
        {next !== null && <li class="busy"><Mark tone="busy" /><span>{fill(words.nextOne, span(next))}</span></li>}
      </ul>
      {main && isMissing(main) && <Instead station={station} figure={main} all={all} now={now} />}
      <p class="foot">
        <Open station={station} now={now} />
        <Age reported={main?.reported ?? never} now={now} />
      </p>
    </li>
  )
}
