import { useEffect, useLayoutEffect, useRef, useState } from 'preact/hooks'
import type { Alarm, Station } from '../../live/api'
import { useSpeech } from '../../locale'
import { Mark, type Tone } from '../../look/Mark'
import { cluster, type Cluster } from '../../rider/map/cluster'
import { draw } from '../../rider/map/draw'
import { useOutline } from '../../rider/map/outline'
import { useGestures } from '../../rider/map/useGestures'
import { fit, type Size, toScreen, type View, zoomed } from '../../rider/map/view'
import { severityTones } from '../alarms/AlarmCard'
import { useOpsWords } from '../locale'

interface Props {
  stations: readonly Station[]
  alarms: readonly Alarm[]
  chosen: string | null
  choose(id: string): void
  now: number
}

const zoomStep = 1.8

/** The stations on the rider's ground, each by the gravest of its alarms. */
export function Map({ stations, alarms, chosen, choose }: Props) {
  const { words, say } = useSpeech()
  const ops = useOpsWords()
  const box = useRef<HTMLDivElement>(null)
  const canvas = useRef<HTMLCanvasElement>(null)
  const [size, setSize] = useState<Size>({ width: 0, height: 0 })
  const [moved, setMoved] = useState<View | null>(null)
  const outline = useOutline()
  const placed = stations.filter(({ position }) => position)
  const view = moved ?? fit(placed.map(({ position }) => position!), size)!
  const change = (next: (view: View, size: Size) => View) => setMoved(before => next(before ?? view, size))
  const gestures = useGestures(box, change, () => setMoved(null))
  useLayoutEffect(() => {
    const measure = () => box.current && setSize({ width: box.current.clientWidth, height: box.current.clientHeight })
    measure()
    addEventListener('resize', measure)
    return () => removeEventListener('resize', measure)
  }, [])
  useEffect(() => {
    const repaint = () => canvas.current && size.width > 0 && draw(canvas.current, view, size, outline, null, words)
    repaint()
    const night = matchMedia('(prefers-color-scheme: dark)')
    night.addEventListener('change', repaint)
    return () => night.removeEventListener('change', repaint)
  }, [view.centre.latitude, view.centre.longitude, view.metresPerPixel, size, outline, words])
  const clusters = size.width > 0 ? cluster(placed, ({ position }) => toScreen(view, size, position!)) : []
  return (
    <div class="map">
      <div class="ground" ref={box} tabIndex={0} role="group" aria-label={words.mapLabel} {...gestures}>
        <canvas ref={canvas} aria-hidden="true" />
        {clusters.map(one => {
          const own = alarms.filter(({ station }) => one.members.some(({ id }) => id === station))
          const name = one.members.map(({ name, id }) => say(name) || id).join(', ')
          return (
            <Pin
              key={one.members[0]!.id} at={one} tone={own[0] ? severityTones[own[0].severity] : 'free'} text={own.length > 0 ? String(own.length) : one.members.length > 1 ? `${one.members.length}` : ''}
              label={own.length > 0 ? `${name}: ${ops.alarms(own.length)}` : one.members.length > 1 ? `${one.members.length}: ${name}` : name} chosen={one.members.some(({ id }) => id === chosen)}
              tap={() => (one.members.length === 1 ? choose(one.members[0]!.id) : change((_, size) => fit(one.members.map(({ position }) => position!), size)!))}
            />
          )
        })}
      </div>
      <div class="zoom">
        <button type="button" class="button" aria-label={words.zoomIn} onClick={() => change((view, size) => zoomed(view, size, zoomStep))}>+</button>
        <button type="button" class="button" aria-label={words.zoomOut} onClick={() => change((view, size) => zoomed(view, size, 1 / zoomStep))}>−</button>
        <button type="button" class="button" aria-label={words.wholeMap} onClick={() => setMoved(null)}>⤢</button>
      </div>
    </div>
  )
}

interface PinProps {
  at: Cluster<Station>
  tone: Tone
  text: string
  label: string
  chosen: boolean
  tap(): void
}

/** Its place is set by script alone: the page's policy knows no inline style. */
function Pin({ at: { x, y, members }, tone, text, label, chosen, tap }: PinProps) {
  const button = useRef<HTMLButtonElement>(null)
  useLayoutEffect(() => {
    button.current!.style.transform = `translate(${Math.round(x)}px, ${Math.round(y)}px) translate(-50%, -50%)`
  }, [x, y])
  return (
    <button ref={button} type="button" class={`pin ${tone}${members.length > 1 ? ' many' : ''}`} aria-pressed={chosen} aria-label={label} onClick={tap}>
      <Mark tone={tone} />
      {text && <b>{text}</b>}
    </button>
  )
}
