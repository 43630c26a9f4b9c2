import type { Station } from '../../live/api'
import { useSpeech } from '../../locale'
import { Glyph, State, type Tone } from '../../look/Mark'
import { Instead } from '../Facts'
import { because, figuresOf, isMissing, sinceOf } from '../figure'

const answers: Record<Tone, 'can' | 'cannot' | 'unclear'> = { free: 'can', busy: 'cannot', bad: 'cannot', none: 'unclear' }

/** Can I charge, drink, rest, park here now? */
export function Comfort({ station, all, now }: { station: Station; all: Iterable<Station>; now: number }) {
  const { words } = useSpeech()
  const figures = figuresOf(station, now, words)
  const stations = [...all]
  return (
    <section aria-labelledby="comfort">
      <h2 id="comfort">{words.comfort}</h2>
      <ul class="comfort">
        {figures.map(figure => ({ ...figure, why: because(figure, words), since: sinceOf(figure, now, words) })).map(({ name, tone, big, fact, closed, why, since }) => (
          <li key={name} class={tone}>
            <Glyph name={name} />
            <b>{words.needs[name]}</b>
            <State tone={tone}>{words[closed ? 'closedShort' : answers[tone]]}</State>
            {big !== '–' && <small>{fact}</small>}
            {why && <small>{why}</small>}
            {since && <small class="age">{since}</small>}
          </li>
        ))}
      </ul>
      {figures.filter(isMissing).map(figure => <Instead key={figure.name} station={station} figure={figure} all={stations} now={now} named />)}
    </section>
  )
}
