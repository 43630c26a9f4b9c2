import { useState } from 'preact/hooks'
import type { MessagePage } from '../../live/contract'
import { clockTime } from '../../look/time'
import { useAsk, withQuery } from '../ask'
import { useOpsWords } from '../locale'
import { useSession } from '../session'
import { Empty, ForOperators, View } from '../shell/View'
import { readingText } from '../values'

/** What it said last, word by word, as it comes in. */
export function Messages({ id, now }: { id: string; now: number }) {
  const ops = useOpsWords()
  const session = useSession()
  const [filter, setFilter] = useState('')
  const [paused, setPaused] = useState(false)
  const asked = useAsk<MessagePage>(session && withQuery(`/devices/${encodeURIComponent(id)}/messages`, { limit: 100 }), paused ? 0 : 3_000)
  const words = filter.toLowerCase().split(/\s+/).filter(Boolean)
  return (
    <section class="panel">
      <div class="row">
        <h2>{ops.messages}</h2>
        {session && (
          <>
            <input class="field" type="search" aria-label={ops.filterMessages} placeholder={ops.filterMessages} value={filter} onInput={event => setFilter(event.currentTarget.value)} />
            <button type="button" class="button" aria-pressed={paused} onClick={() => setPaused(!paused)}>{ops.pause}</button>
          </>
        )}
      </div>
      {!session ? <ForOperators /> : (
        <View asked={asked}>
          {({ messages }) => {
            const shown = messages.map(one => ({ ...one, fields: Object.entries(one.fields).filter(([field]) => words.every(word => field.includes(word))) })).filter(({ fields }) => words.length === 0 || fields.length > 0)
            return shown.length === 0 ? <Empty title={ops.nothingThen} /> : (
              <div class="scroll" tabIndex={0} role="group" aria-label={ops.messages}>
                <ol class="log">
                  {shown.map(({ at, seq, late, fields }) => (
                    <li key={`${at} ${seq}`}>
                      <time dateTime={at}>{clockTime(Date.parse(at), now, true)}</time>
                      <span>
                        {fields.length === 0 && <span class="quiet">{ops.heartbeat}</span>}
                        {fields.map(([field, value]) => <span key={field} class="reading"><code>{field}</code> {readingText(field, value, ops)}</span>)}
                        {late && <span class="quiet"> · {ops.late}</span>}
                      </span>
                    </li>
                  ))}
                </ol>
              </div>
            )
          }}
        </View>
      )}
    </section>
  )
}
