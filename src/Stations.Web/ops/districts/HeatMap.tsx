import type { KpiView } from '../../live/contract'
import { useOpsWords } from '../locale'
import { percent } from '../words/numbers'
import { heatOf, shadeOf } from './heat'

/** When places are taken: a row for each day, a column for each hour, for each kind that can be taken. */
export function HeatMap({ view: { kinds, from }, zone }: { view: KpiView; zone: string }) {
  const ops = useOpsWords()
  return (
    <>
      {kinds.filter(({ occupancy }) => occupancy.length > 0).map(({ kind, occupancy }) => (
        <div key={kind} class="panel scroll-x" tabIndex={0} role="group" aria-label={`${ops.occupancy} · ${ops.kinds[kind] ?? kind}`}>
          <table class="heat">
            <caption>{ops.occupancy} · {ops.kinds[kind] ?? kind}</caption>
            <thead><tr><th scope="col">{ops.day}</th>{Array.from({ length: 24 }, (_, hour) => <th key={hour} scope="col">{hour}</th>)}</tr></thead>
            <tbody>
              {heatOf(occupancy, Date.parse(from), zone).map(({ day, hours }) => (
                <tr key={day}>
                  <th scope="row">{day}</th>
                  {hours.map((share, hour) => <td key={hour} class={shadeOf(share)} title={share === null ? ops.nothingKnown : percent(share)}><span>{share === null ? '' : Math.round(share * 100)}</span></td>)}
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      ))}
    </>
  )
}
