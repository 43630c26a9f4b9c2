import { useState } from 'preact/hooks'
import type { OpenSessionView, SessionPage } from '../../live/contract'
import { State } from '../../look/Mark'
import { clockTime } from '../../look/time'
import { ask, useAsk } from '../ask'
import { useOpsWords } from '../locale'
import { useSession } from '../session'
import { Sure } from '../shell/Sure'
import { Table } from '../shell/Table'
import { Empty, View } from '../shell/View'
import { browserOf } from './browser'

const everyMs = 15_000

export function AllSessions({ now }: { now: number }) {
  const { people } = useOpsWords()
  return <section><h2>{people.lists.sessions}</h2><Sessions now={now} /></section>
}

export function OwnSessions({ now }: { now: number }) {
  const { people } = useOpsWords()
  const session = useSession()
  return <section><h2>{people.ownSessions}</h2><Sessions now={now} of={session?.name} /></section>
}

/** Where people are signed in. The one that is looking is ended by signing out. */
function Sessions({ now, of }: { now: number; of?: string | undefined }) {
  const ops = useOpsWords()
  const { people } = ops
  const asked = useAsk<SessionPage>('/sessions', everyMs)
  const [ending, setEnding] = useState<OpenSessionView | null>(null)
  const time = (at: string | null) => (at === null ? '–' : clockTime(Date.parse(at), now))
  return (
    <>
      <View asked={asked} bones={3}>
        {({ sessions }) => {
          const shown = sessions.filter(({ name }) => of === undefined || name === of)
          return shown.length === 0 ? <Empty title={people.noSessions} /> : (
            <Table title={people.lists.sessions} columns={[ops.who, ops.fromWhere, people.used, ops.acting]}>
              {shown.map(session => (
                <tr key={session.number}>
                  <th scope="row"><b>{session.name}</b></th>
                  <td title={session.agent}>{browserOf(session.agent)} <code>{session.from}</code></td>
                  <td>{people.usedAt(time(session.usedAt))} <small class="quiet">{people.openedAt(time(session.openedAt))}</small></td>
                  <td class="go">
                    {session.current ? <State tone="free" calm>{people.thisOne}</State> : <button type="button" class="button" onClick={() => setEnding(session)}>{people.end}</button>}
                  </td>
                </tr>
              ))}
            </Table>
          )
        }}
      </View>
      {ending && (
        <Sure act={people.end} more={people.endMore} run={() => ask(`/sessions/${ending.number}`, { method: 'DELETE' })} close={() => setEnding(null)} done={asked.again}>
          <b>{ending.name}</b> {browserOf(ending.agent)} <code>{ending.from}</code>
        </Sure>
      )}
    </>
  )
}
