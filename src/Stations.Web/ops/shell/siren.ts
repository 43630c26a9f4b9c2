import { useEffect, useState } from 'preact/hooks'
import { recall, remember } from '../../look/remembered'

const key = 'siren'
/** Often enough to be found again, seldom enough to telephone meanwhile. */
const everyMs = 4_000

let context: AudioContext | null = null

/** Two rising tones, made here: nothing has to be loaded when it matters. */
function sound(): void {
  if (!context) return
  for (const [start, pitch] of [[0, 660], [0.22, 880]] as const) {
    const [tone, volume] = [context.createOscillator(), context.createGain()]
    const at = context.currentTime + start
    tone.frequency.value = pitch
    volume.gain.setValueAtTime(0.0001, at)
    volume.gain.exponentialRampToValueAtTime(0.4, at + 0.03)
    volume.gain.exponentialRampToValueAtTime(0.0001, at + 0.2)
    tone.connect(volume).connect(context.destination)
    tone.start(at)
    tone.stop(at + 0.22)
  }
}

export interface Siren {
  on: boolean
  /** The browser has not allowed it yet: it needs a press after each new page. */
  muted: boolean
  /** There is a danger, and nobody has switched it on. */
  silent: boolean
  toggle(): void
}

/** Sounds while `danger` holds, once somebody has switched it on: a browser makes no sound before a press. */
export function useSiren(danger: boolean): Siren {
  const [on, setOn] = useState(() => recall(key) === 'on')
  const [allowed, setAllowed] = useState(context?.state === 'running')
  const allow = () => {
    context ??= new AudioContext()
    void context.resume().then(() => setAllowed(context!.state === 'running'), () => undefined)
  }
  useEffect(() => {
    if (!on || allowed) return
    addEventListener('pointerdown', allow, { once: true })
    return () => removeEventListener('pointerdown', allow)
  }, [on, allowed])
  useEffect(() => {
    if (!on || !allowed || !danger) return
    sound()
    const timer = setInterval(sound, everyMs)
    return () => clearInterval(timer)
  }, [on, allowed, danger])
  return {
    on,
    muted: on && !allowed,
    silent: danger && !on,
    toggle() {
      allow()
      remember(key, on ? 'off' : 'on')
      setOn(!on)
    },
  }
}
