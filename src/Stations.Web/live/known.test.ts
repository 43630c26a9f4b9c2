import { describe, expect, test } from 'vitest'
import { known } from './known'
import { station } from './samples'

const written = (at: string, ...ids: string[]) => JSON.stringify({ at, after: 'e-1', snapshot: { stations: ids.map(id => station(id)), devices: [], part: 1, parts: 1 } })
const early = '2026-11-21T08:00:00.000Z'
const late = '2026-11-21T08:05:00.000Z'
const seen = (text: string | null, kept: string | null) => [...(known(text, kept)?.board.stations.keys() ?? [])]

describe('what a page begins with', () => {
  test('is what the server wrote into it, and the stream goes on from there', () => {
    expect(seen(written(late, 'a:1'), written(early, 'a:2'))).toEqual(['a:1'])
    expect(known(written(late, 'a:1'), null)?.after).toBe('e-1')
  })
  test('is what the phone kept where the page itself is an old one, and the stream begins anew', () => {
    expect(seen(written(early, 'a:1'), written(late, 'a:2'))).toEqual(['a:2'])
    expect(known(written(early, 'a:1'), written(late, 'a:2'))?.after).toBeNull()
  })
  test('is nothing where nothing can be read', () => expect([known(null, null), known('null', '{"at":')]).toEqual([null, null]))
})
