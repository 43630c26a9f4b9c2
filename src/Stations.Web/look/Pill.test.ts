import { expect, test } from 'vitest'
import type { Link } from '../live/stream'
import { now } from '../live/samples'
import en from '../locale/en.json'
import { linkState } from './Pill'

test.each<[Link['state'], number, number, string[]]>([
  ['live', 0, 0, ['free', 'Live']],
  ['loading', 60, 60, ['busy', 'Loading']],
  ['connecting', 9, 3_600, ['busy', 'Connecting']],
  ['connecting', 10, 10, ['bad', 'Offline since 15:59']],
  ['lost', 9, 9, ['busy', 'Reconnecting']],
  ['lost', 10, 10, ['bad', 'Offline since 15:59']],
  ['lost', 0, 3_600, ['bad', 'Offline since 15:00']],
])('%s for %i s with nothing heard for %i s reads %s', (state, seconds, silent, expected) => {
  expect(linkState({ state, since: now - seconds * 1_000, heardAt: now - silent * 1_000 }, now, en)).toEqual(expected)
})
