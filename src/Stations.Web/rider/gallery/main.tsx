import { render } from 'preact'
import { speechIn, SpeechContext } from '../../locale'
import { Hold } from '../hold/Hold'
import { nothing } from '../hold/mine'
import { ListPage } from '../list/ListPage'
import { MapPage } from '../map/MapPage'
import type { PageProps } from '../page'
import { StationPage } from '../station/StationPage'
import { live, now, states, type State } from './states'

/** Every state of every view, side by side: `npm run dev`, then /rider/gallery/ (`?lang=en` for English). */
const speech = speechIn(new URLSearchParams(location.search).get('lang') === 'en' ? 'en' : 'zh-CN')
document.documentElement.lang = speech.lang

const idle = () => undefined

function View({ state }: { state: State }) {
  const shared: PageProps = {
    live: live(state), now, saved: { ids: new Set(state.saved ?? []), toggle: () => undefined },
    outbox: { sendings: state.sendings ?? [], refused: new Set(), file: () => undefined },
    here: { position: state.here ?? null, state: state.locating ?? 'idle', toggle: () => undefined },
  }
  const choice = { needs: state.needs ?? [], open: false, district: null }
  if (state.page === 'station') return <StationPage id={state.id ?? 'wanda:1'} {...shared} />
  if (state.page === 'hold') return <main class="station"><Hold station="wanda:1" devices={state.devices ?? []} now={now} holding={{ mine: state.mine ?? nothing, hold: idle, wait: idle, open: idle, giveUp: idle }} /></main>
  if (state.page === 'map') return <MapPage choice={choice} {...shared} />
  return <ListPage choice={choice} onlySaved={state.page === 'saved'} {...shared} />
}

render(
  <SpeechContext.Provider value={speech}>
    <div class="gallery">
      {states.map(state => (
        <article key={state.title}>
          <h2>{state.title}</h2>
          <View state={state} />
        </article>
      ))}
    </div>
  </SpeechContext.Provider>,
  document.getElementById('page')!,
)
