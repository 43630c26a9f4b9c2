import { describe, expect, test } from 'vitest'
import { need, now, station } from '../../live/samples'
import type { Position } from '../../live/api'
import { sayIn } from '../../locale'
import zhCN from '../../locale/zh-CN.json'
import { addressOf, type Choice, readChoice, toggled } from './choice'
import { choose, closestTo, districtsOf, insteadOf } from './choose'

const stations = [
  station('b:1', { needs: { charge: need() }, position: { latitude: 32.06, longitude: 112.13 } }),
  station('a:10', { needs: { charge: need(), water: need({ answer: 'no' }) } }),
  station('a:2', { needs: { charge: need(), water: need() }, position: { latitude: 32.05, longitude: 112.13 } }),
  station('a:3', { needs: { charge: need({ answer: 'unknown' }) }, position: { latitude: 32.051, longitude: 112.13 } }),
]
const everything: Choice = { district: null, needs: [], open: false }
const ids = (choice: Partial<Choice>, here: Position | null = null, among = stations) =>
  choose(among, { ...everything, ...choice }, here, now, zhCN).map(({ station }) => station.id)

describe('the choice of stations', () => {
  test('is ordered by district and number', () => expect(ids({})).toEqual(['a:2', 'a:3', 'a:10', 'b:1']))
  test('can be one district', () => expect(ids({ district: 'b' })).toEqual(['b:1']))
  test('asks for all needs at once, and unknown is not yes', () => {
    expect(ids({ needs: ['charge'] })).toEqual(['a:2', 'a:10', 'b:1'])
    expect(ids({ needs: ['charge', 'water'] })).toEqual(['a:2'])
  })
  test('goes by distance once the rider gave a position, and places without one come last', () =>
    expect(ids({}, { latitude: 32.052, longitude: 112.13 })).toEqual(['a:3', 'a:2', 'b:1', 'a:10']))
})

test('only what is known to be open is open', () => {
  // It is 16:00 there.
  const some = [station('a:1', { hours: '24/7' }), station('a:2', { hours: '07:00-15:00' }), station('a:3'), station('a:4', { hours: '15:30-01:00' })]
  expect(ids({ open: true }, null, some)).toEqual(['a:1', 'a:4'])
})

test('where nothing fits, what misses the least of it comes first, and what has nothing of it not at all', () => {
  const full = need({ answer: 'no', free: 0 })
  const some = [
    station('a:1', { needs: { charge: full, park: full } }), station('a:2', { needs: { charge: need(), park: full } }),
    station('a:3', { needs: { charge: need() } }), station('a:4', { needs: { charge: full, park: need() } }),
  ]
  expect(closestTo(some, { ...everything, needs: ['charge', 'park'] }, null, now, zhCN).map(({ station }) => station.id)).toEqual(['a:2', 'a:3', 'a:4'])
  expect(closestTo([some[0]!, station('a:5')], { ...everything, needs: ['charge'] }, null, now, zhCN).map(({ station }) => station.id)).toEqual(['a:1'])
})

test('instead, one is sent to the nearest that is open and has it, and not to the end of the town', () => {
  const at = (latitude: number) => ({ latitude, longitude: 112.13 })
  const here = station('a:1', { needs: { charge: need({ answer: 'no', free: 0 }) }, position: at(32.05) })
  const shut = station('a:2', { needs: { charge: need() }, position: at(32.051), hours: '01:00-02:00' })
  const near = station('a:3', { needs: { charge: need() }, position: at(32.06) })
  const far = station('a:4', { needs: { charge: need() }, position: at(32.5) })
  expect(insteadOf(here, 'charge', [here, shut, far, near], now, zhCN)?.station.id).toBe('a:3')
  expect(insteadOf(here, 'charge', [here, shut, far], now, zhCN)).toBeNull()
  expect(insteadOf({ ...here, position: null }, 'charge', [near], now, zhCN)).toBeNull()
})

describe('the choice in the address', () => {
  test('comes out as it went in', () => {
    const choice: Choice = { needs: ['charge', 'park'], open: true, district: null }
    expect(readChoice(addressOf(choice).slice(1), '')).toEqual(choice)
  })
  test('knows nothing of words that are no need', () => expect(readChoice('?needs=gold,water', '').needs).toEqual(['water']))
  test('has the district of last time, unless it says another or none', () => {
    expect(readChoice('', 'x=1; district=wanda').district).toBe('wanda')
    expect(readChoice('?district=yunxi', 'district=wanda').district).toBe('yunxi')
    expect(readChoice('?district=', 'district=wanda').district).toBeNull()
  })
  test('is switched on and off', () => {
    const on = toggled(everything, 'rest')
    expect([on.needs, toggled(on, 'rest').needs]).toEqual([['rest'], []])
  })
})

test('a district is called by its name, else by its id', () => {
  const named = [station('b:1'), station('a:1', { districtName: { 'zh-CN': '万达', en: 'Wanda' } }), station('a:2')]
  expect(districtsOf(named, text => sayIn('en', text))).toEqual([['a', 'Wanda'], ['b', 'b']])
})
