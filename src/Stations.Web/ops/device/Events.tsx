import { useMemo, useState } from 'preact/hooks'
import type { EventPage } from '../../live/contract'
import { clockTime } from '../../look/time'
import { useAsk, withQuery } from '../ask'
import { useOpsWords } from '../locale'
import { Empty, View } from '../shell/View'
import { eventName, saidOf, verbsIn } from '../words/events'

const step = 50

/** What happened, the newest first. */
export function Events({ id, now }: { id: string; now: number }) {
  const ops = useOpsWords()
  const [limit, setLimit] = useState(step)
  const asked = useAsk<EventPage>(withQuery(`/devices/${encodeURIComponent(id)}/events`, { limit }), 10_000)
  const verbs = useMemo(() => verbsIn(asked.data?.events ?? []), [asked.data])
  return (
    <section class="panel">
      <h2>{ops.events}</h2>
      <View asked={asked}>
        {({ events, next }) => events.length === 0 ? <Empty title={ops.nothingThen} /> : (
          <div class="scroll" tabIndex={0} role="group" aria-label={ops.events}>
            <ol class="log">
              {events.map(one => (
                <li key={one.id}>
                  <time dateTime={one.at}>{clockTime(Date.parse(one.at), now, true)}</time>
                  <span>{eventName(one.kind, ops)}{one.slot !== null && ` · ${ops.slot(one.slot)}`} <span class="quiet">{saidOf(one, verbs, ops)}</span></span>
                </li>
              ))}
            </ol>
            {next && limit < 500 && <button type="button" class="plain" onClick={() => setLimit(limit + step)}>{ops.more}</button>}
          </div>
        )}
      </View>
    </section>
  )
}
