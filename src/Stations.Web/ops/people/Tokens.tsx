import { useState } from 'preact/hooks'
import type { DistrictsView, NewTokenView, TokenPage } from '../../live/contract'
import { ask, say, useAsk } from '../ask'
import { useOpsWords } from '../locale'
import { Secret } from '../nodes/Secret'
import { Dialog } from '../shell/Dialog'
import { Field, Form } from '../shell/Form'
import { Sure } from '../shell/Sure'
import { Table } from '../shell/Table'
import { Empty, View } from '../shell/View'
import { dateTime } from '../words/dates'
import { isName } from './account'
import { bodyOf, isWhole, type Rights } from './rights'
import { RightsFields, RightsText } from './RightsFields'

/** Days that people choose from; nothing is until it is revoked. */
const lasting = ['30', '90', '365', ''] as const

/** Programs. */
export function Tokens({ districts }: { districts: DistrictsView | null }) {
  const ops = useOpsWords()
  const { people } = ops
  const asked = useAsk<TokenPage>('/tokens', 15_000)
  const [adding, setAdding] = useState(false)
  const [revoking, setRevoking] = useState<string | null>(null)
  return (
    <section>
      <div class="row">
        <h2>{people.lists.tokens}</h2>
        <button type="button" class="button main" onClick={() => setAdding(true)}>{people.addToken}</button>
      </div>
      <View asked={asked} bones={4}>
        {({ tokens }) => tokens.length === 0 ? <Empty title={people.noTokens} more={people.noTokensMore} /> : (
          <Table title={people.lists.tokens} columns={[people.program, people.role, people.lasts, ops.acting]}>
            {tokens.map(token => (
              <tr key={token.name}>
                <th scope="row"><b>{token.name}</b></th>
                <td><RightsText rights={token} known={districts} /></td>
                <td>{token.until ? ops.until(dateTime(token.until)) : people.noEnd} <small class="quiet">{people.madeBy(token.madeBy, dateTime(token.madeAt))}</small></td>
                <td class="go"><button type="button" class="button" onClick={() => setRevoking(token.name)}>{people.revoke}</button></td>
              </tr>
            ))}
          </Table>
        )}
      </View>
      {adding && <Add districts={districts} close={() => setAdding(false)} done={asked.again} />}
      {revoking && (
        <Sure act={people.revoke} more={people.revokeMore} run={() => ask(`/tokens/${encodeURIComponent(revoking)}`, { method: 'DELETE' })} close={() => setRevoking(null)} done={asked.again}>
          <b>{revoking}</b>
        </Sure>
      )}
    </section>
  )
}

function Add({ districts, close, done }: { districts: DistrictsView | null; close(): void; done(): void }) {
  const ops = useOpsWords()
  const { people } = ops
  const [name, setName] = useState('')
  const [rights, setRights] = useState<Rights>({ role: 'viewer', districts: null })
  const [days, setDays] = useState<string>(lasting[1])
  const [made, setMade] = useState<NewTokenView | null>(null)
  const run = async () => {
    setMade(await say<NewTokenView>('/tokens', { name: name.trim(), ...bodyOf(rights), ...(days && { days: Number(days) }) }))
    done()
  }
  return (
    <Dialog title={people.addToken} close={close}>
      {made ? <Secret rows={[[people.program, made.name], [people.token, made.token]]} more={`${ops.shownOnce} ${people.tokenMore}`} close={close} /> : (
        <Form act={people.addToken} run={run} ready={isName(name.trim()) && isWhole(rights)}>
          <Field label={people.program} value={name} change={setName} most={64} needed hint={people.nameForm} />
          <RightsFields rights={rights} known={districts} change={setRights} />
          <Field label={people.lasts} value={days} change={setDays} options={lasting.map(one => [one, one ? people.days(Number(one)) : people.noEnd] as const)} />
        </Form>
      )}
    </Dialog>
  )
}
