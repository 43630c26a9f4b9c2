import { useState } from 'preact/hooks'
import type { CodeView, DistrictsView, OperatorView } from '../../live/contract'
import { ask, say } from '../ask'
import { useOpsWords } from '../locale'
import { Dialog } from '../shell/Dialog'
import { Field, Form } from '../shell/Form'
import { Code } from './Accounts'
import { bodyOf, isWhole, type Rights } from './rights'
import { RightsFields } from './RightsFields'

export type Verb = 'rights' | 'reset' | 'disable' | 'enable' | 'remove'

interface Props {
  account: OperatorView
  verb: Verb
  districts: DistrictsView | null
  close(): void
  done(): void
}

/** Says what an act does to an account, and does it. What cannot be taken back wants the name, typed. */
export function AccountAct({ account, verb, districts, close, done }: Props) {
  const ops = useOpsWords()
  const { people } = ops
  const [rights, setRights] = useState<Rights>({ role: account.role, districts: account.districts })
  const [typed, setTyped] = useState('')
  const [code, setCode] = useState<CodeView | null>(null)
  const path = `/operators/${encodeURIComponent(account.name)}`
  const run = async () => {
    if (verb === 'reset') setCode(await ask<CodeView>(`${path}/reset`, { method: 'POST' }))
    else {
      if (verb === 'rights') await say(path, bodyOf(rights), 'PUT')
      else if (verb === 'remove') await ask(path, { method: 'DELETE' })
      else await ask(`${path}/${verb}`, { method: 'POST' })
      close()
    }
    done()
  }
  return (
    <Dialog title={people.acts[verb]} close={close}>
      {code ? <Code code={code} close={close} /> : (
        <Form act={people.acts[verb]} grave={verb !== 'rights' && verb !== 'enable'} run={run} ready={verb === 'rights' ? isWhole(rights) : verb !== 'remove' || typed.trim() === account.name}>
          <p><b>{account.name}</b></p>
          <p class="quiet">{people.actMore[verb]}</p>
          {verb === 'rights' && <RightsFields rights={rights} known={districts} change={setRights} />}
          {verb === 'remove' && <Field label={ops.typeToConfirm(account.name)} value={typed} change={setTyped} />}
        </Form>
      )}
    </Dialog>
  )
}
