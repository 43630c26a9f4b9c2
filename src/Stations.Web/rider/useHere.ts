import { useState } from 'preact/hooks'
import type { Position } from '../live/api'

export type Locating = 'idle' | 'asking' | 'refused'

/** The rider's position: asked for only on demand, kept in this page alone and never sent anywhere. */
export function useHere() {
  const [here, setHere] = useState<Position | null>(null)
  const [locating, setLocating] = useState<Locating>('idle')
  const toggle = () => {
    if (here) return setHere(null)
    if (!navigator.geolocation) return setLocating('refused')
    setLocating('asking')
    navigator.geolocation.getCurrentPosition(
      ({ coords: { latitude, longitude } }) => {
        setHere({ latitude, longitude })
        setLocating('idle')
      },
      () => setLocating('refused'),
      { enableHighAccuracy: true, timeout: 10_000, maximumAge: 60_000 },
    )
  }
  return { here, locating, toggle }
}
