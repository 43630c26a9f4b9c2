import type { DurationsView, KpiView } from '../../live/contract'
import { useOpsWords } from '../locale'
import { duration, percent } from '../words/numbers'

/** How each kind did. All of it comes from the event log; where nothing happened there is nothing to tell. */
export function Kpis({ view: { kinds, complete } }: { view: KpiView }) {
  const ops = useOpsWords()
  const long = ({ count, meanSeconds, longestSeconds }: DurationsView) => (count === 0 ? '–' : ops.longOf(duration(meanSeconds!, ops.units), duration(longestSeconds!, ops.units), count))
  return (
    <>
      {!complete && <p class="band">{ops.kpisCut}</p>}
      <div class="scroll-x" tabIndex={0} role="group" aria-label={ops.figures}>
        <table>
          <caption class="unseen">{ops.figures}</caption>
          <thead><tr>{[ops.kind, ops.deviceTotal, ops.availability, ops.downTime, ops.maintenanceTime, ops.repair, ops.detection].map(one => <th key={one} scope="col">{one}</th>)}</tr></thead>
          <tbody>
            {kinds.map(({ kind, devices, availability, downSeconds, maintenanceSeconds, repair, detection }) => (
              <tr key={kind}>
                <th scope="row">{ops.kinds[kind] ?? kind}</th>
                <td>{devices}</td>
                <td><b>{availability === null ? '–' : percent(availability, 2)}</b></td>
                <td>{downSeconds ? duration(downSeconds, ops.units) : '–'}</td>
                <td>{maintenanceSeconds ? duration(maintenanceSeconds, ops.units) : '–'}</td>
                <td>{long(repair)}</td>
                <td>{long(detection)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      <p class="quiet small">{ops.kpisMore}</p>
    </>
  )
}
