import type { QuarantinePage, SecurityEventPage } from '../../live/contract'
import { State } from '../../look/Mark'
import { clockTime } from '../../look/time'
import { useAsk } from '../ask'
import { useOpsWords } from '../locale'
import { mayGovern } from '../may'
import type { PageProps } from '../page'
import { useSession } from '../session'
import { Table } from '../shell/Table'
import { Empty, ForOperators, View } from '../shell/View'

/** Who tried what, and what nobody understood. */
export function SecurityPage({ now }: PageProps) {
  const ops = useOpsWords()
  const session = useSession()
  const events = useAsk<SecurityEventPage>(mayGovern(session) ? '/security-events?limit=200' : null, 10_000)
  const quarantine = useAsk<QuarantinePage>(session && '/quarantine', 10_000)
  if (!session) return <><h1>{ops.pages.security}</h1><ForOperators /></>
  return (
    <>
      <h1>{ops.pages.security}</h1>
      {mayGovern(session) && (
        <section>
          <h2>{ops.securityEvents}</h2>
          <View asked={events} bones={6}>
            {({ events }) => events.length === 0 ? <Empty title={ops.nothingThen} /> : (
              <Table title={ops.securityEvents} columns={[ops.time, ops.act, ops.outcome, ops.who, ops.fromWhere, ops.detail]}>
                {events.map(({ at, act, outcome, who, from, detail }, n) => (
                  <tr key={n}>
                    <td>{at && clockTime(Date.parse(at), now, true)}</td>
                    <td>{ops.securityActs[act] ?? act}</td>
                    <td>{outcome === 'done' ? <State tone="free" calm>{ops.outcomes[outcome]}</State> : <State tone="bad">{ops.outcomes[outcome] ?? outcome}</State>}</td>
                    <td>{who}</td>
                    <td><code>{from}</code></td>
                    <td><code>{detail}</code></td>
                  </tr>
                ))}
              </Table>
            )}
          </View>
        </section>
      )}
      <section>
        <h2>{ops.quarantine}</h2>
        <View asked={quarantine} bones={4}>
          {({ entries, total }) => entries.length === 0 ? <Empty title={ops.allUnderstood} /> : (
            <>
              <p class="quiet">{ops.rows(entries.length, total)}</p>
              <div class="scroll" tabIndex={0} role="group" aria-label={ops.quarantine}>
                <ol class="log">
                  {entries.slice(0, 200).map(({ at, reason, topic, client, detail, payload }, n) => (
                    <li key={n}>
                      <time dateTime={at ?? ''}>{at && clockTime(Date.parse(at), now, true)}</time>
                      <span><b>{ops.reasons[reason] ?? reason}</b> <code>{topic}</code> <span class="quiet">{client} · {detail}</span><code class="payload">{payload}</code></span>
                    </li>
                  ))}
                </ol>
              </div>
            </>
          )}
        </View>
      </section>
    </>
  )
}
