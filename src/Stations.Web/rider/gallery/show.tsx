import { render } from 'preact'
import type { Lang } from '../../live/api'
import { speechIn, SpeechContext } from '../../locale'
import { Header } from '../Header'
import { Hold } from '../hold/Hold'
import { nothing } from '../hold/mine'
import { ListPage } from '../list/ListPage'
import { MapPage } from '../map/MapPage'
import type { PageProps } from '../page'
import '../rider.css'
import { StationPage } from '../station/StationPage'
import { live, now, states, type State } from './states'

export const titles = states.map(({ title }) => title)

const idle = () => undefined

export function show(title: string, lang: Lang, page: HTMLElement): void {
  const state = states.find(one => one.title === title)!
  render(<SpeechContext.Provider value={speechIn(lang)}><View state={state} /></SpeechContext.Provider>, page)
}

function View({ state }: { state: State }) {
  const id = state.id ?? 'wanda:1'
  const shared: PageProps = {
    live: live(state), now: now + (state.for ?? 0) * 1_000, saved: { ids: new Set(state.saved ?? []), toggle: idle },
    outbox: { sendings: state.sendings ?? [], refused: new Set(), file: idle },
    here: { position: state.here ?? null, state: state.locating ?? 'idle', toggle: idle },
  }
  const choice = { needs: state.needs ?? [], open: false, district: null }
  if (state.page === 'hold') return <main class="station"><Hold station={id} devices={state.devices ?? []} now={now} holding={{ mine: state.mine ?? nothing, isOffered: true, hold: idle, wait: idle, open: idle, giveUp: idle }} /></main>
  return (
    <>
      <Header route={state.page === 'station' ? { page: 'station', id, search: '' } : { page: state.page, search: '' }} link={shared.live.link} />
      {state.page === 'station' ? <StationPage id={id} {...shared} />
        : state.page === 'map' ? <MapPage choice={choice} {...shared} />
        : <ListPage choice={choice} onlySaved={state.page === 'saved'} {...shared} />}
    </>
  )
}
