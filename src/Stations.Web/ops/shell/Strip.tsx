import type { FleetView } from '../../live/contract'
import { clockTime } from '../../look/time'
import { useOpsWords } from '../locale'
import { duration, percent } from '../words/numbers'
import { beatsOf, knownOf, manageable, raisedLastHour, wellOf } from './fleet'

/** How the last day was, at a glance. */
export function Strip({ fleet, now }: { fleet: FleetView | null; now: number }) {
  const ops = useOpsWords()
  const beats = beatsOf(fleet?.cells ?? [], now)
  const well = wellOf(beats)
  const raised = raisedLastHour(fleet?.cells ?? [], now)
  const told = well === null ? ops.fleetUnknown : ops.fleetWell(duration(knownOf(beats), ops.units), percent(well, 1))
  return (
    <section class="fleet" aria-label={ops.fleet}>
      <p class="row">
        <span>{told}</span>
        {raised !== null && <a class={raised > manageable ? 'busy' : 'quiet'} href="/ops/alarms">{ops.rate(raised, manageable)}</a>}
      </p>
      <svg class="beats" viewBox="0 0 144 10" preserveAspectRatio="none" role="img" aria-label={told}>
        {beats.map(({ at, tone, cell }, n) => (
          <rect key={at} class={tone} x={n + 0.1} y={tone === 'none' ? 4 : 0} width="0.8" height={tone === 'none' ? 2 : 10}>
            <title>{cell ? ops.beat(clockTime(at, now), cell.offline, cell.faulty, cell.raised) : `${clockTime(at, now)} · ${ops.nothingKnown}`}</title>
          </rect>
        ))}
      </svg>
    </section>
  )
}
