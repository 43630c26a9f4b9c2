import { expect, test } from 'vitest'
import zhCN from '../locale/zh-CN.json'
import { figuresOf } from '../rider/figure'
import { emptyBoard } from './board'
import { device, need, now, station } from './samples'
import { unvouched } from './unvouched'

test('without a connection numbers stay and promise nothing', () => {
  const slot = { number: 1, use: 'FREE', status: 'AVAILABLE', health: 'OK', confidence: 'high', reason: 'OK', since: null, chargePercent: null, powerWatts: null, temperatureCelsius: null } as const
  const board = { ...emptyBoard, stations: new Map([['a:1', station('a:1', { needs: { charge: need() } })]]), devices: new Map([['a:n:d', device('a:n:d', { slots: [slot] })]]) }
  const after = unvouched(board)
  expect(figuresOf(board.stations.get('a:1')!, now, zhCN)).toMatchObject([{ tone: 'free', big: '3' }])
  expect(figuresOf(after.stations.get('a:1')!, now, zhCN)).toMatchObject([{ tone: 'none', big: '3', freshness: 'unconfirmed' }])
  expect(after.devices.get('a:n:d')).toMatchObject({ confidence: 'low', status: 'AVAILABLE', slots: [{ confidence: 'low' }] })
})

test('what was worth nothing before is not worth more', () => {
  const board = { ...emptyBoard, devices: new Map([['a:n:d', device('a:n:d', { confidence: 'none' })]]) }
  expect(unvouched(board).devices.get('a:n:d')?.confidence).toBe('none')
})
