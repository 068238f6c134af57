import { createHash } from 'node:crypto'

/**
 * The version of something that is kept as rows beside each other and so has no counter: two people who saw the same
 * saw the same digest.
 */
export const seenVersion = (value: unknown): string =>
  createHash('sha256').update(JSON.stringify(value)).digest('hex').slice(0, 16)
