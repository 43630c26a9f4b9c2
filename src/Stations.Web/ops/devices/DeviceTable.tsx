import type { Device } from '../../live/api'
import type { DevicePage } from '../../live/contract'
import { useSpeech } from '../../locale'
import { ageText, freshness } from '../../look/age'
import { State, type Tone } from '../../look/Mark'
import { becauseOf } from '../because'
import { useOpsWords } from '../locale'
import { adminTones, connectionTones, faded, healthTones, statusTones, useTones } from '../tones'
import { keyReadings } from '../values'

const columns = ['device', 'station', 'connection', 'health', 'admin', 'use', 'status', 'values', 'age'] as const
const widths: Partial<Record<(typeof columns)[number], string>> = { station: 'wide', admin: 'widest', use: 'wide', values: 'wide', status: 'medium', connection: 'small' }

export function DeviceTable({ page, now }: { page: DevicePage; now: number }) {
  const ops = useOpsWords()
  return (
    <table class="devices">
      <caption class="unseen">{ops.caption}</caption>
      <thead>
        <tr>{columns.map(column => <th key={column} scope="col" class={widths[column]}>{ops.columns[column]}</th>)}</tr>
      </thead>
      <tbody>
        {page.devices.map(device => <Row key={device.id} device={device} names={page.stationNames} now={now} />)}
      </tbody>
    </table>
  )
}

function Row({ device, names, now }: { device: Device; names: DevicePage['stationNames']; now: number }) {
  const { words, say } = useSpeech()
  const ops = useOpsWords()
  const kind = ops.kinds[device.kind] ?? device.kind
  const stationName = say(names[device.station] ?? null) || device.station
  const reported = { ...device, lost: device.connection === 'OFFLINE' }
  const age = freshness(reported, now)
  const doubtful = age === 'unconfirmed' || age === 'silent'
  const because = becauseOf(device)
  const seen = (tone: Tone) => (doubtful ? faded(tone) : tone)
  return (
    <tr class={`line ${device.urgency}${doubtful ? ' doubtful' : ''}`}>
      <th scope="row">
        <a class="name" href={`/ops/devices/${device.id}`}>
          {device.name || device.id}
          <small>
            {kind !== device.name && kind}
            <span class="narrow"> {stationName}</span>
          </small>
        </a>
      </th>
      <td class="wide">{stationName}</td>
      <td class="small"><State tone={seen(connectionTones[device.connection])} calm={device.connection === 'ONLINE'}>{ops.connections[device.connection]}</State></td>
      <td>
        {device.safety
          ? <State tone="bad">{ops.safety}</State>
          : <State tone={seen(healthTones[device.health])} calm={device.health === 'OK'}>{ops.healths[device.health]}</State>}
      </td>
      <td class="widest"><State tone={adminTones[device.admin]} calm={device.admin === 'IN_SERVICE'}>{ops.admins[device.admin]}</State></td>
      <td class="wide"><State tone={seen(useTones[device.use])} calm={device.use !== 'BLOCKED'}>{ops.uses[device.use]}</State></td>
      <td class="medium"><State tone={seen(statusTones[device.status])} calm={statusTones[device.status] !== 'bad'}>{ops.statuses[device.status]}</State>{because && <small class="because">{words.reasons[because]}</small>}</td>
      <td class="wide readings">{keyReadings(device, ops)}</td>
      <td class="age">{ageText(reported, now, words)}</td>
    </tr>
  )
}
