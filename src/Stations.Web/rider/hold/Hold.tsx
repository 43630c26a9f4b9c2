import type { Device, NeedName, Reservation } from '../../live/api'
import { fill, useSpeech } from '../../locale'
import { Glyph } from '../../look/Mark'
import { holdableAt, isShown, leftOf, problemOf, whatOf } from './mine'
import type { Holding } from './useMine'

interface Props {
  station: string
  devices: readonly Device[]
  /** Nothing can be asked for now. */
  isCutOff?: boolean
  holding: Holding
  now: number
}

/** Keep something free for me; tell me when something is; and what is kept now. Nothing of it without script. */
export function Hold({ station, devices, isCutOff, holding, now }: Props) {
  const { words } = useSpeech()
  const { mine, isOffered, hold, wait, giveUp } = holding
  const problem = problemOf(mine, words)
  const active = mine.reservation?.state === 'held' ? mine.reservation : null
  const needs = active || mine.queue || isCutOff || !isOffered ? [] : holdableAt(devices, now)
  if (!isShown(mine, now) && !mine.queue && needs.length === 0) return null
  return (
    <section class="panel" aria-live="polite">
      <h2>{words.hold.title}</h2>
      {mine.reservation && isShown(mine, now) && (active ? <Held held={active} devices={devices} holding={holding} now={now} /> : <p>{words.hold.ended[mine.reservation.state as 'expired' | 'lost']}</p>)}
      {mine.queue && (
        <div class="row">
          <p>{fill(words.hold.waiting, words.needs[mine.queue.need as NeedName], mine.queue.position, mine.queue.waiting)}</p>
          <button type="button" class="button" onClick={giveUp}>{words.hold.leave}</button>
        </div>
      )}
      {problem && <p class="quiet" role="alert">{problem}</p>}
      {needs.length > 0 && (
        <div class="acts">
          {needs.map(({ need, free }, index) => (
            <button key={need} type="button" class={free && index === 0 ? 'button main' : 'button'} onClick={() => (free ? hold : wait)(station, need)}>
              <Glyph name={need} />
              {(free ? words.hold.hold : words.hold.wait)[need]}
            </button>
          ))}
        </div>
      )}
    </section>
  )
}

function Held({ held, devices, holding: { mine, open, giveUp }, now }: { held: Reservation; devices: readonly Device[]; holding: Holding; now: number }) {
  const { words } = useSpeech()
  return (
    <>
      <p>{fill(held.offer ? words.hold.offered : words.hold.held, whatOf(held, devices, words))} <b>{fill(words.hold.left, leftOf(held.until, now))}</b></p>
      {(held.movedFrom ?? held.instead) && <p class="quiet">{words.hold.moved}</p>}
      {mine.asked && <p class="told">{fill(words.hold.asked, held.slot ?? '')}</p>}
      <div class="row">
        {held.slot !== null && <button type="button" class="button main" onClick={open}>{words.hold.open}</button>}
        <button type="button" class="button" onClick={giveUp}>{words.hold.giveUp}</button>
      </div>
    </>
  )
}
