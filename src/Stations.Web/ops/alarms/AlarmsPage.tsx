import type { DistrictsView, FleetView } from '../../live/contract'
import { useSpeech } from '../../locale'
import { Notice } from '../../look/Notice'
import { useOpsWords } from '../locale'
import type { PageProps } from '../page'
import { change } from '../route'
import { manageable, raisedLastHour } from '../shell/fleet'
import { Choice } from '../shell/Choice'
import { Bones, Empty, View } from '../shell/View'
import { AlarmCard } from './AlarmCard'
import { AlarmList } from './AlarmList'
import { fold, isQuiet } from './fold'
import { useAlarms } from './useAlarms'
import { useSession } from '../session'

interface Props extends PageProps {
  districts: DistrictsView | null
  fleet: FleetView | null
}

export function AlarmsPage({ live, board, now, query, districts, fleet }: Props) {
  const ops = useOpsWords()
  const { words, say } = useSpeech()
  const session = useSession()
  const part = (name: string) => query.get(name) ?? ''
  const filter = { severity: part('severity'), status: part('status'), acknowledged: part('acknowledged'), district: part('district') }
  const { asked, alarms } = useAlarms(board, filter)
  const rate = raisedLastHour(fleet?.cells ?? [], now)
  const filtered = Object.values(filter).some(Boolean)
  const list = alarms && (() => {
    const loud = alarms.alarms.filter(one => !isQuiet(one))
    const quiet = fold(alarms.alarms.filter(isQuiet))
    const card = (line: (typeof quiet)[number]) => <AlarmCard key={line.alarm.id} line={line} names={alarms.stationNames} now={now} done={asked.again} />
    return (
      <>
        {loud.length > 0 ? <AlarmList alarms={loud} names={alarms.stationNames} now={now} open={filter.status === 'CLEARED'} done={asked.again} /> : <Empty title={filtered ? ops.noneMatch : ops.noAlarms} more={filtered ? '' : ops.noAlarmsMore} />}
        {alarms.total > alarms.alarms.length && <p class="quiet">{session ? ops.moreAlarms(alarms.total - alarms.alarms.length) : ops.moreSignedIn(alarms.total - alarms.alarms.length)}</p>}
        {quiet.length > 0 && (
          <details class="quiet-alarms">
            <summary>{ops.quietAlarms(quiet.length)}</summary>
            <ul class="alarms">{quiet.map(card)}</ul>
          </details>
        )}
      </>
    )
  })()
  return (
    <>
      <div class="row">
        <h1>{ops.pages.alarms}</h1>
        {rate !== null && <p class={rate > manageable ? 'state busy' : 'quiet'}>{ops.rateMore(rate, manageable)}</p>}
      </div>
      <form class="filters" role="search" onSubmit={event => event.preventDefault()}>
        <Choice label={ops.severity} all={ops.allSeverities} value={filter.severity} options={Object.entries(ops.severities)} pick={severity => change({ severity })} />
        <Choice label={ops.state} all={ops.allStates} value={filter.status} options={Object.entries(ops.alarmStates)} pick={status => change({ status })} />
        <Choice label={ops.seenOrNot} all={ops.seenAndNot} value={filter.acknowledged} options={[['false', ops.unseen], ['true', ops.acknowledged]]} pick={acknowledged => change({ acknowledged })} />
        <Choice label={words.district} all={words.allDistricts} value={filter.district} options={(districts?.districts ?? []).map(({ id, name }) => [id, say(name) || id])} pick={district => change({ district })} />
      </form>
      {session ? <View asked={asked}>{() => list}</View>
        : list ?? (live.link.state === 'lost' ? (
          <Notice title={words.notConnected} more={words.notConnectedMore}>
            <button type="button" class="button main" onClick={live.reconnect}>{words.retryNow}</button>
          </Notice>
        ) : <Bones count={4} />)}
    </>
  )
}
