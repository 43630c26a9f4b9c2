import { useEffect, useState } from 'preact/hooks'
import type { Device } from '../../live/api'
import { useSpeech } from '../../locale'
import { clockTime } from '../../look/time'
import type { Sending } from './outbox'
import { calledOf } from './things'

type State = 'OPEN' | 'USED_SINCE' | 'RESOLVED' | 'REJECTED' | 'WAITING'

interface Told {
  state: State
  answer: string | null
}

/** Enough to see what became of the last ones. */
const mostShown = 5

/** What this phone reported here, and what became of it; asked when the page is opened and after each sending. */
export function Mine({ station, devices, sendings, now }: { station: string; devices: readonly Device[]; sendings: readonly Sending[]; now: number }) {
  const { words } = useSpeech()
  const [told, setTold] = useState<ReadonlyMap<string, Told>>(new Map())
  const mine = sendings.filter(({ report }) => report.station === station).slice(-mostShown).reverse()
  const tickets = mine.flatMap(({ ticket }) => (ticket ? [ticket] : []))
  useEffect(() => {
    let left = false
    for (const ticket of tickets) {
      void fetch(`/api/v1/reports/${ticket}`).then(answer => (answer.ok ? answer.json() : null)).then((view: Told | null) => {
        if (view && !left) setTold(before => new Map([...before, [ticket, view]]))
      }).catch(() => undefined)
    }
    return () => {
      left = true
    }
  }, [tickets.join(' ')])
  if (mine.length === 0) return null
  return (
    <>
      <h3>{words.reportMine}</h3>
      <ul class="appliances">
        {mine.map(({ report, ticket, at }) => {
          const device = devices.find(({ id }) => id === report.device) ?? null
          const view = ticket ? told.get(ticket) : undefined
          return (
            <li key={report.key}>
              <b>{calledOf({ device, slot: report.slot ?? 0 }, devices, words)}: {words.reportReasons[report.reason]}</b>
              <small class="age">{clockTime(at, now)}</small>
              <span class="state calm">{ticket ?? ''} {words.ticketStates[view?.state ?? (ticket ? 'OPEN' : 'WAITING')]}{view?.answer ? ` – ${view.answer}` : ''}</span>
            </li>
          )
        })}
      </ul>
    </>
  )
}
