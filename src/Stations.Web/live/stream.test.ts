import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import type { LiveEvent } from './board'
import { follow, type Following } from './stream'

class FakeSource extends EventTarget {
  static readonly OPEN = 1
  static readonly CLOSED = 2
  static all: FakeSource[] = []
  static get last() {
    return FakeSource.all.at(-1)!
  }
  readyState = 0
  onopen = () => undefined
  onerror = () => undefined
  constructor(readonly url: string) {
    super()
    FakeSource.all.push(this)
  }
  close() {
    this.readyState = FakeSource.CLOSED
  }
  open() {
    this.readyState = FakeSource.OPEN
    this.onopen()
  }
  fail() {
    this.onerror()
  }
  say(type: string, data: unknown, id = '') {
    this.dispatchEvent(Object.assign(new Event(type), { data: JSON.stringify(data), lastEventId: id }))
  }
}

const page = new EventTarget()
const scope = { include: 'stations', district: 'a' }
let following: Following
let heard: LiveEvent[]
let states: string[]
let lastHeard: number
let screen: EventTarget & { visibilityState: string }
/** The status of the server's answer to anything else; none without a network. */
let answer: number | undefined

beforeEach(() => {
  vi.useFakeTimers({ now: 0 })
  vi.spyOn(Math, 'random').mockReturnValue(1)
  vi.stubGlobal('EventSource', FakeSource)
  vi.stubGlobal('fetch', () => (answer ? Promise.resolve({ status: answer }) : Promise.reject(new Error('no network'))))
  screen = Object.assign(new EventTarget(), { visibilityState: 'visible' })
  vi.stubGlobal('document', screen)
  vi.stubGlobal('addEventListener', page.addEventListener.bind(page))
  vi.stubGlobal('removeEventListener', page.removeEventListener.bind(page))
  FakeSource.all = []
  answer = undefined
  heard = []
  states = []
  following = follow(scope, { after: null, heardAt: -60_000 }, event => heard.push(event), link => {
    states.push(link.state)
    lastHeard = link.heardAt
  })
})

afterEach(() => {
  following.stop()
  vi.useRealTimers()
  vi.unstubAllGlobals()
  vi.restoreAllMocks()
})

const show = (visibilityState: string) => {
  screen.visibilityState = visibilityState
  screen.dispatchEvent(new Event('visibilitychange'))
}

/** Runs the clock until one more source was opened, at most a minute; how long that took. */
function untilOpened(): number {
  const [count, from] = [FakeSource.all.length, Date.now()]
  while (FakeSource.all.length === count && Date.now() < from + 60_000) vi.advanceTimersByTime(250)
  return (Date.now() - from) / 1_000
}

describe('following the stream', () => {
  test('hands on what it hears and says when it is live', () => {
    FakeSource.last.open()
    FakeSource.last.say('station', { id: 'a:1' })
    expect(states).toEqual(['connecting', 'live'])
    expect(heard).toEqual([{ type: 'opened', scope }, { type: 'station', data: { id: 'a:1' } }])
  })

  test('asks for what is on the screen, and goes on after the last event', () => {
    expect(FakeSource.last.url).toBe('/api/v1/stream?include=stations&district=a')
    FakeSource.last.open()
    FakeSource.last.say('station', { id: 'a:1' }, 'e-7')
    FakeSource.last.say('alarms', {})
    FakeSource.last.fail()
    untilOpened()
    expect(FakeSource.last.url).toBe('/api/v1/stream?include=stations&district=a&after=e-7')
  })

  test('opens a broken one anew, each time later', () => {
    const waits = Array.from({ length: 7 }, () => {
      FakeSource.last.fail()
      return untilOpened()
    })
    expect(waits).toEqual([1, 2, 4, 8, 16, 30, 30])
  })

  test('spreads those who come back', () => {
    vi.mocked(Math.random).mockReturnValue(0)
    FakeSource.last.fail()
    expect(untilOpened()).toBe(0.5)
  })

  test('calls a server that is still reading its journal loading, and asks again soon', async () => {
    answer = 503
    for (let count = 1; count <= 5; count++) {
      FakeSource.last.fail()
      await vi.advanceTimersByTimeAsync(1_000)
      expect(FakeSource.all).toHaveLength(count + 1)
    }
    expect(states).toEqual(['connecting', 'loading'])
    FakeSource.last.open()
    expect(states.at(-1)).toBe('live')
  })

  test('calls a server that does not answer lost', async () => {
    FakeSource.last.fail()
    await vi.advanceTimersByTimeAsync(0)
    expect(states).toEqual(['connecting', 'lost'])
    expect(lastHeard).toBe(-60_000)
  })

  test('starts from the shortest wait again after it was live', () => {
    FakeSource.last.fail()
    untilOpened()
    FakeSource.last.open()
    FakeSource.last.fail()
    expect(untilOpened()).toBe(1)
  })

  test('gives up a line on which nothing was said for a minute', () => {
    FakeSource.last.open()
    expect(untilOpened()).toBe(60)
    expect(states.at(-1)).toBe('lost')
  })

  test('lets go of the stream while nobody looks, and takes it up again when somebody does', () => {
    FakeSource.last.open()
    FakeSource.last.say('station', { id: 'a:1' }, 'e-9')
    show('hidden')
    vi.advanceTimersByTime(120_000)
    expect([FakeSource.all.length, FakeSource.last.readyState]).toEqual([1, FakeSource.CLOSED])
    show('visible')
    expect(states.at(-1)).toBe('connecting')
    expect(untilOpened()).toBeLessThanOrEqual(0.75)
    expect(FakeSource.last.url).toContain('after=e-9')
  })

  test('keeps it over a short look aside', () => {
    FakeSource.last.open()
    show('hidden')
    vi.advanceTimersByTime(10_000)
    show('visible')
    vi.advanceTimersByTime(40_000)
    expect([FakeSource.all.length, FakeSource.last.readyState]).toEqual([1, FakeSource.OPEN])
  })

  test('is offline at once when the phone says so, and back soon after', () => {
    FakeSource.last.open()
    page.dispatchEvent(new Event('offline'))
    expect(states.at(-1)).toBe('lost')
    page.dispatchEvent(new Event('online'))
    expect(untilOpened()).toBeLessThanOrEqual(1.5)
  })

  test('stops for good', () => {
    following.stop()
    vi.advanceTimersByTime(120_000)
    expect([FakeSource.all.length, FakeSource.last.readyState]).toEqual([1, FakeSource.CLOSED])
  })
})
