import type { ConfigImportReport, ConfiguredRow, ImportedRow, ImportReport } from '../../live/contract'
import { useOpsWords } from '../locale'
import { fieldName } from '../values'
import { BulkImport } from './BulkImport'
import { csvOf } from './csv'

interface Props {
  close(): void
  done(): void
}

/** Many nodes; their passwords are shown this once. */
export function ImportNodes(props: Props) {
  const ops = useOpsWords()
  return (
    <BulkImport<ImportedRow, ImportReport>
      {...props}
      title={ops.importNodes}
      more={ops.importMore}
      example={'district,node\nwanda,cab-1\nwanda,cab-2'}
      path="/nodes/import"
      due={({ enrolled }) => enrolled}
      act={ops.importThese}
      sum={({ enrolled, existing, failed }) => ops.importSum(enrolled, existing, failed)}
      column={ops.node}
      cell={({ username, password }) => <><code>{username ?? '–'}</code>{password && <small><code>{password}</code></small>}</>}
      after={({ enrolled, rows }) => enrolled > 0 && <p class="band">{ops.shownOnce} <a download="passwords.csv" href={`data:text/csv;charset=utf-8,${encodeURIComponent(csvOf(rows))}`}>{ops.saveFile}</a></p>}
    />
  )
}

/** Settings of many devices. */
export function ImportSettings(props: Props) {
  const ops = useOpsWords()
  return (
    <BulkImport<ConfiguredRow, ConfigImportReport>
      {...props}
      title={ops.importSettings}
      more={ops.importSettingsMore}
      example={'device,name,value\nwanda:gw-1:fridge,set_c,4\nwanda:gw-1:ac,mode,cooling'}
      path="/devices/config/import"
      due={({ set }) => set}
      act={ops.setThese}
      sum={({ set, same, failed }) => ops.setSum(set, same, failed)}
      column={ops.setting}
      cell={({ device, name }) => <><code>{device ?? '–'}</code>{name && <small>{fieldName(name, ops)}</small>}</>}
    />
  )
}
