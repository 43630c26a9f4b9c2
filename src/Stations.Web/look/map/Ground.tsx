import type { ComponentChildren } from 'preact'
import { useEffect, useLayoutEffect, useRef, useState } from 'preact/hooks'
import type { Position } from '../../live/api'
import { useSpeech } from '../../locale'
import { cluster, type Cluster, fingertip } from './cluster'
import { draw } from './draw'
import { useOutline } from './outline'
import { useGestures } from './useGestures'
import { useTiles } from './useTiles'
import { fit, type Size, toScreen, type View, zoomed } from './view'

interface Props<T> {
  /** What stands on it; at least one. */
  places: readonly T[]
  at(place: T): Position
  /** Where one who looks is. */
  here?: Position | null
  /** What is seen at first; all of the places where nothing is said. */
  whole?: readonly Position[]
  /** What stands where one place is, or several that lie too close together; `enter` looks at them from nearer. */
  pin(cluster: Cluster<T>, enter: () => void): ComponentChildren
}

const zoomStep = 1.8
const nothing: Size = { width: 0, height: 0 }

/** A sketch of the ground that one can move and zoom, by finger, wheel, button or key. */
export function Ground<T>({ places, at, here = null, whole = places.map(at), pin }: Props<T>) {
  const { words } = useSpeech()
  const box = useRef<HTMLDivElement>(null)
  const canvas = useRef<HTMLCanvasElement>(null)
  const [size, setSize] = useState(nothing)
  const [moved, setMoved] = useState<View | null>(null)
  const outline = useOutline()
  const tiles = useTiles()
  const [came, setCame] = useState(0)
  const view = moved ?? fit(whole, size)!
  const change = (next: (view: View, size: Size) => View) => setMoved(before => next(before ?? view, size))
  const gestures = useGestures(box, change, () => setMoved(null))

  useLayoutEffect(() => {
    const measure = () => box.current && setSize({ width: box.current.clientWidth, height: box.current.clientHeight })
    measure()
    addEventListener('resize', measure)
    return () => removeEventListener('resize', measure)
  }, [])
  useEffect(() => {
    const repaint = () => canvas.current && size.width > 0 && draw(canvas.current, view, size, outline, here, words, tiles, () => setCame(count => count + 1))
    repaint()
    const night = matchMedia('(prefers-color-scheme: dark)')
    night.addEventListener('change', repaint)
    return () => night.removeEventListener('change', repaint)
  }, [view.centre.latitude, view.centre.longitude, view.metresPerPixel, size, outline, here, words, tiles, came])

  const clusters = size.width > 0 ? cluster(places, place => toScreen(view, size, at(place))) : []
  const inSight = clusters.filter(({ x, y }) => x > -fingertip && y > -fingertip && x < size.width + fingertip && y < size.height + fingertip)
  return (
    <div class="map">
      <div class="ground" ref={box} tabIndex={0} role="group" aria-label={words.mapLabel} {...gestures}>
        <canvas ref={canvas} aria-hidden="true" />
        {inSight.map(one => pin(one, () => change((_, size) => fit(one.members.map(at), size)!)))}
      </div>
      <div class="zoom">
        <button type="button" class="button" aria-label={words.zoomIn} onClick={() => change((view, size) => zoomed(view, size, zoomStep))}>+</button>
        <button type="button" class="button" aria-label={words.zoomOut} onClick={() => change((view, size) => zoomed(view, size, 1 / zoomStep))}>−</button>
        <button type="button" class="button" aria-label={words.wholeMap} onClick={() => setMoved(null)}>⤢</button>
      </div>
    </div>
  )
}
