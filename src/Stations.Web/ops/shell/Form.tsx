import type { ComponentChildren } from 'preact'
import { useState } from 'preact/hooks'
import { useSpeech } from '../../locale'
import { Refused } from '../ask'
import { type OpsWords, useOpsWords } from '../locale'

interface Props {
  /** What the button says. */
  act: string
  grave?: boolean | undefined
  ready?: boolean
  /** Does it; what it throws is shown. */
  run(): Promise<void>
  children?: ComponentChildren
}

/** Fields, and a button that says what it does and what came of it. */
export function Form({ act, grave, ready = true, run, children }: Props) {
  const [state, setState] = useState<'idle' | 'busy' | Error>('idle')
  const ops = useOpsWords()
  const { words } = useSpeech()
  const submit = (event: Event) => {
    event.preventDefault()
    if (state === 'busy') return
    setState('busy')
    run().then(() => setState('idle'), (error: Error) => setState(error))
  }
  return (
    <form class="form" onSubmit={submit}>
      {children}
      {state instanceof Error && <p class="failure" role="alert">{state instanceof Refused ? inWords(state, ops) : state.message || words.notConnected}</p>}
      <button class={`button main${grave ? ' grave' : ''}`} disabled={!ready || state === 'busy'}>{state === 'busy' ? ops.busy : act}</button>
    </form>
  )
}

/** In the reader's language where it is a refusal that people meet; else as the server says it. */
const inWords = (refused: Refused, { refusals }: OpsWords): string => {
  const code = refused.problem?.code ?? ''
  return refusals[`${code}_${refused.problem?.errors?.[code]?.[0]}`] ?? refusals[code] ?? why(refused)
}

const why = ({ problem, message }: Refused) => (problem?.errors ? Object.entries(problem.errors).map(([field, errors]) => `${field} ${errors.join(', ')}`).join('; ') : (problem?.detail ?? message))

interface FieldProps {
  label: string
  value: string
  change(value: string): void
  type?: 'text' | 'password'
  needed?: boolean
  most?: number
  hint?: string
  options?: readonly (readonly [value: string, text: string])[]
}

export function Field({ label, value, change, type = 'text', needed, most, hint, options }: FieldProps) {
  return (
    <label class="labelled">
      <span>{label}</span>
      {options ? (
        <select class="field" value={value} onChange={event => change(event.currentTarget.value)}>
          {options.map(([id, text]) => <option key={id} value={id}>{text}</option>)}
        </select>
      ) : (
        <input class="field" {...(type === 'password' ? { type: 'password' as const } : { type: 'text' as const })} value={value} required={needed} maxLength={most} autoComplete="off" onInput={event => change(event.currentTarget.value)} />
      )}
      {hint && <small>{hint}</small>}
    </label>
  )
}
