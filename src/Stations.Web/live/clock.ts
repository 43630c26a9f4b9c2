import { useEffect, useState } from 'preact/hooks'

/** An HTTP date has whole seconds, and the answer takes a while to arrive: a smaller difference says nothing. */
const tolerableMs = 2_000

/** How far the server's clock is ahead of ours, in milliseconds; 0 when it cannot be told. */
export function offsetOf(date: string | null, askedAt: number, answeredAt: number): number {
  const offset = Date.parse(date ?? '') + 500 - (askedAt + answeredAt) / 2
  return Math.abs(offset) > tolerableMs ? offset : 0
}

/** The server's time, ticking every second, so that ages are right on a phone whose clock is wrong. */
export function useServerNow(): number {
  const [offset, setOffset] = useState(0)
  const [now, setNow] = useState(Date.now)
  useEffect(() => {
    const timer = setInterval(() => setNow(Date.now()), 1_000)
    return () => clearInterval(timer)
  }, [])
  useEffect(() => {
    const askedAt = Date.now()
    fetch('/icon.svg', { cache: 'no-store' })
      .then(answer => setOffset(offsetOf(answer.headers.get('Date'), askedAt, Date.now())))
      .catch(() => undefined)
  }, [])
  return now + offset
}
