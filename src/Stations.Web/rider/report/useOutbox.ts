import { useEffect, useRef, useState } from 'preact/hooks'
import { keep, kept, pauseAfter, type Sending, send, sendPhoto } from './outbox'

export interface Outbox {
  sendings: readonly Sending[]
  /** Keys of reports that the server did not take. */
  refused: ReadonlySet<string>
  file(sending: Sending): void
}

/** Sends what waits: at once, when the network is back, and again after a pause as long as something waits. */
export function useOutbox(): Outbox {
  const [sendings, setSendings] = useState(kept)
  const [refused, setRefused] = useState<ReadonlySet<string>>(new Set())
  const tries = useRef(0)
  const busy = useRef(false)
  const again = useRef(false)
  const wake = useRef<() => void>(() => undefined)

  useEffect(() => {
    let timer: ReturnType<typeof setTimeout> | undefined
    const change = (to: (before: Sending[]) => Sending[]) => {
      const next = to(kept())
      keep(next)
      setSendings(next)
    }
    const run = async () => {
      if (busy.current) {
        again.current = true
        return
      }
      busy.current = true
      clearTimeout(timer)
      let later = false
      for (const one of kept().filter(({ ticket, photo }) => !ticket || photo)) {
        const replace = (by: Sending[]) => change(all => all.flatMap(other => (other.report.key === one.report.key ? by : [other])))
        const outcome = one.ticket ? ({ state: 'sent', ticket: one.ticket } as const) : await send(one)
        if (outcome.state === 'later') later = true
        else if (outcome.state === 'refused') {
          setRefused(before => new Set([...before, one.report.key]))
          replace([])
        } else {
          replace([{ ...one, ticket: outcome.ticket }])
          if (one.photo && !(await sendPhoto(outcome.ticket, one.photo))) later = true
          else replace([{ ...one, ticket: outcome.ticket, photo: undefined }])
        }
      }
      busy.current = false
      if (again.current) {
        again.current = false
        return run()
      }
      tries.current = later ? tries.current + 1 : 0
      if (later) timer = setTimeout(() => void run(), pauseAfter(tries.current, Math.random()))
    }
    wake.current = () => void run()
    const online = () => {
      tries.current = 0
      void run()
    }
    addEventListener('online', online)
    void run()
    return () => {
      clearTimeout(timer)
      removeEventListener('online', online)
    }
  }, [])

  return {
    sendings,
    refused,
    file(sending) {
      const next = [...kept(), sending]
      keep(next)
      setSendings(next)
      wake.current()
    },
  }
}
