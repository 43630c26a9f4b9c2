import type { Position } from '../../live/api'
import type { Words } from '../../locale'
import { distanceText } from '../distance'
import type { Line } from './outline'
import type { Underlay } from './useTiles'
import { scaleBar, type Size, toScreen, type View } from './view'

const longestScale = 120

/** Roads are drawn, areas are filled. */
const isRing = (line: Line): boolean => {
  const [first, last] = [line[0], line[line.length - 1]]
  return first !== undefined && first.latitude === last?.latitude && first.longitude === last.longitude
}

/** The ground: a quiet grid or the operator's tiles, the operator's outline, where the rider is, and the scale. Stations stand above it as buttons. */
export function draw(canvas: HTMLCanvasElement, view: View, size: Size, outline: readonly Line[], here: Position | null, words: Words, tiles: Underlay | null, ready: () => void): void {
  const ratio = devicePixelRatio || 1
  canvas.width = Math.round(size.width * ratio)
  canvas.height = Math.round(size.height * ratio)
  const context = canvas.getContext('2d')
  if (!context) return
  const colours = getComputedStyle(canvas)
  const colour = (name: string) => colours.getPropertyValue(`--${name}`).trim()
  context.scale(ratio, ratio)
  context.fillStyle = colour('card')
  context.fillRect(0, 0, size.width, size.height)

  const scale = scaleBar(view, longestScale)
  if (tiles) tiles.paint(context, view, size, ready)
  else {
    const origin = toScreen(view, size, { latitude: Math.round(view.centre.latitude * 100) / 100, longitude: Math.round(view.centre.longitude * 100) / 100 })
    context.strokeStyle = colour('line')
    context.lineWidth = 1
    context.beginPath()
    for (let x = origin.x % scale.pixels; x < size.width; x += scale.pixels) context.rect(x, -1, 0, size.height + 2)
    for (let y = origin.y % scale.pixels; y < size.height; y += scale.pixels) context.rect(-1, y, size.width + 2, 0)
    context.stroke()
  }

  context.strokeStyle = colour('edge')
  context.fillStyle = colour('ember-soft')
  context.lineWidth = 2
  context.lineJoin = 'round'
  for (const line of outline) {
    context.beginPath()
    for (const place of line) {
      const { x, y } = toScreen(view, size, place)
      context.lineTo(x, y)
    }
    context.globalAlpha = 0.5
    if (isRing(line)) context.fill()
    context.globalAlpha = 1
    context.stroke()
  }

  if (here) {
    const { x, y } = toScreen(view, size, here)
    context.beginPath()
    context.arc(x, y, 8, 0, 2 * Math.PI)
    context.fillStyle = colour('ember')
    context.fill()
    context.lineWidth = 3
    context.strokeStyle = colour('card')
    context.stroke()
  }

  context.strokeStyle = context.fillStyle = colour('quiet')
  context.lineWidth = 2
  context.beginPath()
  context.moveTo(12, size.height - 18)
  context.lineTo(12, size.height - 12)
  context.lineTo(12 + scale.pixels, size.height - 12)
  context.lineTo(12 + scale.pixels, size.height - 18)
  context.stroke()
  context.font = `14px ${colours.fontFamily}`
  context.fillText(distanceText(scale.metres, words), 18, size.height - 20)
  context.textAlign = 'right'
  context.fillText(tiles ? tiles.credit : words.mapNote, size.width - 12, size.height - 14)
}
