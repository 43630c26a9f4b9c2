import { useState } from 'preact/hooks'
import { recall, remember } from '../../look/remembered'
import { useOpsWords } from '../locale'
import { Dialog } from '../shell/Dialog'
import { Field, Form } from '../shell/Form'

interface Saved {
  name: string
  query: string
}

const key = 'views'
const mostSaved = 20

function read(): Saved[] {
  try {
    return JSON.parse(recall(key) ?? '[]') as Saved[]
  } catch {
    return []
  }
}

/** Views that somebody comes back to, in this browser alone. */
export function SavedViews({ query }: { query: string }) {
  const ops = useOpsWords()
  const [views, setViews] = useState(read)
  const [open, setOpen] = useState(false)
  const [name, setName] = useState('')
  const current = views.find(view => view.query === query)
  const keep = (next: Saved[]) => {
    remember(key, JSON.stringify(next))
    setViews(next)
  }
  const save = async () => {
    keep([...views.filter(view => view.name !== name.trim()), { name: name.trim(), query }].slice(-mostSaved))
    setName('')
    setOpen(false)
  }
  if (views.length === 0 && !query) return null
  return (
    <nav class="views" aria-label={ops.views}>
      {views.map(view => <a key={view.name} class="button" href={`/ops/devices${view.query}`} aria-current={view === current ? 'true' : 'false'}>{view.name}</a>)}
      {query && (current
        ? <button type="button" class="plain" onClick={() => keep(views.filter(view => view !== current))}>{ops.forgetView}</button>
        : <button type="button" class="plain" onClick={() => setOpen(true)}>{ops.saveView}</button>)}
      {open && (
        <Dialog title={ops.saveView} close={() => setOpen(false)}>
          <Form act={ops.save} run={save} ready={name.trim() !== ''}>
            <Field label={ops.viewName} value={name} change={setName} most={40} needed />
          </Form>
        </Dialog>
      )}
    </nav>
  )
}
