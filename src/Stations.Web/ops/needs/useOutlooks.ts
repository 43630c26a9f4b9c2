import { useEffect, useState } from 'preact/hooks'
import type { DevicePage, HistoryView } from '../../live/contract'
import { ask, withQuery } from '../ask'
import { type Outlook, outlookOf, scarcest } from './stock'

const everyMs = 5 * 60_000
const backMs = 3 * 3_600_000

/** What will run out, looked at every few minutes; null until it is known, and what could not be asked is left out. */
export function useOutlooks(): { outlooks: Outlook[]; fridges: DevicePage } | null {
  const [known, setKnown] = useState<{ outlooks: Outlook[]; fridges: DevicePage } | null>(null)
  useEffect(() => {
    const stop = new AbortController()
    const look = async () => {
      const fridges = await ask<DevicePage>('/devices?kind=love_fridge&limit=500', { signal: stop.signal })
      const now = Date.now()
      const told = await Promise.all(scarcest(fridges.devices).map(({ id }) =>
        ask<HistoryView>(withQuery(`/devices/${encodeURIComponent(id)}/history`, { field: 'stock', from: now - backMs, resolution: 'minute' }), { signal: stop.signal })
          .then(({ points }) => outlookOf(id, points, now), () => null)))
      setKnown({ fridges, outlooks: told.filter(one => one !== null) })
    }
    const run = () => void look().catch(() => undefined)
    run()
    const timer = setInterval(run, everyMs)
    return () => {
      stop.abort()
      clearInterval(timer)
    }
  }, [])
  return known
}
