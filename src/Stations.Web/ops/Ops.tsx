import { useEffect } from 'preact/hooks'
import { useServerNow } from '../live/clock'
import type { Device, Lang } from '../live/api'
import type { DistrictsView, FleetView, ReportPage } from '../live/contract'
import type { Scope } from '../live/scope'
import { useLive } from '../live/useLive'
import { OfflineBand } from '../look/OfflineBand'
import { SpeechContext, useLanguage } from '../locale'
import { MePage } from './account/MePage'
import { AlarmsPage } from './alarms/AlarmsPage'
import { isDanger, needing } from './alarms/fold'
import { useAsk } from './ask'
import { DevicePage } from './device/DevicePage'
import { DevicesPage } from './devices/DevicesPage'
import { DistrictPage } from './districts/DistrictPage'
import { DistrictsPage } from './districts/DistrictsPage'
import { opsLanguages } from './locale'
import { NeedsPage } from './needs/NeedsPage'
import { NodesPage } from './nodes/NodesPage'
import { PeoplePage } from './people/PeoplePage'
import { ReportsPage } from './reports/ReportsPage'
import { SecurityPage } from './security/SecurityPage'
import type { PageProps } from './page'
import { type Route, useAddress } from './route'
import { Frame } from './shell/Frame'
import { Missing } from './shell/Missing'
import { useSiren } from './shell/siren'
import { StickersPage } from './stickers/StickersPage'

export function Ops() {
  const { route, query } = useAddress()
  const speech = useLanguage((words, lang) => `${titleOf(route, lang)} · ${words.product}`)
  const device = useAsk<Device>(route.page === 'device' ? `/devices/${encodeURIComponent(route.id)}` : null)
  const live = useLive(scopeOf(route, device.data?.station ?? null))
  const now = useServerNow()
  const fleet = useAsk<FleetView>('/fleet', 15_000)
  const districts = useAsk<DistrictsView>('/districts', 15_000)
  const reports = useAsk<ReportPage>('/reports?state=OPEN&limit=1', 30_000)
  const { board, link } = live
  const danger = board.alarms.alarms.some(alarm => isDanger(alarm) && !alarm.acknowledged)
  const siren = useSiren(danger)
  useEffect(() => {
    if (danger && !document.title.startsWith('⚠')) document.title = `⚠ ${document.title}`
    else if (!danger) document.title = document.title.replace(/^⚠ /, '')
  })
  const shared: PageProps = { live, board, now, query }
  const wall = query.has('wall')
  return (
    <SpeechContext.Provider value={speech}>
      <Frame route={route} link={link} needs={Object.values(needing(board.alarms.alarms)).flat().length} alarms={board.alarms.total} reports={reports.data?.total ?? 0} devices={districts.data?.counts ?? null} fleet={fleet.data} siren={siren} now={now} wall={wall}>
        {board.loaded && <OfflineBand link={link} />}
        <Page route={route} shared={shared} districts={districts} fleet={fleet.data} first={device} />
      </Frame>
    </SpeechContext.Provider>
  )
}

interface Props {
  route: Route
  shared: PageProps
  districts: ReturnType<typeof useAsk<DistrictsView>>
  fleet: FleetView | null
  first: ReturnType<typeof useAsk<Device>>
}

function Page({ route, shared, districts, fleet, first }: Props) {
  switch (route.page) {
    case 'needs':
      return <NeedsPage {...shared} />
    case 'alarms':
      return <AlarmsPage {...shared} districts={districts.data} fleet={fleet} />
    case 'devices':
      return <DevicesPage {...shared} districts={districts.data} />
    case 'device':
      return <DevicePage key={route.id} id={route.id} first={first} {...shared} />
    case 'districts':
      return <DistrictsPage asked={districts} />
    case 'district':
      return <DistrictPage key={route.id} id={route.id} districts={districts.data} {...shared} />
    case 'nodes':
      return <NodesPage {...shared} districts={districts.data} />
    case 'security':
      return <SecurityPage {...shared} />
    case 'reports':
      return <ReportsPage {...shared} districts={districts.data} />
    case 'people':
      return <PeoplePage {...shared} districts={districts.data} />
    case 'me':
      return <MePage {...shared} districts={districts.data} />
    case 'stickers':
      return <StickersPage {...shared} />
    default:
      return <Missing />
  }
}

/** What is on the screen, and nothing else, comes over the air; alarms always do. */
function scopeOf(route: Route, station: string | null): Scope {
  if (route.page === 'device' && station) return { include: 'stations,devices,alarms,commands,config', station }
  if (route.page === 'district') return { include: 'stations,alarms', district: route.id }
  return { include: 'alarms' }
}

function titleOf(route: Route, lang: Lang): string {
  const ops = opsLanguages[lang]
  if (route.page === 'device' || route.page === 'district') return route.id
  return route.page === 'missing' ? ops.title : ops.pages[route.page]
}
