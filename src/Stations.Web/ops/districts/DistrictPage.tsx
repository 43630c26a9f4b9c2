import { useState } from 'preact/hooks'
import type { DevicePage as Devices, DistrictsView, KpiView } from '../../live/contract'
import { useSpeech } from '../../locale'
import { AlarmList } from '../alarms/AlarmList'
import { isQuiet } from '../alarms/fold'
import { useAlarms } from '../alarms/useAlarms'
import { useAsk, withQuery } from '../ask'
import { Counts } from '../devices/Counts'
import { DeviceTable } from '../devices/DeviceTable'
import { useOpsWords } from '../locale'
import { mayAdmit } from '../may'
import type { PageProps } from '../page'
import { change, go } from '../route'
import { askAs, useSession } from '../session'
import { Choice } from '../shell/Choice'
import { Empty, ForOperators, View } from '../shell/View'
import { Describe } from '../stations/Describe'
import { HeatMap } from './HeatMap'
import { Kpis } from './Kpis'
import { Map } from './Map'

const days = { '1d': 1, '7d': 7, '30d': 30 } as const
const dayMs = 86_400_000
const hourMs = 3_600_000

/** A district: where its stations stand, what needs somebody there, and how it did. With `?wall` for a screen that nobody touches. */
export function DistrictPage({ id, board, now, query, districts }: PageProps & { id: string; districts: DistrictsView | null }) {
  const ops = useOpsWords()
  const { say } = useSpeech()
  const session = useSession()
  const wall = query.has('wall')
  const period = (query.get('days') ?? '7d') in days ? ((query.get('days') ?? '7d') as keyof typeof days) : '7d'
  const to = Math.ceil(now / hourMs) * hourMs
  const span = { from: to - days[period] * dayMs, to }
  const path = `/districts/${encodeURIComponent(id)}/kpis`
  const kpis = useAsk<KpiView>(session && withQuery(path, span), 5 * 60_000)
  const devices = useAsk<Devices>(withQuery('/devices', { district: id, sort: 'urgency', limit: wall ? 10 : 20 }), 5_000)
  const { alarms, asked } = useAlarms(board)
  const [chosen, setChosen] = useState<string | null>(null)
  const [describing, setDescribing] = useState(false)
  const stations = [...board.stations.values()].filter(station => station.district === id)
  const name = say(districts?.districts.find(one => one.id === id)?.name ?? stations[0]?.districtName ?? null) || id
  const own = alarms?.alarms.filter(one => one.station?.startsWith(`${id}:`) && !isQuiet(one)) ?? []
  const station = stations.find(one => one.id === chosen)
  return (
    <>
      <div class="row">
        <h1>{name}</h1>
        {!wall && (
          <div class="go">
            <a class="button" href={`/ops/stickers?district=${id}`}>{ops.stickers}</a>
            <button type="button" class="button" onClick={() => change({ wall: '1' }, false)}>{ops.wall}</button>
          </div>
        )}
      </div>
      {wall && devices.data && <Counts counts={devices.data.counts} chosen="" choose={urgency => go(withQuery('/ops/devices', { district: id, urgency }))} />}
      <div class="columns">
        <section class="panel" aria-label={ops.map}>
          {stations.some(({ position }) => position)
            ? <Map stations={stations} alarms={own} chosen={chosen} choose={setChosen} />
            : <Empty title={ops.noPositions} />}
          {!wall && stations.length > 0 && <Choice label={ops.columns.station} all={ops.chooseStation} value={chosen ?? ''} options={stations.map(one => [one.id, say(one.name) || one.id])} pick={id => setChosen(id || null)} />}
          {station && <p><a href={`/ops/devices?search=${encodeURIComponent(station.id)}`}>{say(station.name) || station.id}</a> · {ops.deviceCount(station.devices)} · <a href={`/s/${station.id}`}>{ops.riderPage}</a>{mayAdmit(session) && !wall && <> · <button type="button" class="plain" onClick={() => setDescribing(true)}>{ops.describeStation}</button></>}</p>}
          {describing && station && <Describe station={station} close={() => setDescribing(false)} />}
        </section>
        <section class="panel">
          <h2>{ops.pages.alarms}</h2>
          {own.length === 0 ? <Empty title={ops.noAlarms} />
            : <AlarmList alarms={own} names={alarms!.stationNames} now={now} most={6} rest={`/ops/alarms?district=${id}`} done={asked.again} />}
        </section>
      </div>
      <section>
        <div class="row">
          <h2>{ops.figures}</h2>
          {!wall && (
            <div class="go">
              <div class="ranges" role="group" aria-label={ops.range}>
                {Object.keys(days).map(one => <button key={one} type="button" class="button" aria-pressed={one === period} onClick={() => change({ days: one === '7d' ? '' : one })}>{ops.ranges[one]}</button>)}
              </div>
              {session && <Csv path={withQuery(path, { ...span, format: 'csv' })} name={`${id}.csv`} />}
            </div>
          )}
        </div>
        {!session ? <ForOperators /> : (
          <View asked={kpis}>
            {view => view.kinds.length === 0 ? <Empty title={ops.nothingThen} /> : (
              <>
                <Kpis view={view} />
                <HeatMap view={view} zone={stations[0]?.zone ?? 'Asia/Shanghai'} />
              </>
            )}
          </View>
        )}
      </section>
      <section>
        <h2>{ops.pages.devices}</h2>
        <View asked={devices} bones={8}>
          {page => (
            <>
              {page.devices.length ? <DeviceTable page={page} now={now} /> : <Empty title={ops.noDevices} />}
              {page.total > page.devices.length && !wall && <p><a href={`/ops/devices?district=${id}`}>{ops.allDevices(page.total)}</a></p>}
            </>
          )}
        </View>
      </section>
    </>
  )
}

/** A file that only somebody gets who is signed in cannot be a plain link. */
function Csv({ path, name }: { path: string; name: string }) {
  const ops = useOpsWords()
  const save = async () => {
    const answer = await askAs(`/api/v1${path}`)
    if (!answer.ok) return
    const link = document.createElement('a')
    link.href = URL.createObjectURL(await answer.blob())
    link.download = name
    link.click()
    URL.revokeObjectURL(link.href)
  }
  return <button type="button" class="button" onClick={() => void save()}>CSV<span class="unseen"> · {ops.figures}</span></button>
}
