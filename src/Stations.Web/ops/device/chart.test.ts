import { expect, test } from 'vitest'
import { drawable, rangeOf, seriesOf } from './chart'

test('a point is its value, or a stretch with its least and most', () => {
  expect(seriesOf([{ t: '2026-11-21T08:00:00.000Z', v: 4 }, { t: '2026-11-21T08:00:01.000Z' }])).toMatchObject({ value: [4, null], least: [4, null], banded: false })
  expect(seriesOf([{ t: '2026-11-21T08:00:00.000Z', min: 1, max: 9, mean: 4 }])).toEqual({ at: [1_795_248_000], value: [4], least: [1], most: [9], banded: true })
})

test('what can be drawn are numbers and flags, then those of the slots', () =>
  expect(drawable({ temperature_c: 4, fan: true, mode: 'heating' }, 1)).toEqual(['temperature_c', 'fan', 'slot.01.power_w', 'slot.01.temperature_c', 'slot.01.battery_charge_pct']))

test('nonsense in the address is a day', () => expect([rangeOf(null), rangeOf('9y'), rangeOf('7d')]).toEqual(['24h', '24h', '7d']))
