import { useState } from 'preact/hooks'
import type { Line } from './arrange'
import { useOpsWords } from './locale'
import { columns, Row } from './Row'

/** Rows on one page: what a browser redraws four times a second without effort. */
const pageRows = 200
const widths: Partial<Record<(typeof columns)[number], string>> = { station: 'wide', admin: 'wide', use: 'wide', values: 'wide', status: 'medium', connection: 'small' }

interface Props {
  lines: readonly Line[]
  page: number
  now: number
  turn(page: number): void
}

export function Table({ lines, page, now, turn }: Props) {
  const ops = useOpsWords()
  const [opened, setOpened] = useState('')
  const pages = Math.max(1, Math.ceil(lines.length / pageRows))
  const current = Math.min(page, pages)
  const from = (current - 1) * pageRows
  const shown = lines.slice(from, from + pageRows)
  return (
    <>
      <table>
        <caption class="unseen">{ops.caption}</caption>
        <thead>
          <tr>
            {columns.map(column => (
              <th key={column} scope="col" class={widths[column]}>{ops[column]}</th>
            ))}
          </tr>
        </thead>
        <tbody>
          {shown.map(line => (
            <Row
              key={line.device.id}
              line={line}
              open={line.device.id === opened}
              now={now}
              toggle={id => setOpened(id === opened ? '' : id)}
            />
          ))}
        </tbody>
      </table>
      <nav class="pages" aria-label={ops.pages}>
        <span class="quiet">{ops.rows(from + 1, from + shown.length, lines.length)}</span>
        {pages > 1 && (
          <>
            <button type="button" class="button" disabled={current === 1} onClick={() => turn(current - 1)}>{ops.previous}</button>
            <button type="button" class="button" disabled={current === pages} onClick={() => turn(current + 1)}>{ops.next}</button>
          </>
        )}
      </nav>
    </>
  )
}
