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
  fail(gaveUp: boolean) {
    this.readyState = gaveUp ? FakeSource.CLOSED : 0
    this.onerror()
  }
  say(type: string, data: unknown) {
    this.dispatchEvent(Object.assign(new Event(type), { data: JSON.stringify(data) }))
  }
}

const page = new EventTarget()
let following: Following
let heard: LiveEvent[]
let states: string[]
/** The status of the server's answer to anything else; none without a network. */
let answer: number | undefined

beforeEach(() => {
  vi.useFakeTimers({ now: 0 })
  vi.spyOn(Math, 'random').mockReturnValue(1)
  vi.stubGlobal('EventSource', FakeSource)
  vi.stubGlobal('fetch', () => (answer ? Promise.resolve({ status: answer }) : Promise.reject(new Error('no network'))))
  vi.stubGlobal('document', Object.assign(new EventTarget(), { visibilityState: 'visible' }))
  vi.stubGlobal('addEventListener', page.addEventListener.bind(page))
  vi.stubGlobal('removeEventListener', page.removeEventListener.bind(page))
  FakeSource.all = []
  answer = undefined
  heard = []
  states = []
  following = follow('/stream', event => heard.push(event), link => states.push(link.state))
})

afterEach(() => {
  following.stop()
  vi.useRealTimers()
  vi.unstubAllGlobals()
  vi.restoreAllMocks()
})

describe('following the stream', () => {
  test('hands on what it hears and says when it is live', () => {
    FakeSource.last.open()
    FakeSource.last.say('station', { id: 'a:1' })
    expect(states).toEqual(['connecting', 'live'])
    expect(heard).toEqual([{ type: 'opened' }, { type: 'station', data: { id: 'a:1' } }])
  })

  test('leaves a broken connection to the browser, which resumes it', () => {
    FakeSource.last.open()
    FakeSource.last.fail(false)
    vi.advanceTimersByTime(30_000)
    expect(states.at(-1)).toBe('lost')
    expect(FakeSource.all).toHaveLength(1)
    FakeSource.last.open()
    expect(states.at(-1)).toBe('live')
  })

  test('opens a new one, each time later, where the browser gives up', () => {
    const openings: number[] = []
    for (let count = 1; count <= 7; count++) {
      FakeSource.last.fail(true)
      const failedAt = Date.now()
      while (FakeSource.all.length === count && Date.now() < failedAt + 60_000) vi.advanceTimersByTime(1_000)
      openings.push((Date.now() - failedAt) / 1_000)
    }
    expect(openings).toEqual([1, 2, 4, 8, 16, 30, 30])
  })

  test('calls a server that is still reading its journal loading, and asks again soon', async () => {
    answer = 503
    for (let count = 1; count <= 5; count++) {
      FakeSource.last.fail(true)
      await vi.advanceTimersByTimeAsync(1_000)
      expect(FakeSource.all).toHaveLength(count + 1)
    }
    expect(states).toEqual(['connecting', 'loading'])
    FakeSource.last.open()
    expect(states.at(-1)).toBe('live')
  })

  test('calls a server that does not answer lost', async () => {
    FakeSource.last.fail(true)
    await vi.advanceTimersByTimeAsync(0)
    expect(states).toEqual(['connecting', 'lost'])
  })

  test('starts from the shortest wait again after it was live', () => {
    FakeSource.last.fail(true)
    vi.advanceTimersByTime(1_000)
    FakeSource.last.open()
    FakeSource.last.fail(true)
    vi.advanceTimersByTime(1_000)
    expect(FakeSource.all).toHaveLength(3)
  })

  test('does not believe a connection that has been silent for a minute', () => {
    FakeSource.last.open()
    vi.advanceTimersByTime(59_000)
    expect(states.at(-1)).toBe('live')
    vi.advanceTimersByTime(1_000)
    expect(states.at(-1)).toBe('lost')
    expect(FakeSource.all).toHaveLength(2)
    expect(FakeSource.all[0]!.readyState).toBe(FakeSource.CLOSED)
  })

  test('tries at once when the network is back', () => {
    FakeSource.last.fail(true)
    page.dispatchEvent(new Event('online'))
    expect(FakeSource.all).toHaveLength(2)
  })

  test('is quiet after it was stopped', () => {
    FakeSource.last.open()
    following.stop()
    vi.advanceTimersByTime(120_000)
    page.dispatchEvent(new Event('online'))
    expect(FakeSource.all).toHaveLength(1)
    expect(FakeSource.last.readyState).toBe(FakeSource.CLOSED)
  })
})
