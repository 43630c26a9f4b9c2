import type { Slot } from '../live/api'
import { Mark, type Tone } from '../look/Mark'
import { clockTime } from '../look/time'
import { useSpeech } from '../locale'
import { becauseOf } from './because'
import { useOpsWords } from './locale'
import { faded, statusTones } from './tones'
import { readingText } from './values'

const toneOf = (slot: Slot): Tone => (slot.health === 'FAULT' ? 'bad' : statusTones[slot.status])

interface Props {
  slots: readonly Slot[]
  doubtful: boolean
  now: number
}

/** The cabinet as one sees it: its doors by number. */
export function Doors({ slots, doubtful, now }: Props) {
  const ops = useOpsWords()
  const { words } = useSpeech()
  return (
    <ul class="doors" aria-label={ops.slots}>
      {slots.map(slot => {
        const because = becauseOf(slot)
        const tone = doubtful ? faded(toneOf(slot)) : toneOf(slot)
        const readings = [
          slot.item,
          slot.stock != null && `× ${slot.stock}`,
          slot.expiryDays != null && readingText('_d', slot.expiryDays, ops),
          slot.chargePercent != null && readingText('_pct', slot.chargePercent, ops),
          slot.powerWatts != null && readingText('_w', slot.powerWatts, ops),
          slot.temperatureCelsius != null && readingText('_c', slot.temperatureCelsius, ops),
        ].filter(Boolean)
        return (
          <li key={slot.number} class={`door ${tone}`}>
            <b>
              <span class="unseen">{ops.slot(slot.number)}</span>
              <span aria-hidden="true">{slot.number}</span>
              <Mark tone={tone} />
            </b>
            <span>{slot.health === 'FAULT' ? ops.healths.FAULT : ops.uses[slot.use]}</span>
            <small>{readings.join(' · ')}</small>
            {because && <small>{words.reasons[because]}</small>}
            {slot.since && <small>{ops.since(clockTime(Date.parse(slot.since), now))}</small>}
          </li>
        )
      })}
    </ul>
  )
}
