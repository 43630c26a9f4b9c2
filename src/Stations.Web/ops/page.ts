import type { Board } from '../live/board'
import type { Live } from '../live/useLive'

/** What every page of the operators' is given. */
export interface PageProps {
  live: Live
  board: Board
  /** Server time, epoch milliseconds. */
  now: number
  query: URLSearchParams
}
