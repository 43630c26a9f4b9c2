import { describe, expect, test } from 'vitest'
import { cluster } from './cluster'
import { readOutline } from './outline'
import { fit, panned, scaleBar, toScreen, toWorld, zoomed } from './view'

const size = { width: 400, height: 300 }
const here = { latitude: 32.05, longitude: 112.13 }
const there = { latitude: 32.06, longitude: 112.15 }
const view = fit([here, there], size)!

describe('the view', () => {
  test('shows all of the places', () => {
    for (const place of [here, there]) {
      const { x, y } = toScreen(view, size, place)
      expect([x > 0, x < 400, y > 0, y < 300]).toEqual([true, true, true, true])
    }
  })
  test('has north above and east to the right', () => {
    const [a, b] = [toScreen(view, size, here), toScreen(view, size, there)]
    expect([b.x > a.x, b.y < a.y]).toEqual([true, true])
  })
  test('finds the way back from the screen', () => {
    const back = toWorld(view, size, toScreen(view, size, there))
    expect(back.latitude).toBeCloseTo(there.latitude, 9)
    expect(back.longitude).toBeCloseTo(there.longitude, 9)
  })
  test('moves with the finger', () => {
    const [before, after] = [toScreen(view, size, here), toScreen(panned(view, size, 30, -20), size, here)]
    expect(after.x - before.x).toBeCloseTo(30, 1)
    expect(after.y - before.y).toBeCloseTo(-20, 1)
  })
  test('keeps what is under the finger while zooming', () => {
    const at = toScreen(view, size, there)
    const after = toScreen(zoomed(view, size, 3, at), size, there)
    expect(after.x).toBeCloseTo(at.x, 1)
    expect(after.y).toBeCloseTo(at.y, 1)
  })
  test('of nothing is none', () => expect(fit([], size)).toBeNull())
  test('has a round scale', () => expect(scaleBar({ centre: here, metresPerPixel: 3 }, 100)).toEqual({ metres: 200, pixels: 200 / 3 }))
})

test('a name is shown where nothing else is in its way', () => {
  const roomy = (...points: { x: number; y: number }[]) => cluster(points, point => point).map(one => one.roomy)
  expect(roomy({ x: 0, y: 0 }, { x: 60, y: 60 })).toEqual([false, true])
  expect(roomy({ x: 0, y: 0 }, { x: 60, y: 10 })).toEqual([false, false])
  expect(roomy({ x: 0, y: 0 }, { x: 130, y: 0 })).toEqual([true, true])
})

test('what lies within a fingertip is one cluster', () => {
  const points = [{ x: 0, y: 0 }, { x: 20, y: 20 }, { x: 100, y: 0 }]
  expect(cluster(points, point => point).map(({ members }) => members.length)).toEqual([2, 1])
})

describe('an outline', () => {
  const ring = [[112, 32], [113, 32], [113, 33]]
  test('is read from polygons and lines', () => {
    const features = [{ type: 'Polygon', coordinates: [ring] }, { type: 'MultiPolygon', coordinates: [[ring], [ring]] }, { type: 'LineString', coordinates: ring }]
    const lines = readOutline({ type: 'FeatureCollection', features: features.map(geometry => ({ type: 'Feature', geometry })) })
    expect(lines).toHaveLength(4)
    expect(lines[0]![0]).toEqual({ latitude: 32, longitude: 112 })
  })
  test('of anything else is nothing', () => expect([readOutline(null), readOutline({ type: 'Point', coordinates: [1, 2] }), readOutline('x')]).toEqual([[], [], []]))
})
