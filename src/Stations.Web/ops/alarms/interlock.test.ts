import { describe, expect, test } from 'vitest'
import { ago, alarm, device } from '../../live/samples'
import { stepsOf } from './interlock'

const smoke = alarm('SMOKE', { severity: 'CRITICAL', remedies: ['CutMains'], since: ago(48) })
const event = (kind: string, seconds: number) => ({ id: kind, at: ago(seconds), kind, device: 'a:n:d', station: 'a:1', slot: null })
const proofs = (...given: Parameters<typeof stepsOf>) => Object.fromEntries(stepsOf(...given).map(({ name, proof }) => [name, proof]))

describe('what is proven of a danger', () => {
  test('is nothing but that it is known while nobody has said more', () => expect(proofs(smoke, null, [])).toEqual({ told: 'proven', cut: 'waiting', powerless: 'waiting', seen: 'waiting', over: 'open' }))
  test('is a cut with the time it took, once the device has confirmed it', () => {
    const steps = stepsOf(smoke, null, [event('CutConfirmed', 46.9), event('CutOrdered', 47.7)])
    expect(steps.find(({ name }) => name === 'cut')).toEqual({ name: 'cut', proof: 'proven', after: expect.closeTo(0.3) })
    expect(steps.find(({ name }) => name === 'powerless')).toEqual({ name: 'powerless', proof: 'proven', after: expect.closeTo(1.1) })
  })
  test('is no cut that was ordered before', () => expect(proofs(smoke, null, [event('CutOrdered', 100)]).cut).toBe('waiting'))
  test('is a failure while power still flows', () => expect(proofs(smoke, device('a:n:d', { values: { power_w: 800 } }), []).powerless).toBe('failed'))
  test('is a power of zero that the device reports, and not one it reported before it fell silent', () => {
    expect(proofs(smoke, device('a:n:d', { values: { power_w: 0 } }), []).powerless).toBe('proven')
    expect(proofs(smoke, device('a:n:d', { values: { power_w: 0 }, connection: 'OFFLINE' }), []).powerless).toBe('waiting')
  })
  test('leaves out the cut where none is due', () => expect(proofs(alarm('LANE_BLOCKED', { severity: 'CRITICAL' }), null, [])).toEqual({ told: 'proven', seen: 'waiting', over: 'open' }))
})
