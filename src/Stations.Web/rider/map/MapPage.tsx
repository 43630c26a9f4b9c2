import { useState } from 'preact/hooks'
import { useSpeech } from '../../locale'
import { Ground } from '../../look/map/Ground'
import { Notice } from '../../look/Notice'
import { OfflineBand } from '../../look/OfflineBand'
import { Card } from '../list/Card'
import type { Choice } from '../list/choice'
import { choose, type Place } from '../list/choose'
import { Filters } from '../list/Filters'
import type { PageProps } from '../page'
import { Several, Single } from './Pins'

/** Beside the rider's own place. */
const nearest = 5
const placeOf = ({ station }: Place) => station.position!

/** The stations of the list, by where they stand. One that is tapped shows its card. */
export function MapPage({ choice, live: { board, link }, now, saved, here }: PageProps & { choice: Choice }) {
  const { words } = useSpeech()
  const [chosen, setChosen] = useState<string | null>(null)
  const stations = [...board.stations.values()]
  const wanted = stations.some(({ district }) => district === choice.district) ? choice : { ...choice, district: null }
  const places = choose(stations, wanted, here.position, now, words).filter(({ station }) => station.position)
  const place = places.find(({ station }) => station.id === chosen)
  const first = choice.needs[0] ?? 'charge'
  return (
    <>
      <Filters choice={wanted} path="/map" stations={stations} withDistrict here={here} />
      <main class="map-page">
        <OfflineBand link={link} />
        {stations.length > 0 && places.length === 0 && <Notice title={words.noneMatch} more={words.noneOnMap} />}
        {places.length > 0 && (
          <Ground
            key={wanted.district} places={places} at={placeOf} here={here.position} whole={here.position ? [here.position, ...places.slice(0, nearest).map(placeOf)] : places.map(placeOf)}
            pin={(at, enter) => {
              const Pins = at.members.length > 1 ? Several : Single
              return <Pins key={at.members[0]!.station.id} at={at} first={first} chosen={chosen} choose={setChosen} enter={enter} now={now} />
            }}
          />
        )}
        {place && (
          <ul class="cards">
            <Card place={place} all={stations} first={first} saved={saved.ids.has(place.station.id)} now={now} />
          </ul>
        )}
      </main>
    </>
  )
}
