import type { Station } from '../../live/api'
import { useSpeech } from '../../locale'
import { Glyph, State, type Tone } from '../../look/Mark'
import { Instead } from '../Facts'
import { because, figuresOf, isMissing } from '../figure'

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
        {figures.map(figure => ({ ...figure, why: because(figure, words) })).map(({ name, tone, fact, closed, why }) => (
          <li key={name} class={tone}>
            <Glyph name={name} />
            <b>{words.needs[name]}</b>
            <State tone={tone}>{words[closed ? 'closedShort' : answers[tone]]}</State>
            <small>{fact}</small>
            {why && <small>{why}</small>}
          </li>
        ))}
      </ul>
      {figures.filter(isMissing).map(figure => <Instead key={figure.name} station={station} figure={figure} all={stations} now={now} named />)}
    </section>
  )
}
