import { describe, expect, test } from 'vitest'
import { ago, need, now, station } from '../live/samples'
import en from '../locale/en.json'
import zhCN from '../locale/zh-CN.json'
import { clockTime } from '../look/time'
import { because, figureOf, figuresOf, helps, nextFull, sinceOf, span } from './figure'

const figure = (name: Parameters<typeof figureOf>[0], vary: Parameters<typeof need>[0]) => figureOf(name, need(vary), now, zhCN)

describe('a figure', () => {
  test('free slots are a green number', () => expect(figure('charge', {})).toMatchObject({ tone: 'free', big: '3', unit: '空仓', fact: '空仓 3/12' }))
  test('none free is an amber zero', () => expect(figure('charge', { answer: 'no', free: 0, busy: 11 })).toMatchObject({ tone: 'busy', big: '0' }))
  test('all out of order is a cross', () =>
    expect(figure('charge', { answer: 'no', free: 0, busy: 0, outOfOrder: 12 })).toMatchObject({ tone: 'bad', big: '×', unit: '停用' }))
  test('unknown is a dash and never a zero', () => expect(figure('charge', { answer: 'unknown', free: 0, unknown: 12 })).toMatchObject({ tone: 'none', big: '–', fact: '充电 –' }))
  test('never reported is a dash whatever it answers', () => expect(figure('rest', { reportedAt: null })).toMatchObject({ tone: 'none', big: '–' }))
  test('an old yes keeps its number but not its colour', () => expect(figure('charge', { reportedAt: ago(400) })).toMatchObject({ tone: 'none', big: '3', freshness: 'unconfirmed' }))
  test('a very old yes is a dash', () => expect(figure('charge', { reportedAt: ago(1_000) })).toMatchObject({ tone: 'none', big: '–' }))
  test('hot water is told in degrees', () => expect(figure('water', { celsius: 91.6 })).toMatchObject({ big: '92°', fact: '热水 92°' }))
  test('a microwave counts as one', () => expect(figure('heat_food', { free: 1 })).toMatchObject({ big: '1', unit: '微波炉', fact: '微波炉 1' }))
  test('one is not called as several are', () => expect([1, 2].map(free => figureOf('charge', need({ free }), now, en).unit)).toEqual(['free slot', 'free slots']))
  test('a cooler without a thermometer counts as one', () => expect(figure('water', { free: 1 })).toMatchObject({ big: '1', fact: '饮水机 1' }))
})

test('of a closed station the number stays and its colour does not', () =>
  expect(figuresOf(station('a:1', { hours: '00:00-00:01', needs: { charge: need() } }), now, zhCN)).toMatchObject([{ tone: 'none', big: '3', closed: true }]))

test('a range of minutes is told from the earliest to the latest, and nothing once that is past', () => {
  expect(nextFull({ earliest: ago(-130), latest: ago(-290) }, now)).toEqual([3, 5])
  expect(nextFull({ earliest: ago(30), latest: ago(-290) }, now)).toEqual([0, 5])
  expect(nextFull({ earliest: ago(90), latest: ago(30) }, now)).toBeNull()
  expect(nextFull(undefined, now)).toBeNull()
  expect([span([3, 5]), span([1, 1])]).toEqual(['3–5', '1'])
})

test('an answer says since when it is so, and one that nobody confirms any more since when nobody does', () => {
  const since = (vary: Parameters<typeof need>[0]) => sinceOf(figureOf('charge', need(vary), now, en), now, en)
  expect(since({ since: ago(3_600) })).toBe(`since ${clockTime(now - 3_600_000, now)}`)
  expect(since({ reportedAt: ago(400) })).toBe('Not confirmed · 6 min ago')
  expect(since({ reportedAt: ago(1_000) })).toBe(`No signal since ${clockTime(now - 1_000_000, now)}`)
  expect(since({ answer: 'unknown', reportedAt: ago(10) })).toBe(`No signal since ${clockTime(now - 10_000, now)}`)
  expect(since({ reportedAt: null })).toBe('No data yet')
  expect(since({ since: null })).toBe('')
})

test('a reason is told where the figure does not say it', () => {
  expect(because(figure('water', { confidence: 'low', reason: 'REPORTED' }), zhCN)).toBe('骑手反映不能用')
  expect(because(figure('water', {}), zhCN)).toBeNull()
  expect(figure('water', { confidence: 'low', reason: 'REPORTED' }).tone).toBe('none')
})

test('only a yes that is not silent helps', () => {
  expect(helps(need(), now)).toBe(true)
  expect(helps(need({ answer: 'unknown' }), now)).toBe(false)
  expect(helps(need({ reportedAt: ago(1_000) }), now)).toBe(false)
  expect(helps(undefined, now)).toBe(false)
})
