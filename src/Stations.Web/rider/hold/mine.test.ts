import { expect, test } from 'vitest'
import { device } from '../../live/samples'
import { languages } from '../../locale'
import { holdableAt, isShown, leftOf, nothing, problemOf, whatOf } from './mine'

const now = Date.parse('2026-03-01T08:00:00Z')
const words = languages.en
const held = {
  id: 'a:b:c:0011223344556677', station: 'a:s', device: 'a:b:c', name: 'Cabinet 1', slot: 3, state: 'held', offer: false,
  since: '2026-03-01T07:59:00Z', until: '2026-03-01T08:09:05Z',
} as const

test('what can be held is told by need, with whether anything is free', () => {
  const reportedAt = new Date(now).toISOString()
  expect(holdableAt([device('a:b:c', { reportedAt }), device('a:b:w', { kind: 'water_cooler' }), device('a:b:p', { kind: 'parking_spot', status: 'RESERVED', reportedAt })], now))
    .toEqual([{ need: 'charge', free: true }, { need: 'park', free: false }])
})

test('time runs down to zero and no further', () => {
  expect(leftOf(held.until, now)).toBe('9:05')
  expect(leftOf(held.until, now + 3_600_000)).toBe('0:00')
})

test('what is held is told as one finds it', () => {
  expect(whatOf(held, [], words)).toBe('Cabinet 1 · Slot 3')
  expect(whatOf({ ...held, slot: null }, [], words)).toBe('Cabinet 1')
  expect(whatOf(held, [device('a:b:c')], words)).toBe('Charging cabinet · Slot 3')
})

test('an end is told for a while, unless it was a good one', () => {
  expect(isShown({ ...nothing, reservation: held }, now)).toBe(true)
  expect(isShown({ ...nothing, reservation: { ...held, state: 'lost' } }, now)).toBe(true)
  expect(isShown({ ...nothing, reservation: { ...held, state: 'used' } }, now)).toBe(false)
  expect(isShown({ ...nothing, reservation: { ...held, state: 'expired' } }, now + 7_200_000)).toBe(false)
})

test('a problem has a sentence, and one that is not known too', () => {
  expect(problemOf(nothing, words)).toBeNull()
  expect(problemOf({ ...nothing, problem: 'others_wait' }, words)).toBe(words.hold.problems.others_wait)
  expect(problemOf({ ...nothing, problem: 'something_new' }, words)).toBe(words.hold.problems.other)
})
