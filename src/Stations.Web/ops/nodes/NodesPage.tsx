import { useState } from 'preact/hooks'
import type { ClaimView, DistrictsView, NodeCredentials, NodePage, NodeView, RotatedCredentials } from '../../live/contract'
import { useSpeech } from '../../locale'
import { State } from '../../look/Mark'
import { clockTime } from '../../look/time'
import { ask, say as tell, useAsk, withQuery } from '../ask'
import { useOpsWords } from '../locale'
import { mayAct, mayAdmit } from '../may'
import type { PageProps } from '../page'
import { change } from '../route'
import { useSession } from '../session'
import { Choice } from '../shell/Choice'
import { Dialog } from '../shell/Dialog'
import { Field, Form } from '../shell/Form'
import { Paging } from '../shell/Paging'
import { Table } from '../shell/Table'
import { Empty, ForOperators, View } from '../shell/View'
import { Describe } from '../stations/Describe'
import { Firmware } from './Firmware'
import { ImportNodes, ImportSettings } from './imports'
import { Secret } from './Secret'

type Verb = 'claim' | 'password' | 'disable' | 'enable' | 'revoke'

/** Who may send: nodes that came, nodes that are expected, and what is done with them. */
export function NodesPage({ now, query, districts }: PageProps & { districts: DistrictsView | null }) {
  const ops = useOpsWords()
  const { words, say } = useSpeech()
  const session = useSession()
  const filter = { search: query.get('search') ?? '', district: query.get('district') ?? '', born: query.get('born') ?? '', cursor: query.get('cursor') ?? '' }
  const asked = useAsk<NodePage>(session && withQuery('/nodes', filter), 15_000)
  const [open, setOpen] = useState<'station' | 'add' | 'nodes' | 'settings' | null>(null)
  const [act, setAct] = useState<{ node: NodeView; verb: Verb } | null>(null)
  return (
    <>
      <div class="row">
        <h1>{ops.pages.nodes}</h1>
        <div class="go">
          <a class="button" href="/ops/stickers">{ops.stickers}</a>
          {mayAct(session) && <button type="button" class="button" onClick={() => setOpen('settings')}>{ops.importSettings}</button>}
          {mayAdmit(session) && <button type="button" class="button" onClick={() => setOpen('nodes')}>{ops.importNodes}</button>}
          {mayAdmit(session) && <button type="button" class="button" onClick={() => setOpen('station')}>{ops.addStation}</button>}
          {mayAdmit(session) && <button type="button" class="button main" onClick={() => setOpen('add')}>{ops.addNode}</button>}
        </div>
      </div>
      {!session ? <ForOperators /> : (
        <>
          <form class="filters" role="search" onSubmit={event => event.preventDefault()}>
            <input class="field search" type="search" aria-label={ops.searchNode} placeholder={ops.searchNode} maxLength={100} value={filter.search} onChange={event => change({ search: event.currentTarget.value, cursor: '' })} />
            <Choice label={words.district} all={words.allDistricts} value={filter.district} options={(districts?.districts ?? []).map(({ id, name }) => [id, say(name) || id])} pick={district => change({ district, cursor: '' })} />
            <Choice label={ops.bornOrNot} all={ops.bornOrNot} value={filter.born} options={[['true', ops.born], ['false', ops.notBorn]]} pick={born => change({ born, cursor: '' })} />
          </form>
          <View asked={asked} bones={6}>
            {({ nodes, total, next }) => nodes.length === 0 ? <Empty title={ops.noNodes} more={ops.noNodesMore} /> : (
              <>
                <Table title={ops.pages.nodes} columns={[ops.node, ops.access, ops.deviceTotal, ops.acting]}>
                  {nodes.map(node => (
                    <tr key={node.id}>
                      <th scope="row"><code>{node.id}</code></th>
                      <td><Access node={node} now={now} /></td>
                      <td>{node.devices.length ? <a href={`/ops/devices?search=${encodeURIComponent(`${node.id}:`)}`}>{ops.deviceCount(node.devices.length)}</a> : <span class="quiet">{ops.notBorn}</span>}</td>
                      <td class="go">
                        {mayAdmit(session) && (['claim', ...(node.enrolled ? (['password', node.disabled ? 'enable' : 'disable', 'revoke'] as const) : [])] as Verb[]).map(verb => (
                          <button key={verb} type="button" class="button" onClick={() => setAct({ node, verb })}>{ops.nodeActs[verb]}</button>
                        ))}
                      </td>
                    </tr>
                  ))}
                </Table>
                <Paging told={ops.rows(nodes.length, total)} cursor={filter.cursor} next={next} size={50} />
              </>
            )}
          </View>
          <Firmware now={now} />
        </>
      )}
      {open === 'station' && <Describe station={null} close={() => setOpen(null)} />}
      {open === 'add' && <Add close={() => setOpen(null)} done={asked.again} />}
      {open === 'nodes' && <ImportNodes close={() => setOpen(null)} done={asked.again} />}
      {open === 'settings' && <ImportSettings close={() => setOpen(null)} done={() => undefined} />}
      {act && <Act node={act.node} verb={act.verb} now={now} close={() => setAct(null)} done={asked.again} />}
    </>
  )
}

function Access({ node, now }: { node: NodeView; now: number }) {
  const ops = useOpsWords()
  return (
    <>
      {node.disabled ? <State tone="bad">{ops.nodeDisabled}</State> : node.enrolled ? <State tone="free" calm>{ops.nodeEnrolled}</State> : <State tone="none">{ops.nodeOpen}</State>}
      {node.claimUntil && <small class="quiet"> {ops.claimUntil(clockTime(Date.parse(node.claimUntil), now))}</small>}
      {node.oldPasswordUntil && <small class="quiet"> {ops.oldUntil(clockTime(Date.parse(node.oldPasswordUntil), now))}</small>}
    </>
  )
}

interface DialogProps {
  close(): void
  done(): void
}

function Add({ close, done }: DialogProps) {
  const ops = useOpsWords()
  const [district, setDistrict] = useState('')
  const [node, setNode] = useState('')
  const [made, setMade] = useState<NodeCredentials | null>(null)
  const run = async () => {
    setMade(await tell<NodeCredentials>('/nodes', { district: district.trim(), node: node.trim() }))
    done()
  }
  return (
    <Dialog title={ops.addNode} close={close}>
      {made ? <Secret rows={[[ops.username, made.username], [ops.password, made.password]]} more={ops.shownOnce} close={close} /> : (
        <Form act={ops.addNode} run={run} ready={district.trim() !== '' && node.trim() !== ''}>
          <Field label={ops.districtId} value={district} change={setDistrict} most={64} needed hint={ops.idForm} />
          <Field label={ops.nodeId} value={node} change={setNode} most={64} needed />
        </Form>
      )}
    </Dialog>
  )
}

function Act({ node, verb, now, close, done }: DialogProps & { node: NodeView; verb: Verb; now: number }) {
  const ops = useOpsWords()
  const [typed, setTyped] = useState('')
  const [rows, setRows] = useState<[string, string][] | null>(null)
  const path = `/nodes/${encodeURIComponent(node.id)}`
  const run = async () => {
    if (verb === 'claim') {
      const claim = await ask<ClaimView>(`${path}/claim`, { method: 'POST' })
      setRows([[ops.username, claim.username], [ops.claimCode, claim.code], [ops.goodUntil, clockTime(Date.parse(claim.until), now)]])
    } else if (verb === 'password') {
      const rotated = await ask<RotatedCredentials>(`${path}/password`, { method: 'POST' })
      setRows([[ops.username, rotated.username], [ops.password, rotated.password], [ops.oldGoodUntil, clockTime(Date.parse(rotated.oldPasswordUntil), now)]])
    } else {
      await ask(verb === 'revoke' ? path : `${path}/${verb}`, { method: verb === 'revoke' ? 'DELETE' : 'POST' })
      close()
    }
    done()
  }
  const grave = verb === 'revoke' || verb === 'disable'
  return (
    <Dialog title={ops.nodeActs[verb]} close={close}>
      {rows ? <Secret rows={rows} more={ops.shownOnce} close={close} /> : (
        <Form act={ops.nodeActs[verb]} grave={grave} run={run} ready={verb !== 'revoke' || typed === node.id}>
          <p><code>{node.id}</code></p>
          <p class="quiet">{ops.nodeActMore[verb]}</p>
          {verb === 'revoke' && <Field label={ops.typeToConfirm(node.id)} value={typed} change={setTyped} />}
        </Form>
      )}
    </Dialog>
  )
}
