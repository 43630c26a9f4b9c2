import type { QuarantinePage } from '../../live/contract'
import { clockTime } from '../../look/time'
import { useAsk } from '../ask'
import { useOpsWords } from '../locale'
import { useSession } from '../session'
import { Empty, ForOperators, View } from '../shell/View'
import { nodeOf } from '../words/ids'

/** What its node said that nobody understood. */
export function Quarantined({ id, now }: { id: string; now: number }) {
  const ops = useOpsWords()
  const session = useSession()
  const asked = useAsk<QuarantinePage>(session && '/quarantine', 30_000)
  const [district, node] = nodeOf(id).split(':')
  return (
    <section class="panel">
      <h2>{ops.quarantine}</h2>
      {!session ? <ForOperators /> : (
        <View asked={asked} bones={2}>
          {({ entries }) => {
            const own = entries.filter(({ topic }) => topic.includes(`/${district}/${node}/`))
            return own.length === 0 ? <Empty title={ops.allUnderstood} /> : (
              <div class="scroll" tabIndex={0} role="group" aria-label={ops.quarantine}>
                <ol class="log">
                  {own.map(({ at, reason, topic, detail, payload }, n) => (
                    <li key={n}>
                      <time dateTime={at ?? ''}>{at && clockTime(Date.parse(at), now, true)}</time>
                      <span><b>{ops.reasons[reason] ?? reason}</b> <code>{topic}</code> <span class="quiet">{detail}</span><code class="payload">{payload}</code></span>
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
