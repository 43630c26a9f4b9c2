import { expect, test } from 'vitest'
import { routeOf } from './route'

test.each([
  ['/', { page: 'list', search: '' }],
  ['/map', { page: 'map', search: '' }],
  ['/saved', { page: 'saved', search: '' }],
  ['/s/wanda:1', { page: 'station', id: 'wanda:1', search: '' }],
  ['/s/wanda%3A1', { page: 'station', id: 'wanda:1', search: '' }],
  ['/ops', null],
  ['/s/', null],
])('%s', (pathname, route) => expect(routeOf({ pathname, search: '' })).toEqual(route))
