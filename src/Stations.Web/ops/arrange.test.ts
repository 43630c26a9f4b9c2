import { describe, expect, test } from 'vitest'
import type { Device } from '../live/api'
import { device, station } from '../live/samples'
import { sayIn } from '../locale'
import { arrange } from './arrange'
import { everything, type Filter } from './filter'

const board = {
  stations: new Map([['a:1', station('a:1', { name: { 'zh-CN': '万达驿站' } })]]),
  devices: new Map<string, Device>([
    device('a:cab-10:cab'),
    device('a:cab-2:cab'),
    device('a:cab-3:cab', { connection: 'STALE' }),
    device('a:gw:cooler', { kind: 'water_cooler', connection: 'OFFLINE', name: '饮水机' }),
    device('b:cab-1:cab', { station: 'b:1', safety: true }),
    device('b:cab-2:cab', { station: 'b:1', health: 'FAULT' }),
  ].map(device => [device.id, device])),
}
const arranged = (filter: Partial<Filter> = {}) => arrange(board, { ...everything, ...filter }, text => sayIn('zh-CN', text))
const ids = (filter?: Partial<Filter>) => arranged(filter).lines.map(({ device }) => device.id)

describe('the table', () => {
  test('has exceptions first, then goes by station and number', () =>
    expect(ids()).toEqual(['b:cab-1:cab', 'b:cab-2:cab', 'a:gw:cooler', 'a:cab-3:cab', 'a:cab-2:cab', 'a:cab-10:cab']))
  test('filters by district, kind and connection', () => {
    expect(ids({ district: 'b' })).toEqual(['b:cab-1:cab', 'b:cab-2:cab'])
    expect(ids({ kind: 'water_cooler' })).toEqual(['a:gw:cooler'])
    expect(ids({ connection: 'STALE' })).toEqual(['a:cab-3:cab'])
  })
  test('finds all words of a search in ids and names', () => {
    expect(ids({ search: '万达 饮水' })).toEqual(['a:gw:cooler'])
    expect(ids({ search: 'CAB-1' })).toEqual(['b:cab-1:cab', 'a:cab-10:cab'])
  })
  test('counts what each level would show, whichever is chosen', () => {
    const { counts, total } = arranged({ level: 'fault' })
    expect(total).toBe(6)
    expect(counts).toMatchObject({ safety: 1, fault: 1, offline: 1, stale: 1, attention: 0, ok: 2, aside: 0 })
    expect(ids({ level: 'fault' })).toEqual(['b:cab-2:cab'])
  })
  test('names a station by its id until its name is known', () => expect(arranged().lines[0]!.stationName).toBe('b:1'))
})
