import type { UrgencyCounts } from '../../live/contract'
import { Mark } from '../../look/Mark'
import { useOpsWords } from '../locale'
import { totalOf } from '../shell/Frame'
import { urgencies, urgencyTones } from '../tones'

interface Props {
  counts: UrgencyCounts
  chosen: string
  choose(urgency: string): void
}

export function Counts({ counts, chosen, choose }: Props) {
  const ops = useOpsWords()
  return (
    <div class="counts" role="group" aria-label={ops.counts}>
      <button type="button" class="button count" aria-pressed={chosen === ''} onClick={() => choose('')}>
        <b>{totalOf(counts)}</b>
        <span>{ops.total}</span>
      </button>
      {urgencies.map(one => (
        <button type="button" key={one} class={`button count ${counts[one] ? urgencyTones[one] : 'zero'}`} aria-pressed={chosen === one} onClick={() => choose(chosen === one ? '' : one)}>
          <b>{counts[one]}</b>
          <span><Mark tone={urgencyTones[one]} />{ops.urgency[one]}</span>
        </button>
      ))}
    </div>
  )
}
