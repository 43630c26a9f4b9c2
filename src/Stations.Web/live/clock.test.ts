import { expect, test } from 'vitest'
import { offsetOf } from './clock'

const at = Date.parse('2026-11-21T08:00:10.500Z')

test('a phone that is ten minutes slow is put right', () => {
  expect(offsetOf('Sat, 21 Nov 2026 08:10:10 GMT', at - 100, at + 100)).toBe(600_000)
})

test('a difference within the precision of the header is none', () => {
  expect(offsetOf('Sat, 21 Nov 2026 08:00:11 GMT', at, at)).toBe(0)
})

test('no readable date leaves the clock alone', () => {
  expect(offsetOf(null, at, at)).toBe(0)
  expect(offsetOf('yesterday', at, at)).toBe(0)
})
