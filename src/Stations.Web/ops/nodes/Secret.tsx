import { useState } from 'preact/hooks'
import { useOpsWords } from '../locale'

/** What is shown this once; it is gone when the dialog is. */
export function Secret({ rows, more, close }: { rows: readonly (readonly [name: string, value: string])[]; more: string; close(): void }) {
  const ops = useOpsWords()
  const [copied, setCopied] = useState(false)
  const copy = () => void navigator.clipboard?.writeText(rows.map(([name, value]) => `${name}\t${value}`).join('\n')).then(() => setCopied(true), () => undefined)
  return (
    <div class="form">
      <dl class="facts secret">{rows.map(([name, value]) => <div key={name}><dt>{name}</dt><dd><code>{value}</code></dd></div>)}</dl>
      <p class="band">{more}</p>
      <div class="go">
        <button type="button" class="button" onClick={copy}>{copied ? ops.copied : ops.copy}</button>
        <button type="button" class="button main" onClick={close}>{ops.done}</button>
      </div>
    </div>
  )
}
