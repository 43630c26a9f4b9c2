import { describe, expect, test } from 'vitest'
import type { ConfigView } from '../../live/contract'
import { ago } from '../../live/samples'
import { rowsOf, valuesOf, wrongIn } from './config'

const takes = [{ name: 'set_c', least: 16, most: 30 }, { name: 'mode', words: ['auto', 'off'] }]
const config = (vary: Partial<ConfigView>): ConfigView => ({ device: 'a:n:d', state: 'PENDING', version: 1, desired: null, reported: null, takes, maker: null, model: null, firmware: null, firmwareSince: null, ...vary })

describe('settings', () => {
  test('that differ are those that the device has answered otherwise', () => {
    const desired = { values: { set_c: 24, mode: 'auto' }, by: 'op', at: ago(60) }
    const rows = rowsOf(config({ desired, reported: { version: 1, values: { set_c: 26, fan: true }, refused: null, at: ago(30) } }))
    expect(rows).toEqual([
      { name: 'set_c', wanted: 24, reported: 26, differs: true },
      { name: 'mode', wanted: 'auto', reported: null, differs: true },
      { name: 'fan', wanted: null, reported: true, differs: false },
    ])
    expect(rowsOf(config({ desired })).some(({ differs }) => differs)).toBe(false)
  })
  test('are numbers and words as they are taken, and what is empty is left out', () => expect(valuesOf(takes, { set_c: ' 24 ', mode: '', other: '1' })).toEqual({ set_c: 24 }))
  test('are wrong outside of their range', () => {
    expect([wrongIn(takes, { set_c: '31' }), wrongIn(takes, { set_c: 'warm' }), wrongIn(takes, { set_c: '30', mode: 'auto' }), wrongIn(takes, {})]).toEqual(['set_c', 'set_c', null, null])
  })
})
