import { describe, expect, test } from 'vitest'
import { alarm } from '../../live/samples'
import { fold, isDanger, isQuiet, needing } from './fold'

const shape = (alarms: Parameters<typeof fold>[0]) => fold(alarms).map(({ alarm, behind }) => [alarm.code, ...behind.map(one => one.code)])

describe('folding', () => {
  test('puts the alarms of one appliance behind its gravest', () =>
    expect(shape([alarm('FILTER_LOW', { severity: 'WARNING' }), alarm('TANK_LOW', { severity: 'MINOR' }), alarm('FAULT', { severity: 'MAJOR' })])).toEqual([['FAULT', 'TANK_LOW', 'FILTER_LOW']]))
  test('leaves a danger by itself and first', () =>
    expect(shape([alarm('FAULT'), alarm('SMOKE', { severity: 'CRITICAL' }), alarm('FLOOD', { severity: 'CRITICAL' })]).map(line => line.length)).toEqual([1, 1, 1]))
  test('shows what nobody has seen before what somebody has', () =>
    expect(shape([alarm('A', { device: 'a:n:1', acknowledged: true }), alarm('B', { device: 'a:n:2' })])).toEqual([['B'], ['A']]))
  test('shows the server’s own before all', () =>
    expect(shape([alarm('SMOKE', { severity: 'CRITICAL' }), alarm('journal', { severity: 'CRITICAL', device: null, station: null })])[0]).toEqual(['journal']))
})

test('a danger cannot be quiet', () => {
  expect(isQuiet(alarm('FAULT', { quiet: 'shelved' }))).toBe(true)
  expect(isQuiet(alarm('SMOKE', { severity: 'CRITICAL', quiet: 'maintenance' }))).toBe(false)
  expect(isDanger(alarm('journal', { severity: 'CRITICAL', device: null, station: null }))).toBe(false)
})

test('what needs a person is sorted by what it is about, and what is quiet or over needs nobody', () => {
  const [smoke, node, low, major, seen, crowd] = [
    alarm('SMOKE', { severity: 'CRITICAL', quiet: 'maintenance' }), alarm('NODE_OFFLINE', { device: null }), alarm('STOCK_LOW', { severity: 'WARNING' }), alarm('FAULT'), alarm('FAULT', { acknowledged: true }), alarm('CROWDED', { severity: 'WARNING' }),
  ]
  expect(needing([smoke, node, low, major, seen, crowd, alarm('FAULT', { quiet: 'shelved' }), alarm('FAULT', { status: 'CLEARED' })])).toEqual({ dangers: [smoke], silent: [node], short: [low], major: [major] })
})
