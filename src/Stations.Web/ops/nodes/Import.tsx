import { useState } from 'preact/hooks'
import type { ImportReport } from '../../live/contract'
import { ask } from '../ask'
import { useOpsWords } from '../locale'
import { Dialog } from '../shell/Dialog'
import { Form } from '../shell/Form'
import { csvOf } from './csv'

const example = 'district,node\nwanda,cab-1\nwanda,cab-2'

/** Many nodes from a file or from what is pasted: first what would be done, then doing it. */
export function Import({ close, done }: { close(): void; done(): void }) {
  const ops = useOpsWords()
  const [text, setText] = useState('')
  const [report, setReport] = useState<ImportReport | null>(null)
  const send = async (dryRun: boolean) => {
    setReport(await ask<ImportReport>(`/nodes/import?dryRun=${dryRun}`, { method: 'POST', headers: { 'Content-Type': 'text/csv' }, body: text }))
    if (!dryRun) done()
  }
  const take = async (file: File | undefined) => {
    if (file) setText(await file.text())
    setReport(null)
  }
  const isDone = report !== null && !report.dryRun
  return (
    <Dialog title={ops.importNodes} close={close}>
      <Form act={isDone ? ops.done : report ? ops.importThese(report.enrolled) : ops.dryRun} ready={text.trim() !== '' && (!report || isDone || report.enrolled > 0)} run={() => (isDone ? Promise.resolve(close()) : send(!report))}>
        <p class="quiet">{ops.importMore}</p>
        {!report && (
          <>
            <label class="labelled"><span>{ops.file}</span><input class="field" type="file" accept=".csv,text/csv" onChange={event => void take(event.currentTarget.files?.[0])} /></label>
            <label class="labelled"><span>{ops.orPaste}</span><textarea class="field" rows={6} placeholder={example} value={text} onInput={event => setText(event.currentTarget.value)} /></label>
          </>
        )}
        {report && (
          <>
            <p><b>{ops.importSum(report.enrolled, report.existing, report.failed)}</b></p>
            <div class="scroll" tabIndex={0} role="group" aria-label={ops.importNodes}>
              <table>
                <thead><tr>{[ops.line, ops.node, ops.outcome, ops.password].map(one => <th key={one} scope="col">{one}</th>)}</tr></thead>
                <tbody>
                  {report.rows.map(({ line, username, outcome, password, reason }) => (
                    <tr key={line}><td>{line}</td><th scope="row"><code>{username ?? '–'}</code></th><td>{ops.outcomes[outcome] ?? outcome}{reason && ` · ${reason}`}</td><td>{password && <code>{password}</code>}</td></tr>
                  ))}
                </tbody>
              </table>
            </div>
            {isDone && report.enrolled > 0 && <p class="band">{ops.shownOnce} <a download="passwords.csv" href={`data:text/csv;charset=utf-8,${encodeURIComponent(csvOf(report.rows))}`}>{ops.saveFile}</a></p>}
            {!isDone && <button type="button" class="plain" onClick={() => setReport(null)}>{ops.back}</button>}
          </>
        )}
      </Form>
    </Dialog>
  )
}
