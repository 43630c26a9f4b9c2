import { useState } from 'preact/hooks'
import type { ReportView } from '../../live/contract'
import { useSpeech } from '../../locale'
import { State } from '../../look/Mark'
import { clockTime } from '../../look/time'
import { useOpsWords } from '../locale'
import { mayAct } from '../may'
import { useSession } from '../session'
import type { Verb } from './Answer'
import { ticketTone } from './ticket'

interface Props {
  report: ReportView
  station: string
  now: number
  answer(verb: Verb): void
}

/** What somebody reported, and what became of it. */
export function ReportCard({ report, station, now, answer }: Props) {
  const ops = useOpsWords()
  const { words } = useSpeech()
  const session = useSession()
  const { ticket, device, slot, reason, state, at, reporters, closedAt, by, text, photo } = report
  const time = (when: string) => clockTime(Date.parse(when), now)
  const facts = [
    ticket,
    at && time(at),
    ops.reports.reporters(reporters),
    closedAt && ops.reports.closed(words.ticketStates[state], time(closedAt), by ?? ''),
  ].filter(Boolean)
  const tone = ticketTone(report)
  return (
    <li class={`alarm ${tone}${photo ? ' pictured' : ''}`}>
      <div class="what">
        <h3>
          <State tone={tone}>{words.reportReasons[reason]}</State>
          {device ? <a href={`/ops/devices/${device}`}>{[device.split(':').slice(1).join(' · '), slot > 0 && ops.slot(slot)].filter(Boolean).join(' · ')}</a> : words.reportStation}
          <span class="quiet">{station}</span>
        </h3>
        <p class="quiet">{facts.join(' · ')}</p>
        {text && <p class="said">“{text}”</p>}
        {report.answer && <p>{ops.reports.told}: {report.answer}</p>}
        {photo && <Photo ticket={ticket} />}
      </div>
      {state === 'OPEN' && mayAct(session) && (
        <div class="go">
          <button type="button" class="button main" onClick={() => answer('resolve')}>{ops.reports.acts.resolve}</button>
          <button type="button" class="button" onClick={() => answer('reject')}>{ops.reports.acts.reject}</button>
        </div>
      )}
    </li>
  )
}

/** Small; the whole of it where it is pressed. The oldest photos make room for others. */
function Photo({ ticket }: { ticket: string }) {
  const { reports } = useOpsWords()
  const [isGone, setGone] = useState(false)
  const address = `/api/v1/reports/${encodeURIComponent(ticket)}/photo`
  return isGone ? <p class="quiet">{reports.noPhoto}</p> : (
    <a class="photo" href={address} target="_blank"><img src={address} alt={reports.photoOf(ticket)} loading="lazy" onError={() => setGone(true)} /></a>
  )
}
