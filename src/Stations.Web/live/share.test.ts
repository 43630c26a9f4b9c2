import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import type { LiveEvent } from './board'
import { covers, joined, queryOf, type Scope } from './scope'
import { share } from './share'
import { follow, type Following, type Heard, type Link, type Start } from './stream'

vi.mock('./stream', async original => ({ ...(await original<object>()), follow: vi.fn() }))

interface Opened {
  query: string
  start: Start
  heard: Heard
  linked(link: Link): void
  isOver: boolean
}

class FakeChannel {
  static all = new Set<FakeChannel>()
  static isDeaf = false
  onmessage: ((message: { data: unknown }) => void) | null = null
  constructor() {
    FakeChannel.all.add(this)
  }
  postMessage(data: unknown) {
    if (!FakeChannel.all.has(this)) throw new Error('closed')
    for (const other of FakeChannel.all) if (other !== this && !FakeChannel.isDeaf) other.onmessage?.({ data: structuredClone(data) })
  }
  close() {
    FakeChannel.all.delete(this)
  }
}

/** One lock: the first who asked holds it until its promise is kept. */
class FakeLocks {
  waiting: (() => Promise<void>)[] = []
  isHeld = false
  request(_: string, { signal }: { signal: AbortSignal }, work: () => Promise<void>): Promise<void> {
    const mine = () => work()
    signal.addEventListener('abort', () => (this.waiting = this.waiting.filter(one => one !== mine)))
    this.waiting.push(mine)
    this.next()
    return Promise.resolve()
  }
  next() {
    const work = this.isHeld ? undefined : this.waiting.shift()
    if (!work) return
    this.isHeld = true
    void work().then(() => {
      this.isHeld = false
      this.next()
    })
  }
}

const list: Scope = { include: 'stations', district: null }
const door = (station: string): Scope => ({ include: 'stations,devices', station })
let streams: Opened[]
let windows: Following[]
let screen: EventTarget & { visibilityState: string }
const open = () => streams.filter(({ isOver }) => !isOver)
const settled = () => vi.advanceTimersByTimeAsync(100)

beforeEach(() => {
  vi.useFakeTimers({ now: 0 })
  ;[streams, windows] = [[], []]
  FakeChannel.isDeaf = false
  FakeChannel.all.clear()
  screen = Object.assign(new EventTarget(), { visibilityState: 'visible' })
  vi.stubGlobal('document', screen)
  vi.stubGlobal('addEventListener', () => undefined)
  vi.stubGlobal('removeEventListener', () => undefined)
  vi.stubGlobal('BroadcastChannel', FakeChannel)
  vi.stubGlobal('navigator', { locks: new FakeLocks() })
  vi.mocked(follow).mockImplementation((scope, start, heard, linked) => {
    const stream: Opened = { query: queryOf(scope), start, heard, linked, isOver: false }
    streams.push(stream)
    return { reconnect: () => undefined, stop: () => (stream.isOver = true) }
  })
})

afterEach(() => {
  for (const one of windows) one.stop()
  vi.useRealTimers()
  vi.unstubAllGlobals()
})

/** A window and what it hears. */
function appear(scope: Scope, after: string | null = null) {
  const heard: LiveEvent['type'][] = []
  const states: string[] = []
  const following = share(scope, { after, heardAt: 0 }, event => heard.push(event.type), link => states.push(link.state))
  windows.push(following)
  return { following, heard, states }
}

/** The server answers. */
function tell(after: string) {
  const stream = open()[0]!
  stream.linked({ state: 'live', since: 0, heardAt: 0 })
  stream.heard({ type: 'opened', scope: list }, after)
  stream.heard({ type: 'station', data: { id: 'a:1' } as never }, after)
}

describe('windows of one browser', () => {
  test('keep one stream of what all of them show, and all hear it', async () => {
    const [first, second] = [appear(list), appear(door('a:1'))]
    await settled()
    expect(open().map(({ query }) => query)).toEqual(['include=stations&also=a:1'])
    tell('e-3')
    expect([first.heard, second.heard]).toEqual([['opened', 'station'], ['opened', 'station']])
    expect([first.states, second.states]).toEqual([['live'], ['live']])
  })

  test('open it anew for one that comes later, from the older of both', async () => {
    appear(list)
    await settled()
    tell('e-9')
    appear(door('a:1'), 'e-4')
    await settled()
    expect(open().map(({ query, start }) => [query, start.after])).toEqual([['include=stations&also=a:1', 'e-4']])
    tell('e-9')
    appear(door('a:2'), 'e-8')
    await settled()
    expect(open()[0]!.start.after).toBe('e-8')
    tell('e-10')
    appear(door('a:3'), 'other-1')
    await settled()
    expect(open()[0]!.start.after).toBeNull()
  })

  test('hear nothing of what is shown no more', async () => {
    appear(list)
    const { following } = appear(door('a:1'))
    await settled()
    following.stop()
    await settled()
    expect(open().map(({ query }) => query)).toEqual(['include=stations'])
  })

  test('go on after the last event when the one that leads is closed', async () => {
    const { following } = appear(list)
    const second = appear(door('a:1'), 'e-1')
    await settled()
    tell('e-7')
    following.stop()
    await settled()
    expect(open().map(({ query, start }) => [query, start.after])).toEqual([['include=stations,devices&station=a:1', 'e-7']])
    tell('e-8')
    expect(second.heard).toHaveLength(4)
  })

  test('do not wait for one that leads and says nothing', async () => {
    appear(list)
    await settled()
    FakeChannel.isDeaf = true
    appear(door('a:1'))
    await vi.advanceTimersByTimeAsync(5_000)
    expect(open().map(({ query }) => query)).toEqual(['include=stations', 'include=stations,devices&station=a:1'])
  })

  test('do without a stream while nobody looks, and take it up again when somebody does', async () => {
    appear(list)
    await settled()
    tell('e-5')
    screen.visibilityState = 'hidden'
    screen.dispatchEvent(new Event('visibilitychange'))
    await vi.advanceTimersByTimeAsync(15_000)
    expect(open()).toEqual([])
    screen.visibilityState = 'visible'
    screen.dispatchEvent(new Event('visibilitychange'))
    await vi.advanceTimersByTimeAsync(600)
    expect(open()[0]!.start.after).toBe('e-5')
  })

  test('follow alone where the browser has no locks', () => {
    vi.stubGlobal('navigator', {})
    appear(list)
    appear(list)
    expect(open()).toHaveLength(2)
  })
})

test('what several windows show is one scope', () => {
  const district = (one: string): Scope => ({ include: 'stations', district: one })
  expect(queryOf(joined([district('a'), district('a')]))).toBe('include=stations&district=a')
  expect(queryOf(joined([district('a'), district('b')]))).toBe('include=stations')
  expect(queryOf(joined([district('a'), door('b:1')]))).toBe('include=stations&district=a&also=b:1')
  expect(queryOf(joined([door('b:2'), door('b:1'), door('b:2')]))).toBe('include=stations,devices&station=b:1&also=b:2')
  const both = joined([district('a'), door('b:1')])
  expect([covers(both, 'stations', 'a:1'), covers(both, 'devices', 'a:1'), covers(both, 'devices', 'b:1'), covers(both, 'stations', 'b:2')]).toEqual([true, false, true, false])
})
