import { createHash, randomUUID } from 'node:crypto'
import { type Kysely, sql } from 'kysely'
import {
  type ChangingKeys,
  fingerprintOf,
  keysFrom,
  newKey,
  openRoot,
  opensWord,
  type Roots,
  sealedWord,
  sealRoot,
} from './crypto.ts'
import type { Id } from './ids.ts'
import type { Keeper } from './keeper.ts'
import { PlainFault } from './refusal.ts'

export interface RingRow {
  root: Id
  use: 'wrap' | 'index'
  master: Buffer
  sealed: Buffer
  wraps: boolean
}

export const ringRows = async (kysely: Kysely<unknown>): Promise<RingRow[]> => {
  const { rows } =
    await sql<RingRow>`select root, use, master, sealed, wraps from kernel.key_ring order by made_at, root`.execute(
      kysely,
    )
  return rows
}

export const putRoot = (
  kysely: Kysely<unknown>,
  master: Buffer,
  row: { root: Id; use: RingRow['use']; wraps: boolean; secret: Buffer },
) =>
  sql`insert into kernel.key_ring (root, use, master, sealed, wraps)
    values (${row.root}, ${row.use}, ${fingerprintOf(master)}, ${sealRoot(master, placeOf(row), row.secret)}, ${row.wraps})
    on conflict (root, master) do nothing`.execute(kysely)

const placeOf = ({ use, root }: Pick<RingRow, 'use' | 'root'>): string => `${use} ${root}`
export const secretOf = (master: Buffer, row: RingRow): Buffer => openRoot(master, placeOf(row), row.sealed)
export const ownRows = (master: Buffer, rows: RingRow[]): RingRow[] =>
  rows.filter(row => row.master.equals(fingerprintOf(master)))

/** What this master key opens, or undefined when the ring has nothing for it. */
const rootsOf = (master: Buffer, rows: RingRow[]): Roots | undefined => {
  const own = ownRows(master, rows)
  const wrap = own.filter(row => row.use === 'wrap').toSorted((a, b) => Number(b.wraps) - Number(a.wraps))
  const index = own.find(row => row.use === 'index')
  return index && wrap[0]?.wraps
    ? { wrap: wrap.map(row => secretOf(master, row)), index: secretOf(master, index) }
    : undefined
}

/** Says in few letters which roots somebody knows, and which of them wraps. */
export const versionOf = (rows: RingRow[]): string =>
  createHash('sha256')
    .update([...new Set(rows.map(row => `${row.root}${row.wraps}`))].toSorted().join())
    .digest('hex')
    .slice(0, 16)

const wrongKey = () => new PlainFault('Nøglen er ikke den, databasens navne er låst med: ret BROBYGGER_KEY_FILE.')

/** The keys of this database. Refuses a master key that is not its own; the first start decides which it is. */
export const openKeys = (keeper: Keeper, master: Buffer): Promise<ChangingKeys> =>
  keeper.asKeeper(async kysely => {
    const keys = keysFrom(master)
    const begun =
      await sql`insert into kernel.key_check (sealed) values (${sealedWord(keys)}) on conflict do nothing returning one`.execute(
        kysely,
      )
    if (begun.rows.length > 0) await beginRing(kysely, master)
    const rows = await ringRows(kysely)
    const roots = rootsOf(master, rows)
    if (roots) keys.use(roots)
    else if (rows.length > 0 || !(await isOwnWord(kysely, keys))) throw wrongKey()
    return keys
  })

const isOwnWord = async (kysely: Kysely<unknown>, keys: ChangingKeys): Promise<boolean> => {
  const { rows } = await sql<{ sealed: Buffer }>`select sealed from kernel.key_check`.execute(kysely)
  return Boolean(rows[0] && opensWord(keys, rows[0].sealed))
}

/** A database in which nobody has been sealed yet gets roots by chance; an older one goes on with its master key as root. */
const beginRing = async (kysely: Kysely<unknown>, master: Buffer): Promise<void> => {
  const { rows } = await sql<{ filled: boolean }>`select exists (select from kernel.access) as filled`.execute(kysely)
  if (rows[0]?.filled) return
  await putRoot(kysely, master, { root: randomUUID(), use: 'wrap', wraps: true, secret: newKey() })
  await putRoot(kysely, master, { root: randomUUID(), use: 'index', wraps: true, secret: newKey() })
}

/** Looks again, and uses what it finds: a program that runs learns a new root before anything is wrapped under it. */
export const refreshKeys = (kysely: Kysely<unknown>, master: Buffer, keys: ChangingKeys) =>
  ringRows(kysely).then(rows => {
    const roots = rootsOf(master, rows)
    if (roots) keys.use(roots)
    return versionOf(ownRows(master, rows))
  })
