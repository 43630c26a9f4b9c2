import { expect, test } from 'vitest'
import zhCN from '../locale/zh-CN.json'
import { distanceText, metresBetween, walkText } from './distance'

test('a thousandth of a degree north is 111 m', () => {
  expect(metresBetween({ latitude: 32, longitude: 112 }, { latitude: 32.001, longitude: 112 })).toBeCloseTo(111.2, 1)
})

test('a thousandth of a degree east shrinks with the latitude', () => {
  expect(metresBetween({ latitude: 60, longitude: 112 }, { latitude: 60, longitude: 112.001 })).toBeCloseTo(55.6, 1)
})

test.each([[4, '0 米'], [243, '240 米'], [994, '990 米'], [996, '1.0 公里'], [9_949, '9.9 公里'], [12_400, '12 公里']])('%i m is said as %s', (metres, expected) => {
  expect(distanceText(metres, zhCN)).toBe(expected)
})

test.each([[0, '步行 1 分'], [280, '步行 5 分'], [1_000, '步行 16 分'], [10_001, null]])('%i m as the crow flies is %s', (metres, expected) => {
  expect(walkText(metres, zhCN)).toBe(expected)
})
