import { expect, test } from 'vitest'
import { tilesOf } from './tiles'
import { type Size, toScreen, type View } from './view'

const size: Size = { width: 390, height: 600 }
const tiles = { template: 'https://tiles.example/{z}/{x}/{y}.png', isGcj02: false, credit: '' }
const wanda = { latitude: 32.0489, longitude: 112.1213 }
const near: View = { centre: wanda, metresPerPixel: 1 }

test('tiles are as large as they are drawn for, cover the view and share their edges', () => {
  const shown = tilesOf(tiles, near, size)
  for (const { width, height } of shown) expect([width > 180 && width < 363, height > 180 && height < 363]).toEqual([true, true])
  expect([Math.min(...shown.map(({ x }) => x)) <= 0, Math.min(...shown.map(({ y }) => y)) <= 0]).toEqual([true, true])
  expect([Math.max(...shown.map(({ x, width }) => x + width)) >= 390, Math.max(...shown.map(({ y, height }) => y + height)) >= 600]).toEqual([true, true])
  const [first, below] = shown
  expect(below!.y).toBeCloseTo(first!.y + first!.height, 6)
  expect(first!.address).toMatch(/^https:\/\/tiles\.example\/17\/\d+\/\d+\.png$/)
})

test('the tile that is known to hold a place lies where that place is', () => {
  const here = tilesOf(tiles, near, size).find(({ address }) => address.endsWith('/17/106358/53206.png'))!
  const { x, y } = toScreen(near, size, wanda)
  expect([here.x <= x, x <= here.x + here.width, here.y <= y, y <= here.y + here.height]).toEqual([true, true, true, true])
})

test('shifted tiles are laid back by some hundred metres, at the same size', () => {
  const wide = { centre: wanda, metresPerPixel: 4 }
  const [plain, shifted] = [false, true].map(isGcj02 => tilesOf({ ...tiles, isGcj02 }, wide, size))
  const same = shifted!.find(({ address }) => plain!.some(one => one.address === address))!
  const other = plain!.find(({ address }) => address === same.address)!
  const metres = 4 * Math.hypot(same.x - other.x, same.y - other.y)
  expect([metres > 300, metres < 900]).toEqual([true, true])
  expect(same.width).toBeCloseTo(other.width, 0)
})

test('a view of the whole country asks for few', () => {
  expect(tilesOf(tiles, { centre: wanda, metresPerPixel: 5_000 }, size).length).toBeLessThan(20)
})
