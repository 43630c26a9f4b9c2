import { expect, test } from 'vitest'
import type { EventView } from '../../live/contract'
import { opsLanguages } from '../locale'
import { eventName } from './events'

// That none of the server's kinds lacks a word is checked by the compiler: `EventWord` is made from the server's own list.
test('a danger that was told of late is called by its own name', () => {
  expect(eventName('SmokeDetected', opsLanguages.en)).toBe('smoke')
  expect(eventName('LateSmokeDetected', opsLanguages.en)).toBe('smoke (told of late)')
})

test('what only a newer server knows keeps its own word', () => expect(eventName('LateUnheardOf' as EventView['kind'], opsLanguages.en)).toBe('LateUnheardOf'))
