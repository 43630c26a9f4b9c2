import { describe, expect, test } from 'vitest'
import { bounded, mostKept, pauseAfter, send, type Sending } from './outbox'

const sending = (number: number, vary: Partial<Sending> = {}): Sending =>
  ({ report: { station: 'a:1', reason: 'broken', reporter: 'somebody', key: `key-${number}` }, at: number, ...vary })
const answering = (status: number, body: object = {}) => (async () => new Response(JSON.stringify(body), { status })) as typeof fetch

describe('what is kept', () => {
  test('is bounded, and what waits outlives what was sent', () => {
    const all = [...Array.from({ length: 15 }, (_, n) => sending(n)), ...Array.from({ length: 15 }, (_, n) => sending(100 + n, { ticket: `T${n}` }))]
    const left = bounded(all)
    expect(left).toHaveLength(mostKept)
    expect(left.filter(({ ticket }) => !ticket)).toHaveLength(15)
    expect(left.at(-1)?.at).toBe(114)
  })
  test('holds no more than five photos, the newest', () => {
    const left = bounded(Array.from({ length: 8 }, (_, n) => sending(n, { photo: 'data:,' })))
    expect(left.map(({ photo }) => photo !== undefined)).toEqual([false, false, false, true, true, true, true, true])
  })
  test('full of what waits, forgets what was sent', () =>
    expect(bounded([sending(0, { ticket: 'T' }), ...Array.from({ length: mostKept }, (_, n) => sending(n + 1))]).every(({ ticket }) => !ticket)).toBe(true))
})

describe('what is sent', () => {
  test('has its ticket', async () => expect(await send(sending(1), answering(201, { ticket: 'K7X4-2QHM' }))).toEqual({ state: 'sent', ticket: 'K7X4-2QHM' }))
  test.each([429, 500, 503, 408])('is tried again after %d', async status => expect(await send(sending(1), answering(status))).toEqual({ state: 'later' }))
  test.each([400, 404, 413])('is not tried again after %d', async status => expect(await send(sending(1), answering(status))).toEqual({ state: 'refused' }))
  test('is tried again without a network', async () => expect(await send(sending(1), (() => Promise.reject(new TypeError())) as typeof fetch)).toEqual({ state: 'later' }))
})

test('pauses grow, are bounded, and differ', () => {
  expect(pauseAfter(0, 0.5)).toBe(4_000)
  expect(pauseAfter(3, 0.5)).toBe(32_000)
  expect(pauseAfter(30, 0.99)).toBeLessThanOrEqual(450_000)
  expect(pauseAfter(2, 0)).not.toBe(pauseAfter(2, 0.9))
})
