import { useState } from 'preact/hooks'
import type { Device } from '../../live/api'
import { useSpeech } from '../../locale'
import { ageText, freshness } from '../../look/age'
import { clockTime } from '../../look/time'
import { Act, ofDevice } from '../alarms/acts'
import { AlarmCard } from '../alarms/AlarmCard'
import { fold } from '../alarms/fold'
import { useAlarms } from '../alarms/useAlarms'
import type { Asked } from '../ask'
import { districtOf } from '../words/ids'
import { Doors } from '../Doors'
import { useOpsWords } from '../locale'
import { mayAct } from '../may'
import type { PageProps } from '../page'
import { useSession } from '../session'
import { View } from '../shell/View'
import { fieldName, readingText } from '../values'
import { Axes } from './Axes'
import { Chart } from './Chart'
import { Commands } from './Commands'
import { Events } from './Events'
import { Messages } from './Messages'
import { Quarantined } from './Quarantined'
import { Settings } from './Settings'
import { Uptime } from './Uptime'

/** One appliance, with all that is known of it: what it says now, what it did, and what somebody may do about it. */
export function DevicePage({ id, first, ...shared }: PageProps & { id: string; first: Asked<Device> }) {
  const known = shared.board.devices.get(id)
  return (
    <View asked={known ? { ...first, data: known, failure: null } : first} bones={6}>
      {device => <Known device={device} {...shared} />}
    </View>
  )
}

function Known({ device, board, now, query }: PageProps & { device: Device }) {
  const { words, say } = useSpeech()
  const ops = useOpsWords()
  const session = useSession()
  const [acting, setActing] = useState(false)
  const { alarms, asked } = useAlarms(board)
  const name = device.name || device.id
  const station = board.stations.get(device.station)
  const stationName = say(station?.name ?? null) || device.station
  const reported = { ...device, lost: device.connection === 'OFFLINE' }
  const age = freshness(reported, now)
  const doubtful = age === 'unconfirmed' || age === 'silent'
  const own = alarms?.alarms.filter(one => one.device === device.id) ?? []
  const readings = Object.entries(device.values)
  const district = districtOf(device.id)
  return (
    <>
      <nav class="trail" aria-label={ops.trail}>
        <a href="/ops/devices">{ops.pages.devices}</a>
        <a href={`/ops/districts/${district}`}>{say(station?.districtName ?? null) || district}</a>
        <a href={`/ops/devices?search=${encodeURIComponent(device.station)}`}>{stationName}</a>
      </nav>
      <div class="row">
        <div>
          <h1>{name}</h1>
          <p class="quiet">{[ops.kinds[device.kind] !== name && ops.kinds[device.kind], ageText(reported, now, words), device.clockSuspect && ops.clockSuspect].filter(Boolean).join(' · ')}</p>
        </div>
        <div class="go">
          {mayAct(session) && <button type="button" class="button" onClick={() => setActing(true)}>{ops.acts.maintenance}</button>}
        </div>
      </div>
      {acting && <Act verb="maintenance" subject={ofDevice(device.id, name)} close={() => setActing(false)} done={asked.again} />}
      <Axes device={device} now={now} doubtful={doubtful} />
      {own.length > 0 && <ul class="alarms">{fold(own).map(line => <AlarmCard key={line.alarm.id} line={line} names={alarms!.stationNames} now={now} done={asked.again} />)}</ul>}
      <Uptime device={device} now={now} />
      <div class="columns">
        <div class="column">
          <section class="panel">
            <h2>{ops.now}</h2>
            {device.slots && <Doors slots={device.slots} doubtful={doubtful} now={now} />}
            <dl class={`facts${doubtful ? ' doubtful' : ''}`}>
              {readings.map(([field, value]) => (
                <div key={field}>
                  <dt>{fieldName(field, ops)}</dt>
                  <dd>{readingText(field, value, ops)}</dd>
                </div>
              ))}
            </dl>
            {readings.length === 0 && <p class="quiet">{ops.noValues}</p>}
            <p class="quiet small">{device.reportedAt ? ops.reportedAt(clockTime(Date.parse(device.reportedAt), now)) : words.neverReported} · <code>{device.id}</code></p>
          </section>
          <Commands device={device} told={board.commands.get(device.id)} now={now} />
          <Settings id={device.id} told={board.configs.get(device.id) ?? null} now={now} />
          <Events id={device.id} now={now} />
        </div>
        <div class="column">
          <Chart device={device} query={query} now={now} />
          <Messages id={device.id} now={now} />
          <Quarantined id={device.id} now={now} />
        </div>
      </div>
    </>
  )
}
