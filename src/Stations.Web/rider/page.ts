import type { Live } from '../live/useLive'
import type { Outbox } from './report/useOutbox'
import type { Saved } from './saved'
import type { Here } from './useHere'

/** What every page of the rider's is given. */
export interface PageProps {
  live: Live
  /** Server time, epoch milliseconds. */
  now: number
  saved: Saved
  outbox: Outbox
  here: Here
}
