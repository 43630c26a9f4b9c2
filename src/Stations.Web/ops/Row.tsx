import { ageText, freshness } from '../look/age'
import { State } from '../look/Mark'
import { useSpeech } from '../locale'
import type { Line } from './arrange'
import { Detail } from './Detail'
import { useOpsWords } from './locale'
import { adminTones, connectionTones, healthTones, statusTones, useTones } from './tones'
import { keyReadings } from './values'

/** Columns of the table; the detail spans them all. */
export const columns = ['device', 'station', 'connection', 'health', 'admin', 'use', 'status', 'values', 'age'] as const

interface Props {
  line: Line
  open: boolean
  now: number
  toggle(id: string): void
}

export function Row({ line: { device, stationName, level }, open, now, toggle }: Props) {
  const { words } = useSpeech()
  const ops = useOpsWords()
  const reported = { ...device, lost: device.connection === 'OFFLINE' }
  const trusted = freshness(reported, now) === 'live' || freshness(reported, now) === 'recent'
  return (
    <>
      <tr class={`line ${level}${open ? ' open' : ''}`} onClick={() => toggle(device.id)}>
        <th scope="row">
          <button type="button" class="name" aria-expanded={open} onClick={event => { event.stopPropagation(); toggle(device.id) }}>
            {device.name || device.id}
            <small>{ops.kinds[device.kind] ?? device.kind}<span class="narrow"> · {stationName}</span></small>
          </button>
        </th>
        <td class="wide">{stationName}</td>
        <td><State tone={connectionTones[device.connection]} calm={device.connection === 'ONLINE'}>{ops.connections[device.connection]}</State></td>
        <td>
          {device.safety
            ? <State tone="bad">{ops.safety}</State>
            : <State tone={healthTones[device.health]} calm={device.health === 'OK'}>{ops.healths[device.health]}</State>}
        </td>
        <td class="wide"><State tone={adminTones[device.admin]} calm={device.admin === 'IN_SERVICE'}>{ops.admins[device.admin]}</State></td>
        <td class="wide"><State tone={useTones[device.use]} calm={device.use !== 'BLOCKED'}>{ops.uses[device.use]}</State></td>
        <td><State tone={statusTones[device.status]} calm={statusTones[device.status] !== 'bad'}>{ops.statuses[device.status]}</State></td>
        <td class={`wide readings${trusted ? '' : ' quiet'}`}>{keyReadings(device, ops)}</td>
        <td class={trusted ? '' : 'quiet'}>{ageText(reported, now, words)}</td>
      </tr>
      {open && (
        <tr class="detail">
          <td colSpan={columns.length}><Detail device={device} stationName={stationName} now={now} /></td>
        </tr>
      )}
    </>
  )
}
