import type { AuditPage } from '../../live/contract'
import { State, type Tone } from '../../look/Mark'
import { clockTime } from '../../look/time'
import { useAsk, withQuery } from '../ask'
import { useOpsWords } from '../locale'
import { Paging } from '../shell/Paging'
import { Table } from '../shell/Table'
import { Empty, View } from '../shell/View'

const size = 100

/** What people and programs changed, as the API calls it. */
export function Audit({ now, cursor }: { now: number; cursor: string }) {
  const ops = useOpsWords()
  const { people } = ops
  const asked = useAsk<AuditPage>(withQuery('/audit', { limit: size, cursor }), cursor ? 0 : 10_000)
  const outcome = (status: number | null): [Tone, string] => (status === null ? ['none', people.noAnswer] : status < 400 ? ['free', ops.outcomes['done']!] : ['bad', `${ops.outcomes['refused']} ${status}`])
  return (
    <section>
      <h2>{people.lists.audit}</h2>
      <View asked={asked} bones={8}>
        {({ entries, next }) => entries.length === 0 ? <Empty title={ops.nothingThen} /> : (
          <>
            <Table title={people.lists.audit} columns={[ops.time, ops.who, ops.act, ops.outcome, ops.detail, ops.fromWhere]}>
              {entries.map(({ number, at, who, from, act, on, status, detail }) => {
                const [tone, word] = outcome(status)
                return (
                  <tr key={number}>
                    <td>{at && clockTime(Date.parse(at), now, true)}</td>
                    <th scope="row">{who}</th>
                    <td><code>{act}</code> {on && <b>{on}</b>}</td>
                    <td><State tone={tone} calm={tone === 'free'}>{word}</State></td>
                    <td>{detail}</td>
                    <td><code>{from}</code></td>
                  </tr>
                )
              })}
            </Table>
            <Paging cursor={cursor} next={next} size={size} />
          </>
        )}
      </View>
    </section>
  )
}
