import type { RefObject } from 'preact'
import { useRef } from 'preact/hooks'
import { panned, type Point, type Size, type View, zoomed } from './view'

const step = 80
const keyZoom = 1.5
const wheelZoom = 1.2
/** A finger that moves less than this has tapped. */
const slack = 6

type Change = (next: (view: View, size: Size) => View) => void

/** Drag, pinch, wheel and keys, for one finger in a glove and for none. */
export function useGestures(box: RefObject<HTMLElement | null>, change: Change, whole: () => void) {
  const fingers = useRef(new Map<number, Point>())
  const dragging = useRef(false)
  const place = (event: { clientX: number; clientY: number }): Point => {
    const { left, top } = box.current!.getBoundingClientRect()
    return { x: event.clientX - left, y: event.clientY - top }
  }
  const lift = (event: PointerEvent) => {
    fingers.current.delete(event.pointerId)
    if (fingers.current.size === 0) dragging.current = false
  }
  return {
    onPointerDown(event: PointerEvent) {
      fingers.current.set(event.pointerId, place(event))
    },
    onPointerMove(event: PointerEvent) {
      const before = fingers.current.get(event.pointerId)
      if (!before) return
      const now = place(event)
      const other = [...fingers.current].find(([id]) => id !== event.pointerId)?.[1]
      if (!dragging.current && !other && Math.hypot(now.x - before.x, now.y - before.y) < slack) return
      if (!dragging.current) box.current!.setPointerCapture(event.pointerId)
      dragging.current = true
      fingers.current.set(event.pointerId, now)
      change((view, size) => {
        if (!other) return panned(view, size, now.x - before.x, now.y - before.y)
        const apart = (point: Point) => Math.hypot(point.x - other.x, point.y - other.y)
        return zoomed(view, size, apart(now) / Math.max(1, apart(before)), { x: (now.x + other.x) / 2, y: (now.y + other.y) / 2 })
      })
    },
    onPointerUp: lift,
    onPointerCancel: lift,
    onWheel(event: WheelEvent) {
      event.preventDefault()
      const at = place(event)
      change((view, size) => zoomed(view, size, event.deltaY < 0 ? wheelZoom : 1 / wheelZoom, at))
    },
    onKeyDown(event: KeyboardEvent) {
      const moves: Record<string, [number, number]> = { ArrowLeft: [step, 0], ArrowRight: [-step, 0], ArrowUp: [0, step], ArrowDown: [0, -step] }
      const move = moves[event.key]
      if (move) change((view, size) => panned(view, size, ...move))
      else if (event.key === '+' || event.key === '=') change((view, size) => zoomed(view, size, keyZoom))
      else if (event.key === '-') change((view, size) => zoomed(view, size, 1 / keyZoom))
      else if (event.key === '0') whole()
      else return
      event.preventDefault()
    },
  }
}
