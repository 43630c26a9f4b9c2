import { useState } from 'preact/hooks'
import type { DistrictsView, ReportPage, ReportView } from '../../live/contract'
import { useSpeech } from '../../locale'
import { useAsk, withQuery } from '../ask'
import { useOpsWords } from '../locale'
import type { PageProps } from '../page'
import { change } from '../route'
import { Choice } from '../shell/Choice'
import { Paging } from '../shell/Paging'
import { Empty, View } from '../shell/View'
import { Answer, type Verb } from './Answer'
import { ReportCard } from './ReportCard'
import { stateAsked, states } from './ticket'

const size = 50

/** What riders say is wrong; without a filter what nobody has answered yet. */
export function ReportsPage({ now, query, districts }: PageProps & { districts: DistrictsView | null }) {
  const ops = useOpsWords()
  const { words, say } = useSpeech()
  const filter = { state: query.get('state') ?? '', district: query.get('district') ?? '', device: query.get('device') ?? '', cursor: query.get('cursor') ?? '' }
  const asked = useAsk<ReportPage>(withQuery('/reports', { ...filter, state: stateAsked(filter.state), limit: size }), 10_000)
  const [answering, setAnswering] = useState<{ report: ReportView; verb: Verb } | null>(null)
  const narrow = (parts: Record<string, string>) => change({ ...parts, cursor: '' })
  const isNarrow = filter.state || filter.district || filter.device
  return (
    <>
      <h1>{ops.pages.reports}</h1>
      <form class="filters" role="search" onSubmit={event => event.preventDefault()}>
        <Choice label={ops.state} all={words.ticketStates.OPEN} value={filter.state} options={[...states.slice(1).map(one => [one, words.ticketStates[one]] as const), ['all', ops.allStates]]} pick={state => narrow({ state })} />
        <Choice label={words.district} all={words.allDistricts} value={filter.district} options={(districts?.districts ?? []).map(({ id, name }) => [id, say(name) || id])} pick={district => narrow({ district })} />
        {filter.device && <button type="button" class="button" onClick={() => narrow({ device: '' })}><code>{filter.device}</code> ✕<span class="unseen">{ops.clear}</span></button>}
      </form>
      <View asked={asked} bones={4}>
        {({ reports, total, stationNames, next }) => reports.length === 0 ? (
          isNarrow ? <Empty title={ops.noneMatch} more={ops.noneMatchMore} /> : <Empty title={ops.reports.none} more={ops.reports.noneMore} />
        ) : (
          <>
            <ul class="alarms">
              {reports.map(report => <ReportCard key={report.ticket} report={report} station={say(stationNames[report.station] ?? null) || report.station} now={now} answer={verb => setAnswering({ report, verb })} />)}
            </ul>
            <Paging told={ops.rows(reports.length, total)} cursor={filter.cursor} next={next} size={size} />
          </>
        )}
      </View>
      {answering && <Answer {...answering} close={() => setAnswering(null)} done={asked.again} />}
    </>
  )
}
