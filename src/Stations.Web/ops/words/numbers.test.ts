import { expect, test } from 'vitest'
import { duration, percent } from './numbers'

test.each([[0.9999, 1, '99.9 %'], [1, 1, '100 %'], [0.5, 0, '50 %'], [0, 0, '0 %']])('%d is told as %s', (share, digits, text) =>
  expect(percent(share, digits).replace('\u00a0', ' ')).toBe(text))

test.each([[4.4, '4 s'], [59, '59 s'], [90, '1.5 min'], [1_200, '20 min'], [12_600, '3.5 h'], [86_400, '24 h'], [190_000, '2.2 d']])('%d s are told as %s', (seconds, text) =>
  expect(duration(seconds, { s: 's', min: 'min', h: 'h', d: 'd' }).replace('\u00a0', ' ')).toBe(text))
