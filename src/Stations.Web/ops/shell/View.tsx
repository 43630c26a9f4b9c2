import type { ComponentChildren } from 'preact'
import { useSpeech } from '../../locale'
import { elapsed } from '../../look/age'
import { Notice } from '../../look/Notice'
import { clockTime } from '../../look/time'
import { type Asked, Refused } from '../ask'
import { useOpsWords } from '../locale'
import { SignIn } from './SignIn'

interface Props<T> {
  asked: Asked<T>
  /** How high the place is that is kept free until the answer comes. */
  bones?: number
  children(data: T): ComponentChildren
}

/** An answer in every state: not there yet, refused, old, or as it is. */
export function View<T>({ asked: { data, at, failure, again }, bones = 4, children }: Props<T>) {
  const { words } = useSpeech()
  const ops = useOpsWords()
  if (data !== null) {
    return (
      <>
        {failure && (
          <p class="band stale" role="status">
            <b>{ops.stale(clockTime(at, Date.now()), elapsed(Date.now() - at, words))}</b>
            <span>{words.keptFromMore}</span>
          </p>
        )}
        {children(data)}
      </>
    )
  }
  if (!failure) return <Bones count={bones} />
  if (failure instanceof Refused && failure.status === 401) return <ForOperators />
  const refused = failure instanceof Refused && failure.problem
  return (
    <Notice title={refused ? refused.title : words.notConnected} more={refused ? refused.detail : words.notConnectedMore}>
      <button type="button" class="button main" onClick={again}>{words.retryNow}</button>
    </Notice>
  )
}

export function Bones({ count }: { count: number }) {
  const { words } = useSpeech()
  return (
    <div class="waiting" role="status" aria-busy="true" aria-label={words.loading}>
      {Array.from({ length: count }, (_, n) => <div key={n} class="bone" />)}
    </div>
  )
}

/** What only somebody may see who is signed in. */
export function ForOperators() {
  const ops = useOpsWords()
  return (
    <Notice title={ops.forOperators} more={ops.forOperatorsMore}>
      <SignIn />
    </Notice>
  )
}

export function Empty({ title, more }: { title: string; more?: string }) {
  return (
    <div class="empty">
      <b>{title}</b>
      {more && <span class="quiet">{more}</span>}
    </div>
  )
}
