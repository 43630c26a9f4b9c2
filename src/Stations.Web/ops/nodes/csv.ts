import type { ImportedRow } from '../../live/contract'

/** Names and passwords of what was enrolled, RFC 4180. */
export function csvOf(rows: readonly ImportedRow[]): string {
  const cell = (text: string) => (/[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text)
  return ['username,password', ...rows.flatMap(({ username, password }) => (username && password ? [`${cell(username)},${cell(password)}`] : []))].join('\r\n')
}
