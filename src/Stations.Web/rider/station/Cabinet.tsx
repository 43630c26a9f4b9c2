import type { Device } from '../../live/api'
import { fill, useSpeech } from '../../locale'
import { State } from '../../look/Mark'
import { Age } from '../Facts'
import { nextFull, span } from '../figure'
import { becauseOf, freshnessOf, isDoubt, reportedOf, swaps, toneOf, toneOfDevice, wordOf, wordOfSlot } from './state'

/** The cabinet as one stands before it: its doors by number, what is behind each, and when it will be full. */
export function Cabinet({ cabinet, name, now }: { cabinet: Device; name: string; now: number }) {
  const { words } = useSpeech()
  const age = freshnessOf(cabinet, now)
  const times = (cabinet.slots ?? []).filter(({ status }) => status === 'CHARGING').map(slot => nextFull(slot.full, now)).filter(time => time !== null)
  const why = becauseOf(cabinet.reason, age, words)
  const free = cabinet.status === 'AVAILABLE' && age !== 'silent'
  return (
    <section class="panel">
      <div class="row">
        <h2>{name}</h2>
        <State tone={toneOfDevice(cabinet, age)}>{free ? fill(swaps(cabinet) ? words.swap.charged : words.freeOf, cabinet.free, cabinet.total) : wordOf(cabinet, age, words)}</State>
      </div>
      <ul class="doors">
        {(cabinet.slots ?? []).map(slot => (
          <li key={slot.number} class={`door ${slot.confidence === 'low' && slot.status === 'AVAILABLE' ? 'none' : toneOf(slot.status, age)}`}>
            <b>
              <span class="unseen">{fill(words.door, slot.number)}</span>
              <span aria-hidden="true">{slot.number}</span>
            </b>
            <span>{wordOfSlot(slot, age, now, words, swaps(cabinet))}</span>
            {slot.use === 'CHARGING' && slot.chargePercent !== null && age !== 'silent' && <small>{fill(words.percent, Math.round(slot.chargePercent))}</small>}
            {isDoubt(slot.reason) && age !== 'silent' && <span class="because">{words.reasons[slot.reason]}</span>}
          </li>
        ))}
      </ul>
      {why && <p class="because">{why}</p>}
      {times.length > 0 && age !== 'silent' && (
        <p class="quiet">{fill(words.nextFull, span([Math.min(...times.map(([least]) => least)), Math.min(...times.map(([, most]) => most))]))}{!swaps(cabinet) && ` – ${words.nextFullMore}`}</p>
      )}
      <p class="foot"><Age reported={reportedOf(cabinet)} now={now} /></p>
    </section>
  )
}
