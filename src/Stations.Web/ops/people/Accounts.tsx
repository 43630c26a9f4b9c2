import { useState } from 'preact/hooks'
import type { CodeView, DistrictsView, OperatorPage, OperatorView } from '../../live/contract'
import { State } from '../../look/Mark'
import { say, useAsk } from '../ask'
import { useOpsWords } from '../locale'
import { Secret } from '../nodes/Secret'
import { useSession } from '../session'
import { Dialog } from '../shell/Dialog'
import { Field, Form } from '../shell/Form'
import { Table } from '../shell/Table'
import { Empty, View } from '../shell/View'
import { dateTime } from '../words/dates'
import { isName, standingOf, standingTones } from './account'
import { AccountAct, type Verb } from './AccountAct'
import { bodyOf, isWhole, type Rights } from './rights'
import { RightsFields, RightsText } from './RightsFields'

interface Props {
  now: number
  districts: DistrictsView | null
}

/** People. Nothing is offered on one's own account by which one would shut oneself out. */
export function Accounts({ now, districts }: Props) {
  const ops = useOpsWords()
  const { people } = ops
  const session = useSession()
  const asked = useAsk<OperatorPage>('/operators', 15_000)
  const [adding, setAdding] = useState(false)
  const [act, setAct] = useState<{ account: OperatorView; verb: Verb } | null>(null)
  const isOwn = (name: string) => session?.kind === 'account' && session.name === name
  return (
    <section>
      <div class="row">
        <h2>{people.lists.accounts}</h2>
        <button type="button" class="button main" onClick={() => setAdding(true)}>{people.addAccount}</button>
      </div>
      <View asked={asked} bones={4}>
        {({ operators }) => operators.length === 0 ? <Empty title={people.noAccounts} more={people.noAccountsMore} /> : (
          <Table title={people.lists.accounts} columns={[ops.yourName, people.role, ops.state, ops.acting]}>
            {operators.map(account => {
              const standing = standingOf(account, now)
              return (
                <tr key={account.name}>
                  <th scope="row"><b>{account.name}</b></th>
                  <td><RightsText rights={account} known={districts} /></td>
                  <td>
                    <State tone={standingTones[standing]} calm={standing === 'active'}>{people.standings[standing]}</State>
                    {standing === 'invited' && <small class="quiet"> {people.codeUntil(dateTime(account.codeUntil))}</small>}
                  </td>
                  <td class="go">
                    {isOwn(account.name) ? <a class="button" href="/ops/me">{ops.pages.me}</a> : (['rights', 'reset', account.disabled ? 'enable' : 'disable', 'remove'] as const).map(verb => (
                      <button key={verb} type="button" class="button" onClick={() => setAct({ account, verb })}>{people.acts[verb]}</button>
                    ))}
                  </td>
                </tr>
              )
            })}
          </Table>
        )}
      </View>
      {adding && <Add districts={districts} close={() => setAdding(false)} done={asked.again} />}
      {act && <AccountAct {...act} districts={districts} close={() => setAct(null)} done={asked.again} />}
    </section>
  )
}

function Add({ districts, close, done }: { districts: DistrictsView | null; close(): void; done(): void }) {
  const ops = useOpsWords()
  const { people } = ops
  const [name, setName] = useState('')
  const [rights, setRights] = useState<Rights>({ role: 'operator', districts: null })
  const [made, setMade] = useState<CodeView | null>(null)
  const run = async () => {
    setMade(await say<CodeView>('/operators', { name: name.trim(), ...bodyOf(rights) }))
    done()
  }
  return (
    <Dialog title={people.addAccount} close={close}>
      {made ? <Code code={made} close={close} /> : (
        <Form act={people.addAccount} run={run} ready={isName(name.trim()) && isWhole(rights)}>
          <Field label={ops.yourName} value={name} change={setName} most={64} needed hint={people.nameForm} />
          <RightsFields rights={rights} known={districts} change={setRights} />
        </Form>
      )}
    </Dialog>
  )
}

/** With which somebody chooses a password. */
export function Code({ code: { name, code, until }, close }: { code: CodeView; close(): void }) {
  const ops = useOpsWords()
  return <Secret rows={[[ops.yourName, name], [ops.people.code, code], [ops.goodUntil, dateTime(until)]]} more={`${ops.shownOnce} ${ops.people.codeMore}`} close={close} />
}
