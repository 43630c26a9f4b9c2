import { useOpsWords } from '../locale'
import { change } from '../route'

interface Props {
  /** How many are here, of how many. */
  told?: string
  cursor: string
  next: string | null
  /** How many the next page has at most. */
  size: number
}

/** Goes on to what comes after this page, and back to the first. The place stands in the address. */
export function Paging({ told, cursor, next, size }: Props) {
  const ops = useOpsWords()
  const turn = (to: string) => {
    change({ cursor: to }, false)
    scrollTo(0, 0)
  }
  return (
    <nav class="pages" aria-label={ops.paging}>
      {told && <span class="quiet">{told}</span>}
      {cursor && <button type="button" class="button" onClick={() => turn('')}>{ops.first}</button>}
      {next && <button type="button" class="button" onClick={() => turn(next)}>{ops.next(size)}</button>}
    </nav>
  )
}
