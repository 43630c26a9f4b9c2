import { fill, useSpeech } from '../../locale'
import { Notice } from '../../look/Notice'
import { OfflineBand } from '../../look/OfflineBand'
import type { PageProps } from '../page'
import { Card } from './Card'
import { type Choice, rememberDistrict } from './choice'
import { choose, closestTo, type Place } from './choose'
import { Filters } from './Filters'

/** More cards than this nobody scrolls through; a district holds about ten. */
const mostCards = 100

interface Props extends PageProps {
  choice: Choice
  onlySaved: boolean
}

export function ListPage({ choice: wanted, onlySaved, live: { board, link, reconnect }, now, saved, here }: Props) {
  const { words, say } = useSpeech()
  const stations = [...board.stations.values()]
  const choice = onlySaved || !stations.some(station => station.district === wanted.district) ? { ...wanted, district: null } : wanted
  const possible = stations.filter(({ id, district }) => (onlySaved ? saved.ids.has(id) : choice.district === null || district === choice.district))
  const places = choose(possible, choice, here.position, now, words)
  const shown = places.slice(0, mostCards)
  const closest = places.length === 0 ? closestTo(possible, choice, here.position, now, words) : []
  const filtered = choice.needs.length > 0 || choice.open
  const card = (place: Place) => (
    <Card key={place.station.id} place={place} all={stations} first={choice.needs[0] ?? 'charge'} saved={saved.ids.has(place.station.id)} now={now} />
  )
  return (
    <>
      <Filters choice={choice} path={onlySaved ? '/saved' : '/'} stations={stations} withDistrict={!onlySaved} here={here} />
      <main>
        {stations.length > 0 && <OfflineBand link={link} />}
        {here.state === 'refused' && <p class="band" role="alert">{words.locationRefused}</p>}
        {possible.length > 0 && (
          <h2 class="count">{filtered ? fill(words.matching, places.length, possible.length) : fill(words.stationCount, places.length)}</h2>
        )}
        {here.position || onlySaved || choice.district !== null
          ? shown.length > 0 && <ul class="cards">{shown.map(card)}</ul>
          : byDistrict(shown).map(([district, members]) => (
            <section key={district} class="group">
              <h2>{say(members[0]!.station.districtName) || district}</h2>
              <ul class="cards">{members.map(card)}</ul>
            </section>
          ))}
        {places.length > mostCards && <p class="foot">{fill(words.moreStations, places.length - mostCards)}</p>}
        {places.length === 0 && (
          possible.length > 0 ? (
            <>
              <Notice title={words.noneMatch} more={words.noneMatchMore}>
                <a class="button" href={onlySaved ? '/saved' : '/?district='} onClick={() => onlySaved || rememberDistrict('')}>{words.showAll}</a>
              </Notice>
              {closest.length > 0 && (
                <section class="group">
                  <h2>{words.closest}</h2>
                  <ul class="cards">{closest.map(card)}</ul>
                </section>
              )}
            </>
          ) : onlySaved ? (
            <Notice title={words.noneSaved} more={words.noneSavedMore}>
              <a class="button" href="/">{words.toList}</a>
            </Notice>
          ) : board.loaded ? (
            <Notice title={words.noStations} more={words.noStationsMore} />
          ) : link.state === 'lost' ? (
            <Notice title={words.notConnected} more={words.notConnectedMore}>
              <button type="button" class="button main" onClick={reconnect}>{words.retryNow}</button>
            </Notice>
          ) : (
            <Skeleton />
          )
        )}
      </main>
    </>
  )
}

function byDistrict(places: readonly Place[]): [district: string, members: Place[]][] {
  const groups = new Map<string, Place[]>()
  for (const place of places) {
    const members = groups.get(place.station.district)
    if (members) members.push(place)
    else groups.set(place.station.district, [place])
  }
  return [...groups]
}

function Skeleton() {
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
