import { useState } from 'preact/hooks'
import type { ComponentChildren } from 'preact'
import type { RowFault } from '../../live/contract'
import { ask } from '../ask'
import { useOpsWords } from '../locale'
import { Dialog } from '../shell/Dialog'
import { Form } from '../shell/Form'

interface Report<Row> {
  dryRun: boolean
  failed: number
  rows: readonly Row[]
}

interface Props<Row, R extends Report<Row>> {
  title: string
  more: string
  /** What such a file looks like. */
  example: string
  path: string
  /** How many rows a report would do. */
  due(report: R): number
  act(count: number): string
  sum(report: R): string
  /** Between the line and its outcome. */
  column: string
  cell(row: Row): ComponentChildren
  /** Told once, after it was done. */
  after?(report: R): ComponentChildren
  close(): void
  done(): void
}

/** Many things from a file or from what is pasted: first what would be done, then doing it. What fails stands first and keeps nothing else from being done. */
export function BulkImport<Row extends { line: number; outcome: string; reason: string | null; code?: RowFault | null; detail?: string | null }, R extends Report<Row>>({ title, more, example, path, due, act, sum, column, cell, after, close, done }: Props<Row, R>) {
  const ops = useOpsWords()
  const [text, setText] = useState('')
  const [report, setReport] = useState<R | null>(null)
  const send = async (dryRun: boolean) => {
    setReport(await ask<R>(`${path}?dryRun=${dryRun}`, { method: 'POST', headers: { 'Content-Type': 'text/csv' }, body: text }))
    if (!dryRun) done()
  }
  const take = async (file: File | undefined) => {
    if (file) setText(await file.text())
    setReport(null)
  }
  const isDone = report !== null && !report.dryRun
  const rows = [...(report?.rows ?? [])].sort((a, b) => Number(b.outcome === 'failed') - Number(a.outcome === 'failed') || a.line - b.line)
  return (
    <Dialog title={title} close={close}>
      <Form act={isDone ? ops.done : report ? act(due(report)) : ops.dryRun} ready={text.trim() !== '' && (!report || isDone || due(report) > 0)} run={() => (isDone ? Promise.resolve(close()) : send(!report))}>
        <p class="quiet">{more}</p>
        {!report && (
          <>
            <label class="labelled"><span>{ops.file}</span><input class="field" type="file" accept=".csv,text/csv" onChange={event => void take(event.currentTarget.files?.[0])} /></label>
            <label class="labelled"><span>{ops.orPaste}</span><textarea class="field" rows={6} placeholder={example} value={text} onInput={event => setText(event.currentTarget.value)} /></label>
          </>
        )}
        {report && (
          <>
            <p role="status"><b>{sum(report)}</b></p>
            <div class="scroll" tabIndex={0} role="group" aria-label={title}>
              <table>
                <thead><tr>{[ops.line, column, ops.outcome].map(one => <th key={one} scope="col">{one}</th>)}</tr></thead>
                <tbody>
                  {rows.map(row => (
                    <tr key={row.line}><td>{row.line}</td><th scope="row">{cell(row)}</th><td class={row.outcome === 'failed' ? 'state bad' : ''}>{ops.outcomes[row.outcome] ?? row.outcome}{row.code ? ` · ${ops.rowFaults[row.code](row.detail ?? '')}` : row.reason && ` · ${row.reason}`}</td></tr>
                  ))}
                </tbody>
              </table>
            </div>
            {isDone && after?.(report)}
            {!isDone && <button type="button" class="plain" onClick={() => setReport(null)}>{ops.back}</button>}
          </>
        )}
      </Form>
    </Dialog>
  )
}
