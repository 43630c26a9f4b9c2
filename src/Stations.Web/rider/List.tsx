import type { NeedName } from '../live/api'
import { useSpeech } from '../locale'
import { Card } from './Card'
import type { Place } from './choose'

/** More cards than this nobody scrolls through; a district holds about ten. */
const mostCards = 100

interface Props {
  places: readonly Place[]
  grouped: boolean
  first: NeedName
  now: number
}

export function List({ places, grouped, first, now }: Props) {
  const { words, say } = useSpeech()
  const shown = places.slice(0, mostCards)
  const groups = new Map<string, Place[]>()
  for (const place of shown) {
    const key = grouped ? say(place.station.districtName) || place.station.district : ''
    groups.set(key, [...(groups.get(key) ?? []), place])
  }
  return (
    <>
      {[...groups].map(([name, members]) => (
        <section key={name} class="group">
          {name && <h2>{name}</h2>}
          <ul class="cards">
            {members.map(place => (
              <Card key={place.station.id} place={place} first={first} now={now} />
            ))}
          </ul>
        </section>
      ))}
      {places.length > mostCards && <p class="foot">{words.moreStations(places.length - mostCards)}</p>}
    </>
  )
}

export function Skeleton() {
  const { words } = useSpeech()
  return (
    <section class="cards" aria-busy="true" aria-label={words.loading}>
      {[1, 2, 3, 4, 5].map(n => (
        <div key={n} class="card">
          <div class="tile bone" />
          <div class="bone line" />
          <div class="bone line short" />
          <div class="bone line shorter" />
        </div>
      ))}
    </section>
  )
}
