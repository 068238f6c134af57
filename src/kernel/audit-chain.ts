import { hash } from 'node:crypto'

/**
 * What a seal is made of, by arithmetic alone: the site that seals and the verifier that stands outside share these
 * lines and nothing else.
 */

/** The columns of a row that are text in the chain, in order; subjects and changed follow as commitments. */
export const chained = [
  'id',
  'era',
  'tx',
  'at',
  'organisation',
  'staff',
  'role',
  'purpose',
  'action',
  'what',
  'request',
] as const

const special: Record<string, string> = {
  '\\': '\\\\',
  '\b': '\\b',
  '\f': '\\f',
  '\n': '\\n',
  '\r': '\\r',
  '\t': '\\t',
  '\v': '\\v',
}
// Node's regular expressions take \v for white space of that one kind; the list is what COPY escapes.
const escaped = /[\\\b\f\n\r\t\v]/g

/** The columns as PostgreSQL's COPY writes them: one line, a tab between, so that no text can pass for two columns. */
export const lineOf = (columns: readonly string[]): string =>
  columns.map(text => text.replace(escaped, sign => special[sign] ?? sign)).join('\t')

/** What stands in the chain for a subject: without the salt it leads to nobody. Has the shape of an id. */
export const commitmentOf = (salt: Buffer, subject: string): string => {
  const digest = hash('sha256', Buffer.concat([salt, Buffer.from(subject)]), 'hex')
  return `${digest.slice(0, 8)}-${digest.slice(8, 12)}-${digest.slice(12, 16)}-${digest.slice(16, 20)}-${digest.slice(20, 32)}`
}

/** The fingerprint of one row, in hex. */
export const leafOf = (line: string, subjects: readonly string[], changed: readonly string[]): string =>
  hash('sha256', `${line}\t${subjects.join()}\t${changed.join()}`, 'hex')

/** Rows of one seal have no order of their own, so their fingerprints are put in theirs. */
export const rootOf = (sorted: readonly string[]): string => hash('sha256', sorted.join(''), 'hex')

/** The first eight bytes of each fingerprint, in order: enough to name the row that is wrong. */
export const shortLeaves = (sorted: readonly string[]): string => sorted.map(leaf => leaf.slice(0, 16)).join('')

export interface SealWords {
  organisation: string
  n: number
  era: number
  fromTx: number
  toTx: number
  rows: number
  fromAt: string
  toAt: string
  leaves: string
  root: string
  at: string
}

/** The head of an organisation's chain after this seal: over the seal and the head before it. */
export const headOf = (before: string, s: SealWords): string =>
  hash(
    'sha256',
    JSON.stringify([
      before,
      s.organisation,
      s.n,
      s.era,
      s.fromTx,
      s.toTx,
      s.rows,
      s.fromAt,
      s.toAt,
      hash('sha256', s.leaves, 'hex'),
      s.root,
      s.at,
    ]),
    'hex',
  )

/** A line of the file outside the database: how far an organisation's trail has come, and its head there. */
export interface Head {
  organisation: string
  seal: number
  head: string
  rows: number
  at: string
}
