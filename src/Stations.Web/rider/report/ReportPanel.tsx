import { useEffect, useRef, useState } from 'preact/hooks'
import type { Device, Station } from '../../live/api'
import { fill, useSpeech } from '../../locale'
import { random, type Reason, reporter } from './outbox'
import { shrink } from './photo'
import { calledOf, reasonsFor, type Thing } from './things'
import { ChooseThing } from './ChooseThing'
import { Mine } from './Mine'
import type { Outbox } from './useOutbox'

/** Three taps: what it is, what is wrong, send. The server writes the same as a form: `Pages/ReportForm.cs`. */
export function ReportPanel({ station, devices, outbox, now }: { station: Station; devices: readonly Device[]; outbox: Outbox; now: number }) {
  const { words } = useSpeech()
  const [thing, setThing] = useState<Thing | null>(null)
  const [reason, setReason] = useState<Reason | null>(null)
  const [text, setText] = useState('')
  const [photo, setPhoto] = useState<string | null>(null)
  const [last, setLast] = useState<string | null>(null)
  const status = useRef<HTMLParagraphElement>(null)
  const chosen = useRef<HTMLHeadingElement>(null)
  useEffect(() => {
    if (thing) chosen.current?.focus()
  }, [thing])
  useEffect(() => {
    if (last) status.current?.focus()
  }, [last])

  const choose = (next: Thing) => {
    setThing(next)
    setReason(null)
  }
  const submit = () => {
    if (!thing || !reason) return
    const key = random()
    outbox.file({
      report: {
        station: station.id, reason, reporter: reporter(), key,
        ...(thing.device && { device: thing.device.id }), ...(thing.slot > 0 && { slot: thing.slot }), ...(text.trim() && { text: text.trim() }),
      },
      at: now,
      ...(photo && { photo }),
    })
    setLast(key)
    setThing(null)
    setReason(null)
    setText('')
    setPhoto(null)
  }

  const sent = outbox.sendings.find(({ report }) => report.key === last)
  return (
    <section class="panel report" id="report" aria-labelledby="report-title">
      <h2 id="report-title">{words.report}</h2>
      <p class="quiet">{words.reportMore}</p>
      <p class={last ? 'told' : 'unseen'} role="status" tabIndex={-1} ref={status}>
        {last && outbox.refused.has(last) ? words.reportRefused
          : sent?.ticket ? <><b>{fill(words.reportSent, sent.ticket)}</b> {words.reportSentMore}</>
          : sent ? words.reportKept : ''}
      </p>
      {thing ? (
        <div class="row">
          <h3 tabIndex={-1} ref={chosen}>{calledOf(thing, devices, words)}</h3>
          <button type="button" class="button" onClick={() => setThing(null)}>{words.reportAnother}</button>
        </div>
      ) : <ChooseThing devices={devices} choose={choose} />}
      {thing && (
        <div class="choices" role="group" aria-label={words.reportWhy}>
          {reasonsFor(thing.device).map(one => (
            <button key={one} type="button" class="button" aria-pressed={reason === one} onClick={() => setReason(one)}>{words.reportReasons[one]}</button>
          ))}
        </div>
      )}
      {thing && reason && (
        <div class="choices">
          <button type="button" class="button main" onClick={submit}>{words.reportSend}</button>
          <label>{words.reportText}<input class="field" maxLength={500} value={text} onInput={event => setText(event.currentTarget.value)} /></label>
          <label>
            {words.reportPhoto}
            <input class="field" type="file" accept="image/*" onChange={event => {
              const file = event.currentTarget.files?.[0]
              void (file ? shrink(file).then(setPhoto) : setPhoto(null))
            }} />
          </label>
        </div>
      )}
      <Mine station={station.id} devices={devices} sendings={outbox.sendings} now={now} />
    </section>
  )
}
