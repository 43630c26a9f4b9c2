import { Mark } from '../look/Mark'
import type { Arranged } from './arrange'
import { type Level, levels, levelTones } from './level'
import { useOpsWords } from './locale'

interface Props {
  arranged: Arranged
  chosen: Level | ''
  choose(level: Level | ''): void
}

export function Counts({ arranged: { counts, total }, chosen, choose }: Props) {
  const ops = useOpsWords()
  return (
    <div class="counts" role="group" aria-label={ops.counts}>
      <button type="button" class="button count" aria-pressed={chosen === ''} onClick={() => choose('')}>
        <b>{total}</b>
        <span>{ops.total}</span>
      </button>
      {levels.map(level => (
        <button
          type="button"
          key={level}
          class={`button count ${counts[level] ? levelTones[level] : 'zero'}`}
          aria-pressed={chosen === level}
          onClick={() => choose(chosen === level ? '' : level)}
        >
          <b>{counts[level]}</b>
          <span>
            <Mark tone={levelTones[level]} />
            {ops.level[level]}
          </span>
        </button>
      ))}
    </div>
  )
}
