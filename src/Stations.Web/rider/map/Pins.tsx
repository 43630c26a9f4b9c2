import type { NeedName } from '../../live/api'
import { fill, useSpeech } from '../../locale'
import type { Cluster } from '../../look/map/cluster'
import { Pin } from '../../look/map/Pin'
import { Glyph } from '../../look/Mark'
import { figuresOf, helps } from '../figure'
import type { Place } from '../list/choose'

interface Props {
  at: Cluster<Place>
  first: NeedName
  chosen: string | null
  choose(id: string): void
  enter(): void
  now: number
}

/** Several stations: how many, and whether one of them can help. */
export function Several({ at, first, chosen, enter, now }: Props) {
  const { words, say } = useSpeech()
  const [{ station: one }] = at.members as [Place]
  const district = at.members.every(({ station }) => station.district === one.district) ? say(one.districtName) : ''
  const helping = at.members.filter(({ station }) => helps(station.needs[first], now)).length
  const several = fill(words.clusterOf, at.members.length, helping)
  return (
    <Pin at={at} tone={helping > 0 ? 'free' : 'none'} name={district} label={district ? fill(words.onMap, district, several) : several} chosen={at.members.some(({ station }) => station.id === chosen)} tap={enter}>
      <b>{at.members.length}</b>
    </Pin>
  )
}

/** One station: what it has of what is wanted, else what it has instead. */
export function Single({ at, first, chosen, choose, now }: Props) {
  const { words, say } = useSpeech()
  const { station } = at.members[0]!
  const figures = figuresOf(station, now, words)
  const name = say(station.name) || station.id
  const main = figures.find(({ name }) => name === first) ?? figures[0]
  return (
    <Pin
      at={at} tone={main?.tone ?? 'none'} name={name} label={fill(words.onMap, name, main ? `${main.big} ${main.unit}` : words.neverReported)}
      chosen={station.id === chosen} tap={() => choose(station.id)}
    >
      {main && main.name !== first ? <Glyph name={main.name} /> : <b>{main?.big ?? '–'}</b>}
    </Pin>
  )
}
