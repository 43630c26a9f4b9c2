import { describe, expect, test } from 'vitest'
import type { FleetCell } from '../../live/contract'
import { beatsOf, cellMs, raisedLastHour, wellOf } from './fleet'

const now = Date.parse('2026-11-21T08:04:00.000Z')
const cell = (ago: number, vary: Partial<FleetCell> = {}): FleetCell =>
  ({ at: new Date(Date.parse('2026-11-21T08:00:00.000Z') - ago * cellMs).toISOString(), devices: 200, offline: 0, faulty: 0, raised: 1, ...vary })

describe('the heartbeat', () => {
  test('has a place for each ten minutes of a day, and what nobody saw is unknown', () => {
    const beats = beatsOf([cell(0), cell(143)], now)
    expect(beats).toHaveLength(144)
    expect([beats[0]!.tone, beats[1]!.tone, beats[143]!.tone]).toEqual(['free', 'none', 'free'])
  })
  test.each([[0, 0, 'free'], [1, 0, 'free'], [1, 1, 'busy'], [9, 0, 'busy'], [6, 4, 'bad']] as const)('with %d silent and %d broken of 200 looks %s', (offline, faulty, tone) =>
    expect(beatsOf([cell(0, { offline, faulty })], now)[143]!.tone).toBe(tone))
  test('says how well the day was by what is known of it', () => {
    expect(wellOf(beatsOf([], now))).toBeNull()
    expect(wellOf(beatsOf([cell(0, { offline: 20 }), cell(1)], now))).toBeCloseTo(0.95)
  })
  test('counts the alarms of the last hour', () => {
    expect(raisedLastHour([], now)).toBeNull()
    expect(raisedLastHour([cell(9, { raised: 100 }), ...[5, 4, 3, 2, 1, 0].map(ago => cell(ago, { raised: 2 }))], now)).toBe(12)
  })
})
