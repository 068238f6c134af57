import type { Kysely } from 'kysely'
import { type BulkRow, bulkInsert } from '../../kernel/bulk.ts'

/** Who has each invented family now; runs as the keeper. */
export const populateHoldings = (kysely: Kysely<unknown>, rows: BulkRow[]): Promise<void> =>
  bulkInsert(kysely, 'caseload.holding', rows)

/** Who had each invented family before; runs as the keeper. */
export const populateTurns = (kysely: Kysely<unknown>, rows: BulkRow[]): Promise<void> =>
  bulkInsert(kysely, 'caseload.turn', rows)
