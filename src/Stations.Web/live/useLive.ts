import { useEffect, useRef, useState } from 'preact/hooks'
import { advance, type Board, emptyBoard, type LiveEvent } from './board'
import type { Known } from './known'
import { queryOf, type Scope } from './scope'
import { follow, type Following, type Link } from './stream'

/** Pages are drawn at most this often, however fast the stream is. */
const drawEveryMs = 250
/** A hidden tab's timers are slowed down; a full queue is applied at once. */
const longestQueue = 5_000

export interface Live {
  board: Board
  link: Link
  reconnect(): void
}

/** Follows what `scope` names; the board keeps the rest as it was. `known` is what the page began with; `open` follows alone or with other windows. */
export function useLive(scope: Scope, known: Known | null = null, open: typeof follow = follow): Live {
  const [board, setBoard] = useState(known?.board ?? emptyBoard)
  const [link, setLink] = useState<Link>({ state: 'connecting', since: Date.now(), heardAt: known?.at ?? Date.now() })
  const following = useRef<Following | null>(null)
  const start = useRef({ after: known?.after ?? null, heardAt: known?.at ?? Date.now() })

  useEffect(() => {
    let queue: LiveEvent[] = []
    let timer: ReturnType<typeof setTimeout> | undefined
    const flush = () => {
      clearTimeout(timer)
      timer = undefined
      const events = queue
      queue = []
      setBoard(before => advance(before, events))
    }
    const heard = (event: LiveEvent) => {
      queue.push(event)
      if (queue.length >= longestQueue || event.type === 'snapshot' || event.type === 'alarms') flush()
      else timer ??= setTimeout(flush, drawEveryMs)
    }
    following.current = open(scope, start.current, heard, next => {
      start.current = { after: null, heardAt: next.heardAt }
      setLink(next)
    })
    return () => {
      following.current?.stop()
      clearTimeout(timer)
    }
  }, [queryOf(scope)])

  const shown: Link = link.state === 'live' && !board.loaded ? { ...link, state: 'connecting' } : link
  return { board, link: shown, reconnect: () => following.current?.reconnect() }
}
