import type { DevicePage, NodePage } from '../../live/contract'
import { useSpeech } from '../../locale'
import { Notice } from '../../look/Notice'
import { clockTime } from '../../look/time'
import { useAlarmName } from '../alarms/AlarmCard'
import { AlarmList } from '../alarms/AlarmList'
import type { Alarm } from '../../live/api'
import { isOver, isQuiet, needing } from '../alarms/fold'
import { serviceDueSince } from '../alarms/interlock'
import { useAlarms } from '../alarms/useAlarms'
import { useAsk } from '../ask'
import { DeviceTable } from '../devices/DeviceTable'
import { useOpsWords } from '../locale'
import type { PageProps } from '../page'
import { go } from '../route'
import { Empty, View } from '../shell/View'
import { duration } from '../words/numbers'
import { ServiceDue } from './ServiceDue'
import { soon } from './stock'
import { useOutlooks } from './useOutlooks'

/** More than this nobody sees to at once. */
const mostShown = 8

/** Where one lands: what needs a person now, the gravest first, and then how all devices do. */
export function NeedsPage({ live, board, now }: PageProps) {
  const ops = useOpsWords()
  const { words, say } = useSpeech()
  const { asked, alarms } = useAlarms(board)
  const stock = useOutlooks()
  const devices = useAsk<DevicePage>('/devices?sort=urgency&limit=20', 5_000)
  const absent = useAsk<NodePage>('/nodes?born=false&limit=1', 60_000)
  const never = absent.data?.total ?? 0
  const called = useAlarmName(alarms?.stationNames ?? {})
  const { dangers, silent, short, major } = needing(alarms?.alarms ?? [])
  const over = alarms?.alarms.filter(one => isOver(one) && !isQuiet(one)) ?? []
  const due = dangers.flatMap(alarm => { const since = serviceDueSince(alarm, now); return since === null ? [] : [{ alarm, since }] })
  const outlooks = soon(stock?.outlooks ?? [], now)
  const cards = (some: readonly Alarm[], most = mostShown) => <AlarmList alarms={some} names={alarms!.stationNames} now={now} most={most} rest="/ops/alarms" done={asked.again} />
  const calm = alarms && !dangers.length && !silent.length && !never && !short.length && !outlooks.length && !major.length
  return (
    <>
      <h1>{ops.needsTitle}</h1>
      {!alarms && (live.link.state === 'lost' ? (
        <Notice title={words.notConnected} more={words.notConnectedMore}>
          <button type="button" class="button main" onClick={live.reconnect}>{words.retryNow}</button>
        </Notice>
      ) : <View asked={asked} bones={3}>{() => null}</View>)}
      {calm && <Empty title={ops.nothingNeeded} more={ops.nothingNeededMore} />}
      {dangers.length > 0 && <section aria-label={ops.dangers}>{cards(dangers, 50)}</section>}
      {due.length > 0 && (
        <section>
          <h2>{ops.serviceDue}</h2>
          <ul class="alarms">{due.map(({ alarm, since }) => <ServiceDue key={alarm.id} alarm={alarm} name={called(alarm)} since={since} now={now} done={asked.again} />)}</ul>
        </section>
      )}
      {(silent.length > 0 || never > 0) && (
        <section>
          <h2>{ops.silentNodes}</h2>
          {silent.length > 0 && cards(silent)}
          {never > 0 && <p><a href="/ops/nodes?born=false">{ops.neverCame(never)}</a></p>}
        </section>
      )}
      {(outlooks.length > 0 || short.length > 0) && (
        <section>
          <h2>{ops.shortages}</h2>
          <ul class="alarms">
            {outlooks.map(({ device, left, pace, emptyAt }) => {
              const fridge = stock!.fridges.devices.find(({ id }) => id === device)!
              return (
                <li key={device} class="alarm busy">
                  <div class="what">
                    <h3><a href={`/ops/devices/${device}?field=stock`}>{ops.emptyIn(fridge.name || ops.kinds[fridge.kind]!, duration(Math.max(0, emptyAt - now) / 1_000, ops.units))} · {say(stock!.fridges.stationNames[fridge.station] ?? null) || fridge.station}</a></h3>
                    <p class="quiet">{ops.stockPace(Math.round(left), Math.round(pace * 10) / 10, clockTime(emptyAt, now))}</p>
                  </div>
                </li>
              )
            })}
          </ul>
          {short.length > 0 && cards(short, 5)}
        </section>
      )}
      {(major.length > 0 || over.length > 0) && <section>{major.length > 0 && <h2>{ops.otherMajor}</h2>}{cards([...major, ...over], 5)}</section>}
      <section>
        <div class="row">
          <h2>{ops.pages.devices}</h2>
          <form class="find" role="search" onSubmit={event => { event.preventDefault(); go(`/ops/devices?search=${encodeURIComponent(new FormData(event.currentTarget).get('search') as string)}`) }}>
            <input class="field" type="search" name="search" aria-label={ops.search} placeholder={ops.search} maxLength={100} />
          </form>
          <a class="button" href="/ops/devices">{ops.allDevices(devices.data?.total ?? 0)}</a>
        </div>
        <View asked={devices} bones={8}>{page => (page.devices.length ? <DeviceTable page={page} now={now} /> : <Empty title={ops.noDevices} more={ops.noDevicesMore} />)}</View>
      </section>
    </>
  )
}
