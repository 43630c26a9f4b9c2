import { useMemo } from 'preact/hooks'
import type { Device } from '../../live/api'
import type { EventPage } from '../../live/contract'
import { clockTime } from '../../look/time'
import { useAsk, withQuery } from '../ask'
import { useOpsWords } from '../locale'
import { duration, percent } from '../words/numbers'
import { cellsOf, stretchesOf, uptimeOf } from './uptime'

const dayMs = 86_400_000
const cellCount = 96

/** Its last day as a strip: when it spoke, when it was late, when it was silent. */
export function Uptime({ device, now }: { device: Device; now: number }) {
  const ops = useOpsWords()
  const to = Math.ceil(now / 60_000) * 60_000
  const from = to - dayMs
  const asked = useAsk<EventPage>(withQuery(`/devices/${encodeURIComponent(device.id)}/events`, { kind: 'WentOnline,WentStale,WentOffline', limit: 500 }), 30_000)
  const stretches = useMemo(() => (asked.data ? stretchesOf(asked.data.events, device.connection, from, to) : []), [asked.data, device.connection, to])
  const uptime = uptimeOf(stretches)
  const told = uptime === null ? ops.fleetUnknown : ops.uptime(duration(uptime.known / 1_000, ops.units), percent(uptime.share, 1))
  return (
    <section class="fleet" aria-label={ops.uptimeTitle}>
      <p class="quiet">{told}</p>
      <svg class="beats" viewBox={`0 0 ${cellCount} 10`} preserveAspectRatio="none" role="img" aria-label={told}>
        {cellsOf(stretches, from, to, cellCount).map((tone, n) => (
          <rect key={n} class={tone} x={n + 0.1} y={tone === 'none' ? 4 : 0} width="0.8" height={tone === 'none' ? 2 : 10}>
            <title>{clockTime(from + (n * dayMs) / cellCount, now)}</title>
          </rect>
        ))}
      </svg>
    </section>
  )
}
