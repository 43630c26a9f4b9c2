import { describe, expect, test } from 'vitest'
import { need, now, station } from '../live/samples'
import { sayIn } from '../locale'
import { choose, districtsOf } from './choose'

const stations = [
  station('b:1', { needs: { charge: need() }, position: { latitude: 32.06, longitude: 112.13 } }),
  station('a:10', { needs: { charge: need(), water: need({ answer: 'no' }) } }),
  station('a:2', { needs: { charge: need(), water: need() }, position: { latitude: 32.05, longitude: 112.13 } }),
  station('a:3', { needs: { charge: need({ answer: 'unknown' }) }, position: { latitude: 32.051, longitude: 112.13 } }),
]
const ids = (choice: Partial<Parameters<typeof choose>[1]>) =>
  choose(stations, { district: null, needs: [], here: null, ...choice }, now).map(({ station }) => station.id)

describe('the choice of stations', () => {
  test('is ordered by district and number', () => expect(ids({})).toEqual(['a:2', 'a:3', 'a:10', 'b:1']))
  test('can be one district', () => expect(ids({ district: 'b' })).toEqual(['b:1']))
  test('asks for all needs at once, and unknown is not yes', () => {
    expect(ids({ needs: ['charge'] })).toEqual(['a:2', 'a:10', 'b:1'])
    expect(ids({ needs: ['charge', 'water'] })).toEqual(['a:2'])
  })
  test('goes by distance once the rider gave a position, and places without one come last', () =>
    expect(ids({ here: { latitude: 32.052, longitude: 112.13 } })).toEqual(['a:3', 'a:2', 'b:1', 'a:10']))
})

test('a district is called by its name, else by its id', () => {
  const named = [station('b:1'), station('a:1', { districtName: { 'zh-CN': '万达', en: 'Wanda' } }), station('a:2')]
  expect(districtsOf(named, text => sayIn('en', text))).toEqual([['a', 'Wanda'], ['b', 'b']])
})
