import { recall, remember } from '../look/remembered'
import type { Snapshot } from './api'
import { advance, type Board, emptyBoard } from './board'

/** What a page begins with: what the server wrote into it, or what this phone kept of the last one. */
export interface Known {
  /** Server time, epoch milliseconds. */
  at: number
  /** The stream goes on after this; null where it must begin anew. */
  after: string | null
  board: Board
}

const key = 'board'
/** Enough for the districts that one rides in; a phone's store is small. */
const mostKept = 200

interface Written {
  at: string
  after: string | null
  snapshot: Snapshot
}

/** A page that is older than this against what was kept is one that was kept itself. */
const ownTimeMs = 60_000

/** Of both, since each may know devices that the other does not; null where there is neither. */
export function known(embedded = document.getElementById('known')?.textContent ?? null, kept = recall(key)): Known | null {
  const [page, phone] = [read(embedded), read(kept)]
  const pageCounts = !phone || (page !== null && page.at >= phone.at - ownTimeMs)
  const [base, other] = pageCounts ? [page, phone] : [phone, page]
  if (!base) return null
  const devices = [...(other?.board.devices ?? []), ...base.board.devices].filter(([, device]) => base.board.stations.has(device.station))
  return { at: base.at, after: page?.after ?? null, board: { ...base.board, devices: new Map(devices) } }
}

export function keep(board: Board, at: number): void {
  const snapshot: Snapshot = { stations: [...board.stations.values()].slice(0, mostKept), devices: [...board.devices.values()].slice(0, mostKept), part: 1, parts: 1 }
  remember(key, JSON.stringify({ at: new Date(at).toISOString(), after: null, snapshot } satisfies Written))
}

function read(text: string | null): Known | null {
  try {
    const written = JSON.parse(text ?? 'null') as Written | null
    return written && { at: Date.parse(written.at), after: written.after, board: advance(emptyBoard, [{ type: 'snapshot', data: written.snapshot }]) }
  } catch {
    return null
  }
}
