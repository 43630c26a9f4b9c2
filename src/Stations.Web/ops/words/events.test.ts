import { expect, test } from 'vitest'
import type { EventView } from '../../live/contract'
import { ago } from '../../live/samples'
import { opsLanguages } from '../locale'
import { eventName, saidOf, verbsIn } from './events'

// That none of the server's kinds lacks a word is checked by the compiler: `EventWord` is made from the server's own list.
test('a danger that was told of late is called by its own name', () => {
  expect(eventName('SmokeDetected', opsLanguages.en)).toBe('smoke')
  expect(eventName('LateSmokeDetected', opsLanguages.en)).toBe('smoke (told of late)')
})

test('what only a newer server knows keeps its own word', () => expect(eventName('LateUnheardOf' as EventView['kind'], opsLanguages.en)).toBe('LateUnheardOf'))

test('what happens to a command says which it is, where it is known', () => {
  const event = (kind: EventView['kind'], vary: Partial<EventView>): EventView => ({ id: kind, at: ago(1), kind, device: 'a:n:d', station: 'a:1', slot: null, ...vary })
  const [given, done, other] = [event('CommandOrdered', { command: '7', by: 'SMOKE', text: 'power.cut: SMOKE' }), event('CommandDone', { command: '7' }), event('CommandRejected', { command: '3', text: 'busy' })]
  const verbs = verbsIn([done, given, other])
  expect([given, done, other].map(one => saidOf(one, verbs, opsLanguages.en))).toEqual(['Smoke · Cut power', 'Cut power', 'busy'])
  expect(saidOf(event('AlarmCommented', { by: '王敏', text: 'on the way' }), verbs, opsLanguages.en)).toBe('王敏 · on the way')
})
