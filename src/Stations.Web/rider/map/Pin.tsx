import { useLayoutEffect, useRef } from 'preact/hooks'
import type { NeedName } from '../../live/api'
import { fill, useSpeech } from '../../locale'
import { Glyph, Mark } from '../../look/Mark'
import { figuresOf, helps } from '../figure'
import type { Place } from '../list/choose'
import type { Cluster } from './cluster'

interface Props {
  at: Cluster<Place>
  first: NeedName
  chosen: boolean
  now: number
  tap(): void
}

/** A station, or several that lie too close together; one that has no such thing shows what it has instead of a number. Its place is set by script alone: the page's policy knows no inline style. */
export function Pin({ at: { x, y, members }, first, chosen, now, tap }: Props) {
  const { words, say } = useSpeech()
  const button = useRef<HTMLButtonElement>(null)
  useLayoutEffect(() => {
    button.current!.style.transform = `translate(${Math.round(x)}px, ${Math.round(y)}px) translate(-50%, -50%)`
  }, [x, y])
  const [{ station }] = members as [Place]
  if (members.length > 1) {
    const helping = members.filter(({ station }) => helps(station.needs[first], now)).length
    return (
      <button ref={button} type="button" class={`pin many ${helping > 0 ? 'free' : 'none'}`} onClick={tap} aria-label={fill(words.clusterOf, members.length, helping)}>
        <b>{members.length}</b>
      </button>
    )
  }
  const figures = figuresOf(station, now, words)
  const main = figures.find(({ name }) => name === first) ?? figures[0]
  return (
    <button
      ref={button} type="button" class={`pin ${main?.tone ?? 'none'}`} onClick={tap} aria-pressed={chosen}
      aria-label={fill(words.onMap, say(station.name) || station.id, main?.fact ?? words.neverReported)}
    >
      <Mark tone={main?.tone ?? 'none'} />
      {main && main.name !== first ? <Glyph name={main.name} /> : <b>{main?.big ?? '–'}</b>}
    </button>
  )
}
