import { expect, test } from 'vitest'
import { everything, type Filter, readFilter, writeFilter } from './filter'

test('a filter survives the address', () => {
  const filter: Filter = { search: '万达 cab', district: 'a', kind: 'water_cooler', connection: 'STALE', level: 'fault', page: 3 }
  expect(readFilter(writeFilter(filter))).toEqual(filter)
})

test('nothing chosen leaves the address clean', () => expect(writeFilter(everything)).toBe(''))

test('nonsense in the address is ignored', () => expect(readFilter('?level=panic&page=-2&x=y')).toEqual(everything))
