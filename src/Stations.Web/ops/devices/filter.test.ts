import { expect, test } from 'vitest'
import { questionOf, readFilter, viewOf } from './filter'

test('a filter survives the address', () => {
  const filter = readFilter(new URLSearchParams('search=万达 cab&district=a&kind=water_cooler&connection=STALE&urgency=fault&sort=name&cursor=x'))
  expect(readFilter(new URLSearchParams(viewOf(filter)))).toEqual({ ...filter, cursor: '' })
})

test('nothing chosen leaves the address clean', () => expect(viewOf(readFilter(new URLSearchParams('unknown=1')))).toBe(''))

test('what needs a person comes first unless something else is said', () => {
  expect(questionOf(readFilter(new URLSearchParams('')))).toMatchObject({ sort: 'urgency', search: '' })
  expect(questionOf(readFilter(new URLSearchParams('sort=age')))).toMatchObject({ sort: 'age' })
})
