import { useEffect, useLayoutEffect, useRef, useState } from 'preact/hooks'
import type { NeedName, Position } from '../../live/api'
import { useSpeech } from '../../locale'
import type { Place } from '../list/choose'
import { cluster } from './cluster'
import { draw } from './draw'
import { useOutline } from './outline'
import { Pin } from './Pin'
import { useGestures } from './useGestures'
import { fit, type Size, toScreen, type View, zoomed } from './view'

interface Props {
  places: readonly Place[]
  here: Position | null
  first: NeedName
  chosen: string | null
  choose(id: string): void
  now: number
}

const zoomStep = 1.8
const nothing: Size = { width: 0, height: 0 }

export function Ground({ places, here, first, chosen, choose, now }: Props) {
  const { words } = useSpeech()
  const box = useRef<HTMLDivElement>(null)
  const canvas = useRef<HTMLCanvasElement>(null)
  const [size, setSize] = useState(nothing)
  const [moved, setMoved] = useState<View | null>(null)
  const outline = useOutline()
  const positions = places.map(({ station }) => station.position!)
  const view = moved ?? fit(here ? [here, ...positions.slice(0, 5)] : positions, size)!
  const change = (next: (view: View, size: Size) => View) => setMoved(before => next(before ?? view, size))
  const gestures = useGestures(box, change, () => setMoved(null))

  useLayoutEffect(() => {
    const measure = () => box.current && setSize({ width: box.current.clientWidth, height: box.current.clientHeight })
    measure()
    addEventListener('resize', measure)
    return () => removeEventListener('resize', measure)
  }, [])
  useEffect(() => {
    const repaint = () => canvas.current && size.width > 0 && draw(canvas.current, view, size, outline, here, words)
    repaint()
    const night = matchMedia('(prefers-color-scheme: dark)')
    night.addEventListener('change', repaint)
    return () => night.removeEventListener('change', repaint)
  }, [view.centre.latitude, view.centre.longitude, view.metresPerPixel, size, outline, here, words])

  const clusters = size.width > 0 ? cluster(places, ({ station }) => toScreen(view, size, station.position!)) : []
  const inSight = clusters.filter(({ x, y }) => x > -24 && y > -24 && x < size.width + 24 && y < size.height + 24)
  return (
    <div class="map">
      <div class="ground" ref={box} tabIndex={0} role="group" aria-label={words.mapLabel} {...gestures}>
        <canvas ref={canvas} aria-hidden="true" />
        {inSight.map(one => (
          <Pin
            key={one.members[0]!.station.id} at={one} first={first} now={now} chosen={one.members.some(({ station }) => station.id === chosen)}
            tap={() => (one.members.length === 1 ? choose(one.members[0]!.station.id) : change((_, size) => fit(one.members.map(({ station }) => station.position!), size)!))}
          />
        ))}
      </div>
      <div class="zoom">
        <button type="button" class="button" aria-label={words.zoomIn} onClick={() => change((view, size) => zoomed(view, size, zoomStep))}>+</button>
        <button type="button" class="button" aria-label={words.zoomOut} onClick={() => change((view, size) => zoomed(view, size, 1 / zoomStep))}>−</button>
        <button type="button" class="button" aria-label={words.wholeMap} onClick={() => setMoved(null)}>⤢</button>
      </div>
    </div>
  )
}
