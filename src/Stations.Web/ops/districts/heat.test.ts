import { expect, test } from 'vitest'
import { heatOf, shadeOf } from './heat'

test('hours become days of 24 in the station’s zone', () => {
  const heat = heatOf([0.1, 0.2, 0.3], Date.parse('2026-11-21T15:00:00Z'), 'Asia/Shanghai')
  expect(heat.map(({ day }) => day)).toEqual(['11-21', '11-22'])
  expect([heat[0]!.hours[23], heat[1]!.hours[0], heat[1]!.hours[1], heat[0]!.hours[0]]).toEqual([0.1, 0.2, 0.3, null])
})

test('an hour has a shade, and an unknown one none', () => expect([null, 0, 0.19, 0.2, 0.99, 1].map(shadeOf)).toEqual(['none', 'shade-0', 'shade-0', 'shade-1', 'shade-4', 'shade-4']))
