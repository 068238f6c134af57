/** A spreadsheet would run a cell that begins like a formula: it gets a mark in front and stays text. */
const safe = (cell: string): string => (/^[=+\-@\t\r\n]/.test(cell) ? `'${cell}` : cell)

const quoted = (cell: string): string => (/[";\r\n]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell)

/** Rows as a file that Danish spreadsheets open: semicolons, a mark that says UTF-8, and no live formula. */
export const csvOf = (heads: readonly string[], rows: readonly (readonly (string | number)[])[]): string =>
  `\ufeff${[heads, ...rows].map(row => row.map(cell => quoted(safe(String(cell)))).join(';')).join('\r\n')}\r\n`
