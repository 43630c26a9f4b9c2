import { expect, test } from 'vitest'
import { metresBetween } from '../distance'
import { gcj02Of } from './gcj02'

test('Tiananmen is where the published conversion puts it', () => {
  const { latitude, longitude } = gcj02Of({ latitude: 39.908823, longitude: 116.39747 })
  expect(latitude).toBeCloseTo(39.910226, 5)
  expect(longitude).toBeCloseTo(116.403713, 5)
})

test('a station in China is shifted by some hundred metres', () => {
  const here = { latitude: 32.0489, longitude: 112.1213 }
  expect(metresBetween(here, gcj02Of(here))).toBeGreaterThan(100)
  expect(metresBetween(here, gcj02Of(here))).toBeLessThan(1_000)
})

test('what is not in China stays where it is', () => {
  const berlin = { latitude: 52.52, longitude: 13.405 }
  expect(gcj02Of(berlin)).toEqual(berlin)
})
