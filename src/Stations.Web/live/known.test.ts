import { describe, expect, test } from 'vitest'
import { known } from './known'
import { device, station } from './samples'

const written = (at: string, ...ids: string[]) => JSON.stringify({ at, after: 'e-1', snapshot: { stations: ids.map(id => station(id)), devices: [], part: 1, parts: 1 } })
const early = '2026-11-21T08:00:00.000Z'
const late = '2026-11-21T08:05:00.000Z'
const seen = (text: string | null, kept: string | null) => [...(known(text, kept)?.board.stations.keys() ?? [])]

describe('what a page begins with', () => {
  test('is what the server wrote into it, and the stream goes on from there', () => {
    expect(seen(written(late, 'a:1'), written(early, 'a:2'))).toEqual(['a:1'])
    expect(known(written(late, 'a:1'), null)?.after).toBe('e-1')
  })
  test('is what the phone kept where the page itself is an old one', () => expect(seen(written(early, 'a:1'), written(late, 'a:2'))).toEqual(['a:2']))
  test('has the devices of both, since a list knows none and a door only its own', () => {
    const door = JSON.stringify({ at: early, after: null, snapshot: { stations: [station('a:1')], devices: [device('a:n:d')], part: 1, parts: 1 } })
    expect([...known(door, written(late, 'a:1'))!.board.devices.keys()]).toEqual(['a:n:d'])
    expect([...known(written(late, 'a:1'), door)!.board.devices.keys()]).toEqual(['a:n:d'])
    expect([...known(written(late, 'a:2'), door)!.board.devices.keys()]).toEqual([])
  })
  test('is nothing where nothing can be read', () => expect([known(null, null), known('null', '{"at":')]).toEqual([null, null]))
})
