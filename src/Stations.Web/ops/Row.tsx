import { ageText, freshness } from '../look/age'
import { State, type Tone } from '../look/Mark'
import { useSpeech } from '../locale'
import type { Line } from './arrange'
import { Detail } from './Detail'
import { useOpsWords } from './locale'
import { adminTones, connectionTones, faded, healthTones, statusTones, useTones } from './tones'
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
  const kind = ops.kinds[device.kind] ?? device.kind
  const reported = { ...device, lost: device.connection === 'OFFLINE' }
  const age = freshness(reported, now)
  const doubtful = age === 'unconfirmed' || age === 'silent'
  const seen = (tone: Tone) => (doubtful ? faded(tone) : tone)
  return (
    <>
      <tr class={`line ${level}${open ? ' open' : ''}${doubtful ? ' doubtful' : ''}`} onClick={() => toggle(device.id)}>
        <th scope="row">
          <button type="button" class="name" aria-expanded={open} onClick={event => { event.stopPropagation(); toggle(device.id) }}>
            {device.name || device.id}
            <small>
              {kind !== device.name && kind}
              <span class="narrow"> {stationName}</span>
            </small>
          </button>
        </th>
        <td class="wide">{stationName}</td>
        <td class="small"><State tone={seen(connectionTones[device.connection])} calm={device.connection === 'ONLINE'}>{ops.connections[device.connection]}</State></td>
        <td>
          {device.safety
            ? <State tone="bad">{ops.safety}</State>
            : <State tone={seen(healthTones[device.health])} calm={device.health === 'OK'}>{ops.healths[device.health]}</State>}
        </td>
        <td class="wide"><State tone={adminTones[device.admin]} calm={device.admin === 'IN_SERVICE'}>{ops.admins[device.admin]}</State></td>
        <td class="wide"><State tone={seen(useTones[device.use])} calm={device.use !== 'BLOCKED'}>{ops.uses[device.use]}</State></td>
        <td class="medium"><State tone={seen(statusTones[device.status])} calm={statusTones[device.status] !== 'bad'}>{ops.statuses[device.status]}</State></td>
        <td class="wide readings">{keyReadings(device, ops)}</td>
        <td>{ageText(reported, now, words)}</td>
      </tr>
      {open && (
        <tr class="detail">
          <td colSpan={columns.length}><Detail device={device} doubtful={doubtful} stationName={stationName} now={now} /></td>
        </tr>
      )}
    </>
  )
}
