import { describe, expect, test } from 'vitest'
import type { EventView } from '../../live/contract'
import { cellsOf, stretchesOf, uptimeOf } from './uptime'

const event = (kind: EventView['kind'], at: number) => ({ id: `${at}`, at: new Date(at).toISOString(), kind, device: 'a:n:d', station: 'a:1', slot: null })

describe('the uptime of a device', () => {
  test('is what it is now while nothing is told', () => {
    expect(uptimeOf(stretchesOf([], 'ONLINE', 0, 1_000))).toEqual({ known: 1_000, share: 1 })
    expect(uptimeOf(stretchesOf([], 'OFFLINE', 0, 1_000))?.share).toBe(0)
  })
  test('counts what was silent, and nothing of what was before the first thing known', () => {
    const events = [event('WentOnline', 800), event('WentOffline', 600), event('WentStale', 500), event('WentOnline', 400), event('DoorOpened', 100)]
    const stretches = stretchesOf(events, 'ONLINE', 0, 1_000)
    expect(uptimeOf(stretches)).toEqual({ known: 600, share: 400 / 600 })
    expect(cellsOf(stretches, 0, 1_000, 5)).toEqual(['none', 'none', 'busy', 'bad', 'free'])
  })
  test('knows that it was online before it fell silent', () => expect(uptimeOf(stretchesOf([event('WentOffline', 250)], 'OFFLINE', 0, 1_000))?.share).toBe(0.25))
})
