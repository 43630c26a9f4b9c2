import { useEffect, useMemo } from 'preact/hooks'
import { useServerNow } from '../live/clock'
import { keep, known } from '../live/known'
import type { Scope } from '../live/scope'
import { share } from '../live/share'
import { unvouched } from '../live/unvouched'
import { useLive } from '../live/useLive'
import { sayIn, SpeechContext, useLanguage } from '../locale'
import { isOffline } from '../look/Pill'
import { Header } from './Header'
import { readChoice } from './list/choice'
import { ListPage } from './list/ListPage'
import { useOutbox } from './report/useOutbox'
import { type Route, useRoute } from './route'
import { useSaved } from './saved'
import { StationPage } from './station/StationPage'
import { useHere } from './useHere'
import { MapPage } from './map/MapPage'

/** How often the phone keeps what is shown, for when there is no network. */
const keepEveryMs = 15_000

export function Rider() {
  const start = useMemo(known, [])
  const route = useRoute()
  const choice = readChoice(route.search, document.cookie)
  const live = useLive(scopeOf(route, choice.district), start, share)
  const now = useServerNow()
  const saved = useSaved()
  const here = useHere()
  const outbox = useOutbox()
  const { board, link } = live
  const isCutOff = isOffline(link, Date.now())
  const shown = useMemo(() => (isCutOff ? unvouched(board) : board), [isCutOff, board])
  const speech = useLanguage((words, lang) => (route.page === 'station' && sayIn(lang, board.stations.get(route.id)?.name ?? null)) || words.product)

  useEffect(() => {
    if (live.link.state !== 'live') return
    const write = () => keep(board, Date.now())
    const timer = setTimeout(write, keepEveryMs)
    addEventListener('pagehide', write)
    return () => {
      clearTimeout(timer)
      removeEventListener('pagehide', write)
    }
  }, [live.link.state === 'live' && Math.floor(now / keepEveryMs)])

  const shared = { live: { ...live, board: shown }, now, saved, here, outbox }
  return (
    <SpeechContext.Provider value={speech}>
      <Header route={route} link={live.link} />
      {route.page === 'station' ? <StationPage key={route.id} id={route.id} {...shared} />
        : route.page === 'map' ? <MapPage choice={choice} {...shared} />
        : <ListPage choice={choice} onlySaved={route.page === 'saved'} {...shared} />}
    </SpeechContext.Provider>
  )
}

/** What is on the screen, and nothing else, comes over the air. */
function scopeOf(route: Route, district: string | null): Scope {
  if (route.page === 'station') return { include: 'stations,devices', station: route.id }
  return { include: 'stations', district: route.page === 'list' ? district : null }
}
