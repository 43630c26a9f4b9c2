import type { Device } from '../live/api'
import { clockTime } from '../look/time'
import { useSpeech } from '../locale'
import { Doors } from './Doors'
import { useOpsWords } from './locale'
import { fieldName, readingText } from './values'

interface Props {
  device: Device
  doubtful: boolean
  stationName: string
  now: number
}

export function Detail({ device, doubtful, stationName, now }: Props) {
  const { words } = useSpeech()
  const ops = useOpsWords()
  const readings = Object.entries(device.values)
  return (
    <div class="inside">
      {device.slots && <Doors slots={device.slots} doubtful={doubtful} now={now} />}
      <dl class="facts">
        <Fact name={ops.station} value={stationName} />
        <Fact name={ops.admin} value={ops.admins[device.admin]} />
        <Fact name={ops.use} value={ops.uses[device.use]} />
        <Fact name={ops.confidence} value={ops.confidences[device.confidence]} />
        <Fact name={ops.reportedAt} value={device.reportedAt ? clockTime(Date.parse(device.reportedAt), now) : words.neverReported} />
        {device.clockSuspect && <Fact name={ops.clockSuspect} value={ops.yes} />}
        {readings.map(([field, value]) => (
          <Fact key={field} name={fieldName(field, ops)} value={readingText(field, value, ops)} />
        ))}
      </dl>
      {readings.length === 0 && <p class="quiet">{ops.noValues}</p>}
      <p class="quiet"><code>{device.id}</code></p>
    </div>
  )
}

function Fact({ name, value }: { name: string; value: string }) {
  return (
    <div>
      <dt>{name}</dt>
      <dd>{value}</dd>
    </div>
  )
}
