import { useState } from 'preact/hooks'
import type { Position } from '../live/api'

export interface Here {
  position: Position | null
  state: 'idle' | 'asking' | 'refused'
  toggle(): void
}

/** The rider's position: asked for only on demand, kept in this page alone and never sent anywhere. */
export function useHere(): Here {
  const [position, setPosition] = useState<Position | null>(null)
  const [state, setState] = useState<Here['state']>('idle')
  const toggle = () => {
    if (position) return setPosition(null)
    if (!navigator.geolocation) return setState('refused')
    setState('asking')
    navigator.geolocation.getCurrentPosition(
      ({ coords: { latitude, longitude } }) => {
        setPosition({ latitude, longitude })
        setState('idle')
      },
      () => setState('refused'),
      { enableHighAccuracy: true, timeout: 10_000, maximumAge: 60_000 },
    )
  }
  return { position, state, toggle }
}
