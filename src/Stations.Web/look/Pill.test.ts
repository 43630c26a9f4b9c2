import { expect, test } from 'vitest'
import { now } from '../live/samples'
import en from '../locale/en.json'
import { linkState } from './Pill'

test('a short break is called reconnecting, a longer one offline since when', () => {
  expect(linkState({ state: 'live', since: now }, now, en)).toEqual(['free', 'Live'])
  expect(linkState({ state: 'loading', since: now }, now + 60_000, en)).toEqual(['busy', 'Loading'])
  expect(linkState({ state: 'lost', since: now }, now + 9_999, en)).toEqual(['busy', 'Reconnecting'])
  expect(linkState({ state: 'lost', since: now }, now + 10_000, en)).toEqual(['bad', 'Offline since 16:00'])
})
