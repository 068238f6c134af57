import { createHash } from 'node:crypto'

/** The same order each time, and in no order: so that a small sample touches everything. */
export const shuffled = <T>(list: readonly T[]): T[] =>
  list
    .map((one, at) => ({ one, key: createHash('md5').update(`matrix ${at}`).digest('hex') }))
    .sort((a, b) => (a.key < b.key ? -1 : 1))
    .map(({ one }) => one)
