import { expect, test } from 'vitest'
import { device } from '../live/samples'
import { en } from './locale/en'
import { keyReadings, readingText } from './values'

test.each([
  ['temperature_c', 24.54, '24.5 °C'],
  ['energy_kwh', 12, '12 kWh'],
  ['leakage_ma', 0.3, '0.3 mA'],
  ['smoke_db_m', 0.023, '0.02 dB/m'],
  ['smoke', false, 'no'],
  ['hot_c', null, '–'],
  ['people', 5, '5'],
  ['firmware', '1.4.2', '1.4.2'],
])('%s %s reads “%s”', (field, value, expected) => expect(readingText(field, value, en).replaceAll('\u00a0', ' ')).toBe(expected))

test('a cabinet tells its free slots, unless they are unknown', () => {
  expect(keyReadings(device('a:n:d'), en)).toBe('3 of 12 free')
  expect(keyReadings(device('a:n:d', { status: 'UNKNOWN', free: 0 }), en)).toBe('– of 12 free')
})

test('an unfamiliar kind tells its first readings by their wire names', () => {
  const fridge = device('a:n:d', { kind: 'unknown', total: 1, values: { stock_n: 6, door: 'closed', power_w: 80 } })
  expect(keyReadings(fridge, en)).toBe('stock_n 6 · Door closed')
})
