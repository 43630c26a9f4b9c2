import { describe, expect, test } from 'vitest'
import { device, now } from '../../live/samples'
import { outlookOf, scarcest, soon } from './stock'

const told = (...stocks: [minutesAgo: number, stock: number][]) => stocks.map(([minutes, v]) => ({ t: new Date(now - minutes * 60_000).toISOString(), v }))

describe('when a fridge will be empty', () => {
  test('is told from how it was taken', () => {
    const outlook = outlookOf('a', told([60, 13], [30, 10], [0, 6]), now)!
    expect([outlook.left, outlook.pace]).toEqual([6, 7])
    expect((outlook.emptyAt - now) / 60_000).toBeCloseTo(51.4, 1)
  })
  test('counts a refill as no taking back', () => expect(outlookOf('a', told([60, 4], [40, 0], [20, 60], [0, 58]), now)!.pace).toBe(6))
  test('is not told while nothing is taken, or of too short a time', () => {
    expect(outlookOf('a', told([60, 8], [0, 8]), now)).toBeNull()
    expect(outlookOf('a', told([10, 8], [0, 2]), now)).toBeNull()
    expect(outlookOf('a', [], now)).toBeNull()
  })
  test('matters within the hour, the soonest first', () => {
    const at = (device: string, minutes: number) => ({ device, left: 1, pace: 1, emptyAt: now + minutes * 60_000 })
    expect(soon([at('later', 61), at('b', 50), at('a', 5)], now).map(one => one.device)).toEqual(['a', 'b'])
  })
})

test('the emptiest fridges that speak are looked at', () =>
  expect(scarcest([
    device('half', { values: { stock: 30, stock_full: 60 } }), device('few', { values: { stock: 6, stock_full: 60 } }), device('silent', { values: { stock: 0 }, connection: 'OFFLINE' }), device('none', { values: {} }),
  ]).map(({ id }) => id)).toEqual(['few', 'half']))
