import { useState } from 'preact/hooks'
import { useOpsWords } from '../locale'
import { enter } from '../session'
import { Field, Form } from '../shell/Form'
import { inWords } from './inWords'

type Way = 'password' | 'code' | 'first' | 'token'

/** How one comes in: with name and password, with an administrator's code, or, as long as nobody has an account, with the operator token. */
export function Enter({ isFirst }: { isFirst: boolean }) {
  const ops = useOpsWords()
  const [way, setWay] = useState<Way>(isFirst ? 'first' : 'password')
  const [name, setName] = useState('')
  const [password, setPassword] = useState('')
  const [secret, setSecret] = useState('')
  const ways: readonly Way[] = isFirst ? ['first', 'token'] : ['password', 'code']
  const run = () => inWords(ops, () => {
    switch (way) {
      case 'password':
        return enter('/session', { name: name.trim(), password })
      case 'code':
        return enter('/session/code', { name: name.trim(), code: secret.trim(), password })
      case 'first':
        return enter('/operators/first', { token: secret.trim(), name: name.trim(), password })
      case 'token':
        return enter('/session', { token: secret.trim() })
    }
  })
  return (
    <section class="notice">
      <h1>{ops.ways[way]}</h1>
      {way === 'first' && <p>{ops.firstMore}</p>}
      <Form act={ops.ways[way]} run={run}>
        {way !== 'token' && <Field label={ops.yourName} value={name} change={setName} most={64} needed />}
        {way === 'code' && <Field label={ops.code} value={secret} change={setSecret} most={64} needed />}
        {(way === 'first' || way === 'token') && <Field label={ops.token} value={secret} change={setSecret} type="password" needed hint={ops.tokenMore} />}
        {way === 'password' && <Field label={ops.yourPassword} value={password} change={setPassword} type="password" most={128} needed />}
        {(way === 'code' || way === 'first') && <Field label={ops.newPassword} value={password} change={setPassword} type="password" most={128} needed hint={ops.newPasswordMore} />}
      </Form>
      {ways.filter(other => other !== way).map(other => (
        <button key={other} type="button" class="plain" onClick={() => setWay(other)}>{ops.ways[other]}</button>
      ))}
    </section>
  )
}
