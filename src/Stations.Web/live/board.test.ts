import { describe, expect, test } from 'vitest'
import { advance, type Board, emptyBoard, type LiveEvent } from './board'
import { device, station } from './samples'
import type { Scope } from './scope'

const part = (part: number, parts: number, ...ids: string[]): LiveEvent => ({ type: 'snapshot', data: { stations: ids.map(id => station(id)), devices: [], part, parts } })
const opened = (scope: Scope): LiveEvent => ({ type: 'opened', scope })
const seen = (board: Board) => [...board.stations.keys()]

describe('the board', () => {
  test('knows of the commands to a device what was told last, and nothing once the connection is another', () => {
    const told = advance(emptyBoard, [{ type: 'commands', data: { device: 'a:n:d' } }])
    const again = advance(told, [{ type: 'commands', data: { device: 'a:n:d' } }])
    expect(again.commands.get('a:n:d')).not.toBe(told.commands.get('a:n:d'))
    expect(advance(again, [opened({ include: 'stations' })]).commands.get('a:n:d')).toBeUndefined()
  })

  test('shows a snapshot only when its last part has come', () => {
    const half = advance(emptyBoard, [part(1, 2, 'a:1')])
    expect(half.loaded).toBe(false)
    expect(seen(half)).toEqual([])
    const whole = advance(half, [part(2, 2, 'a:2')])
    expect(whole.loaded).toBe(true)
    expect(seen(whole)).toEqual(['a:1', 'a:2'])
  })

  test('forgets what a new snapshot no longer names, but not before it is complete', () => {
    const before = advance(emptyBoard, [part(1, 1, 'a:1')])
    const half = advance(before, [part(1, 2, 'a:2')])
    expect(seen(half)).toEqual(['a:1'])
    expect(seen(advance(half, [part(2, 2)]))).toEqual(['a:2'])
  })

  test('drops half a snapshot when the connection is opened anew', () => {
    const half = advance(advance(emptyBoard, [part(1, 1, 'a:1')]), [part(1, 2, 'a:2')])
    const resumed = advance(half, [opened({ include: 'stations' }), part(2, 2, 'a:3'), { type: 'station', data: station('a:4') }])
    expect(seen(resumed)).toEqual(['a:1', 'a:4'])
  })

  test('keeps what a narrower snapshot says nothing about', () => {
    const before = advance(emptyBoard, [part(1, 1, 'a:1', 'a:2', 'b:1'), { type: 'device', data: device('a:n:d') }])
    const district = advance(before, [opened({ include: 'stations', district: 'a' }), part(1, 1, 'a:2')])
    expect([seen(district), [...district.devices.keys()]]).toEqual([['b:1', 'a:2'], ['a:n:d']])
    const door = advance(before, [opened({ include: 'stations,devices', station: 'a:1' }), part(1, 1, 'a:1')])
    expect([seen(door), [...door.devices.keys()]]).toEqual([['a:2', 'b:1', 'a:1'], []])
  })

  test('keeps a change that came between two parts', () => {
    const changed = station('a:1', { sequence: 9 })
    const board = advance(emptyBoard, [part(1, 2, 'a:1'), { type: 'station', data: changed }, part(2, 2, 'a:2')])
    expect(board.stations.get('a:1')?.sequence).toBe(9)
  })

  test('knows what is critical before the snapshot has come, and until it has ended', () => {
    const smoke = {
      id: 'a:n:d:0:SMOKE', code: 'SMOKE', severity: 'CRITICAL', status: 'ACTIVE', acknowledged: false, remedies: ['Notify'], device: 'a:n:d', station: 'a:1',
      name: 'd', slot: 0, since: null, clearedAt: null, raises: 1, flapping: false, escalation: 0, quiet: null, devices: 1, written: false,
    } as const
    const alarmed = advance(emptyBoard, [{ type: 'alarms', data: { alarms: [smoke], total: 1, stationNames: {} } }])
    expect([alarmed.loaded, alarmed.alarms.alarms]).toEqual([false, [smoke]])
    expect(advance(alarmed, [part(1, 1)]).alarms.total).toBe(1)
    expect(advance(alarmed, [{ type: 'alarms', data: { alarms: [], total: 0, stationNames: {} } }]).alarms.total).toBe(0)
  })

  test('replaces a device by its latest change and leaves the old board alone', () => {
    const before = advance(emptyBoard, [{ type: 'device', data: device('a:n:d') }])
    const after = advance(before, [{ type: 'device', data: device('a:n:d', { use: 'CHARGING' }) }, { type: 'device', data: device('a:n:d', { use: 'FINISHED' }) }])
    expect(before.devices.get('a:n:d')?.use).toBe('FREE')
    expect(after.devices.get('a:n:d')?.use).toBe('FINISHED')
    expect(emptyBoard.devices.size).toBe(0)
  })
})
