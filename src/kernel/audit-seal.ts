import { randomBytes } from 'node:crypto'
import { type Kysely, sql } from 'kysely'
import {
  chained,
  commitmentOf,
  type Head,
  headOf,
  leafOf,
  lineOf,
  rootOf,
  type SealWords,
  shortLeaves,
} from './audit-chain.ts'
import type { Database, Db } from './database.ts'
import type { Id } from './ids.ts'

/** Rows a seal holds at most, but for a transaction that alone wrote more. */
const most = 20_000
const endOfEra = Number.MAX_SAFE_INTEGER

interface Last {
  n: number
  era: number
  to_tx: number
  head: string
}

/**
 * Seals what the organisation's finished transactions have written since its last seal. Everything below
 * pg_snapshot_xmin is over, committed or not, so no late one can slip in between two seals; a transaction still open
 * holds back the rows after it until it ends. Two processes at once: one seals, the other finds nothing to do.
 * Returns the seals made.
 */
export const sealAudit = async (database: Database, systemToken: string): Promise<number> => {
  let made = 0
  while (await database.asActor(systemToken, 'seal', sealNext)) made++
  return made
}

const sealNext = async (db: Db): Promise<boolean> => {
  const kysely = db.tables<unknown>()
  const { organisation } = db.actor
  const alone = await sql<{
    mine: boolean
  }>`select pg_try_advisory_xact_lock(hashtextextended(${`seal ${organisation}`}, 0)) as mine`.execute(kysely)
  if (!alone.rows[0]?.mine) return false
  const last = await lastSeal(kysely, organisation)
  const range = await nextRange(kysely, organisation, last)
  if (!range) return false
  const rows = await rowsOf(kysely, organisation, range)
  if (rows.length === 0) return false
  const commit = await commitments(kysely, organisation, rows)
  const leaves = rows
    .map(row => leafOf(lineOf(chained.map(name => row[name])), row.subjects.map(commit), row.changed.map(commit)))
    .sort()
  const times = rows.map(row => row.at).sort()
  const now = await sql<{ at: string }>`select (now() at time zone 'UTC')::text as at`.execute(kysely)
  const seal: SealWords = {
    organisation,
    n: (last?.n ?? 0) + 1,
    era: range.era,
    fromTx: range.from,
    toTx: range.to,
    rows: rows.length,
    fromAt: times[0] ?? '',
    toAt: times.at(-1) ?? '',
    leaves: shortLeaves(leaves),
    root: rootOf(leaves),
    at: now.rows[0]?.at ?? '',
  }
  await putSeal(kysely, seal, headOf(last?.head ?? '', seal))
  return true
}

const lastSeal = async (kysely: Kysely<unknown>, organisation: Id): Promise<Last | undefined> => {
  const { rows } = await sql<Last>`select n, era, to_tx, encode(head, 'hex') as head from kernel.seal
    where organisation = ${organisation} order by n desc limit 1`.execute(kysely)
  return rows[0]
}

interface Range {
  era: number
  from: number
  to: number
}

/** The next stretch of finished transactions that has rows; an era that is over is sealed to its end first. */
const nextRange = async (
  kysely: Kysely<unknown>,
  organisation: Id,
  last: Last | undefined,
): Promise<Range | undefined> => {
  const now = await sql<{ era: number; over: number }>`
    select kernel.audit_era() as era, (pg_snapshot_xmin(pg_current_snapshot())::text)::bigint as over`.execute(kysely)
  const { era: newest = 1, over = 0 } = now.rows[0] ?? {}
  for (let era = last?.era ?? 1; era <= newest; era++) {
    const from = era === last?.era ? last.to_tx : 0
    const end = era < newest ? endOfEra : over
    const found = await sql<{ first: number; beyond: number | null }>`
      select min(tx) as first, max(tx) filter (where nth = ${most} + 1) as beyond from (
        select tx, row_number() over (order by tx) as nth from kernel.audit
        where organisation = ${organisation} and era = ${era} and tx >= ${from} and tx < ${end} order by tx limit ${most} + 1) a`.execute(
      kysely,
    )
    const { first, beyond } = found.rows[0] ?? {}
    if (first === undefined || first === null) continue
    // A transaction is sealed whole: when the first alone writes too much, up to its end.
    return { era, from, to: beyond === null || beyond === undefined ? end : Math.max(beyond, first + 1) }
  }
  return undefined
}

type Row = Record<(typeof chained)[number], string> & { subjects: string[]; changed: string[] }

const rowsOf = async (kysely: Kysely<unknown>, organisation: Id, { era, from, to }: Range): Promise<Row[]> => {
  const { rows } = await sql<Row>`
    select id::text, era::text, tx::text, (at at time zone 'UTC')::text as at, organisation::text, staff::text, role, purpose, action, what,
      request::text, subjects::text[], changed::text[]
    from kernel.audit where organisation = ${organisation} and era = ${era} and tx >= ${from} and tx < ${to}`.execute(
    kysely,
  )
  return rows
}

/** The commitment of each subject in the rows. A new subject gets its salt here; a forgotten one is a commitment already. */
const commitments = async (
  kysely: Kysely<unknown>,
  organisation: Id,
  rows: Row[],
): Promise<(subject: string) => string> => {
  const wanted = [...new Set(rows.flatMap(row => [...row.subjects, ...row.changed]))]
  const known = new Map<string, string>()
  const read = async () => {
    const found = await sql<{ subject: Id; salt: Buffer }>`select subject, salt from kernel.subject
      where organisation = ${organisation} and subject = any(${wanted}::uuid[])`.execute(kysely)
    for (const { subject, salt } of found.rows) known.set(subject, commitmentOf(salt, subject))
  }
  await read()
  const missing = wanted.filter(subject => !known.has(subject))
  if (missing.length > 0) {
    const gone = await sql<{ subject: Id }>`select distinct s as subject from kernel.audit a, unnest(a.subjects) s
      where a.organisation = ${organisation} and a.what = 'forgotten' and a.subjects && ${missing}::uuid[]`.execute(
      kysely,
    )
    const forgotten = new Set(gone.rows.map(row => row.subject))
    for (const subject of forgotten) known.set(subject, subject)
    const salts = missing
      .filter(subject => !forgotten.has(subject))
      .map(subject => ({ subject, salt: randomBytes(16).toString('hex') }))
    await sql`insert into kernel.subject (organisation, subject, salt)
      select ${organisation}, s.subject, decode(s.salt, 'hex') from json_to_recordset(${JSON.stringify(salts)}::json) as s(subject uuid, salt text)`.execute(
      kysely,
    )
    for (const { subject, salt } of salts) known.set(subject, commitmentOf(Buffer.from(salt, 'hex'), subject))
  }
  return subject => known.get(subject) ?? subject
}

const putSeal = async (kysely: Kysely<unknown>, s: SealWords, head: string): Promise<void> => {
  await sql`insert into kernel.seal (organisation, n, era, from_tx, to_tx, rows, from_at, to_at, leaves, root, head, at)
    values (${s.organisation}, ${s.n}, ${s.era}, ${s.fromTx}, ${s.toTx}, ${s.rows}, ${`${s.fromAt}+00`}, ${`${s.toAt}+00`},
      decode(${s.leaves}, 'hex'), decode(${s.root}, 'hex'), decode(${head}, 'hex'), ${`${s.at}+00`})`.execute(kysely)
}

/** The heads of the organisation's chain after a seal, oldest first: what is to be written outside the database. */
export const headsAfter = async (database: Database, systemToken: string, seal: number): Promise<Head[]> =>
  database.asActor(systemToken, 'seal', async db => {
    const { rows } =
      await sql<Head>`select organisation, n as seal, encode(head, 'hex') as head, rows, (at at time zone 'UTC')::text as at from kernel.seal
      where organisation = ${db.actor.organisation} and n >= ${seal} order by n`.execute(db.tables())
    return rows
  })
