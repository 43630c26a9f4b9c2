import { useState } from 'preact/hooks'
import type { NeedName } from '../live/api'
import { useServerNow } from '../live/clock'
import { useLive } from '../live/useLive'
import { LanguageSwitch } from '../look/LanguageSwitch'
import { Notice } from '../look/Notice'
import { OfflineBand } from '../look/OfflineBand'
import { Pill } from '../look/Pill'
import { recall, remember } from '../look/remembered'
import { SpeechContext, useLanguage } from '../locale'
import { choose, districtsOf } from './choose'
import { List, Skeleton } from './List'
import { NeedBar } from './NeedBar'
import { useHere } from './useHere'

const districtKey = 'district'

export function Rider() {
  const speech = useLanguage(words => words.product)
  const { words, say } = speech
  const { board, link, reconnect } = useLive('stations')
  const now = useServerNow()
  const [wanted, setWanted] = useState(recall(districtKey) ?? '')
  const [needs, setNeeds] = useState<readonly NeedName[]>([])
  const { here, locating, toggle } = useHere()

  const stations = [...board.stations.values()]
  const districts = districtsOf(stations, say)
  const district = districts.some(([id]) => id === wanted) ? wanted : null
  const inDistrict = stations.filter(station => district === null || station.district === district)
  const places = choose(inDistrict, { district, needs, here }, now)
  const pickDistrict = (id: string) => {
    setWanted(id)
    remember(districtKey, id)
  }
  const showAll = () => {
    setNeeds([])
    pickDistrict('')
  }

  return (
    <SpeechContext.Provider value={speech}>
      <header class="brand">
        <h1>{words.product}</h1>
        <LanguageSwitch />
      </header>
      <div class="bar" role="search">
        <div class="row">
          <select class="field" aria-label={words.district} value={district ?? ''} onChange={event => pickDistrict(event.currentTarget.value)}>
            <option value="">{words.allDistricts}</option>
            {districts.map(([id, name]) => (
              <option key={id} value={id}>{name}</option>
            ))}
          </select>
          <Pill link={link} />
        </div>
        <NeedBar chosen={needs} choose={setNeeds} />
      </div>
      <main>
        {board.loaded && <OfflineBand link={link} />}
        {stations.length > 0 && (
          <div class="row tools">
            <h2>{needs.length ? words.matching(places.length, inDistrict.length) : words.stationCount(places.length)}</h2>
            <button type="button" class="button" aria-pressed={here !== null} disabled={locating === 'asking'} onClick={toggle}>
              {locating === 'asking' ? words.locating : words.nearest}
            </button>
          </div>
        )}
        {locating === 'refused' && <p class="band" role="alert">{words.locationRefused}</p>}
        {places.length > 0 ? (
          <List places={places} grouped={!here && district === null} first={needs[0] ?? 'charge'} now={now} />
        ) : stations.length > 0 ? (
          <Notice title={words.noneMatch} more={words.noneMatchMore}>
            <button type="button" class="button" onClick={showAll}>{words.showAll}</button>
          </Notice>
        ) : board.loaded ? (
          <Notice title={words.noStations} more={words.noStationsMore} />
        ) : link.state === 'lost' ? (
          <Notice title={words.notConnected} more={words.notConnectedMore}>
            <button type="button" class="button main" onClick={reconnect}>{words.retryNow}</button>
          </Notice>
        ) : (
          <Skeleton />
        )}
      </main>
    </SpeechContext.Provider>
  )
}
