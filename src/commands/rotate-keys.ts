import { randomUUID } from 'node:crypto'
import { setTimeout as wait } from 'node:timers/promises'
import { type Kysely, sql } from 'kysely'
import type { Command } from '../kernel/command.ts'
import { readKeyFile, readMasterKey } from '../kernel/config.ts'
import { fingerprintOf, keysFrom, newKey, sealedWord, unwrapKey, wrapKey } from '../kernel/crypto.ts'
import type { Id } from '../kernel/ids.ts'
import { connectKeeper, type Keeper } from '../kernel/keeper.ts'
import {
  openKeys,
  ownRows,
  putRoot,
  type RingRow,
  refreshKeys,
  ringRows,
  secretOf,
  versionOf,
} from '../kernel/key-ring.ts'
import { watcherName } from '../kernel/key-watch.ts'
import { PlainFault } from '../kernel/refusal.ts'
import { openDatabases } from './databases.ts'
import { readOptions } from './options.ts'

export const rotateKeysCommand: Command = {
  name: 'rotate-keys',
  usage: 'rotate-keys --new FILE [--json]',
  summary:
    'Låser alle nøgler om under en ny hovednøgle, mens siden kører. Kan gentages, hvis den blev afbrudt. Bagefter åbner den gamle nøgle intet nyt.',
  async run(args) {
    const { config, given } = readOptions(args, { new: { type: 'string' } })
    if (!given.new) throw new PlainFault('Skriv filen med den nye hovednøgle: brobygger rotate-keys --new FIL.')
    const [old, next] = [readMasterKey(config), readKeyFile(given.new)]
    if (old.equals(next)) throw new PlainFault('Den nye nøgle er den gamle: lav 32 nye tilfældige byte.')
    const databases = await openDatabases(config)
    const keeper = connectKeeper(databases.ownerUrl)
    const started = performance.now()
    try {
      const done = await rotateKeys(keeper, old, next)
      const seconds = Math.round((performance.now() - started) / 100) / 10
      console.log(
        given.json
          ? JSON.stringify({ ...done, seconds })
          : done.already
            ? 'Nøglerne er allerede låst under den nye hovednøgle.'
            : `${done.wrapped} nøgler er låst om på ${seconds} sekunder. Sæt nu BROBYGGER_KEY_FILE til ${given.new}, og genstart siden, når det passer.`,
      )
      return 0
    } finally {
      await keeper.close()
      await databases.stop()
    }
  },
}

export interface Rotated {
  wrapped: number
  /** It had been done before. */
  already: boolean
}

interface Steps {
  /** How long running programs get to learn a new root. */
  patience?: number
  /** For tests: called after each step, and may throw to interrupt. */
  after?(step: 'offered' | 'wrapping' | 'batch'): void
}

/**
 * A new root is offered to all who run; when all know it, new keys are wrapped under it; then the old ones are wrapped
 * again, a few hundred at a time; and when nothing is left under the old root, it and the old master's rows go away.
 */
export const rotateKeys = async (keeper: Keeper, old: Buffer, next: Buffer, steps: Steps = {}): Promise<Rotated> => {
  if (await isDone(keeper, old, next)) return { wrapped: 0, already: true }
  const keys = await openKeys(keeper, old)
  const target = await keeper.asKeeper(kysely => offer(kysely, old, next))
  steps.after?.('offered')
  await untilKnown(keeper, steps.patience)
  await keeper.asKeeper(kysely =>
    sql`update kernel.key_ring set wraps = (root = ${target}) where use = 'wrap' and wraps <> (root = ${target})`.execute(
      kysely,
    ),
  )
  steps.after?.('wrapping')
  await untilKnown(keeper, steps.patience)
  await keeper.asKeeper(kysely => refreshKeys(kysely, old, keys))
  // Opens with the new root alone: what does not is still under an older one.
  const rows = await keeper.asKeeper(ringRows)
  const newest = keysFrom(old)
  const row = ownRows(old, rows).find(one => one.root === target)
  if (!row) throw new Error('the new root is not in the ring')
  newest.use({ wrap: [secretOf(old, row)], index: old })
  let wrapped = 0
  // Until a whole round finds nothing: a row that was on its way while the programs changed over comes in the next.
  for (let found = -1; found !== 0; wrapped += found) found = await round()
  await keeper.asKeeper(kysely => retire(kysely, next, target))
  return { wrapped, already: false }

  async function round(): Promise<number> {
    let wrapped = 0
    for (const table of await keeper.asKeeper(tablesWithKeys)) {
      let after = ['00000000-0000-0000-0000-000000000000', '00000000-0000-0000-0000-000000000000'] as [Id, Id]
      for (;;) {
        const batch = await keeper.asKeeper(kysely => rewrap(kysely, table, after))
        wrapped += batch.wrapped
        if (!batch.last) break
        after = batch.last
        steps.after?.('batch')
      }
    }
    return wrapped
  }

  async function rewrap(kysely: Kysely<unknown>, table: string, after: [Id, Id]) {
    const { rows: found } = await sql<{ organisation: Id; id: Id; wrapped_key: Buffer }>`
      select organisation, id, wrapped_key from ${sql.table(table)}
      where (organisation, id) > (${after[0]}, ${after[1]}) and wrapped_key is not null
      order by organisation, id limit 500 for update`.execute(kysely)
    let changed = 0
    for (const { organisation, id, wrapped_key } of found) {
      if (isUnder(newest, organisation, id, wrapped_key)) continue
      const again = wrapKey(newest, organisation, id, unwrapKey(keys, organisation, id, wrapped_key))
      await sql`update ${sql.table(table)} set wrapped_key = ${again} where organisation = ${organisation} and id = ${id}`.execute(
        kysely,
      )
      changed++
    }
    const end = found.at(-1)
    return { wrapped: changed, last: end && ([end.organisation, end.id] as [Id, Id]) }
  }
}

const isUnder = (keys: Parameters<typeof unwrapKey>[0], organisation: Id, id: Id, wrapped: Buffer): boolean => {
  try {
    unwrapKey(keys, organisation, id, wrapped)
    return true
  } catch {
    return false
  }
}

/** Every table that holds the wrapped key of a row, whatever room it is in. */
const tablesWithKeys = async (kysely: Kysely<unknown>): Promise<string[]> => {
  const { rows } = await sql<{ name: string }>`
    select n.nspname || '.' || c.relname as name from pg_attribute a join pg_class c on c.oid = a.attrelid
      join pg_namespace n on n.oid = c.relnamespace
    where a.attname = 'wrapped_key' and not a.attisdropped and c.relkind = 'r' order by 1`.execute(kysely)
  return rows.map(row => row.name)
}

const isDone = (keeper: Keeper, old: Buffer, next: Buffer): Promise<boolean> =>
  keeper.asKeeper(async kysely => {
    const rows = await ringRows(kysely)
    return ownRows(next, rows).length > 0 && ownRows(old, rows).length === 0
  })

/** Puts a new root in the ring under both master keys, and the roots that stand under the new one as well. */
const offer = async (kysely: Kysely<unknown>, old: Buffer, next: Buffer): Promise<Id> => {
  await sql`select pg_advisory_xact_lock(826016)`.execute(kysely)
  const before = ownRows(old, await ringRows(kysely))
  if (before.length === 0)
    for (const use of ['wrap', 'index'] as const)
      await putRoot(kysely, old, { root: randomUUID(), use, wraps: true, secret: old })
  const rows = await ringRows(kysely)
  const own = ownRows(old, rows)
  const begun = own.filter(row => row.use === 'wrap')
  // Interrupted before: the second root is there, under both keys.
  const target = ownRows(next, rows).length > 0 && begun.length > 1 ? newestOf(begun) : randomUUID()
  if (!begun.some(row => row.root === target)) {
    const secret = newKey()
    for (const master of [old, next]) await putRoot(kysely, master, { root: target, use: 'wrap', wraps: false, secret })
  }
  for (const row of own) await putRoot(kysely, next, { ...row, secret: secretOf(old, row) })
  return target
}

/** The one made last: rows come in the order they were made. */
const newestOf = (rows: RingRow[]): Id => (rows.at(-1) as RingRow).root

const patienceOtherwise = 60_000

/** Waits until every running program has learnt what the ring says now. */
const untilKnown = async (keeper: Keeper, patience = patienceOtherwise): Promise<void> => {
  const until = performance.now() + patience
  for (;;) {
    const behind = await keeper.asKeeper(async kysely => {
      const version = `${watcherName} ${versionOf(await ringRows(kysely))}`
      // As the owner itself: the names of its own connections are hidden from other roles.
      await sql`set local role none`.execute(kysely)
      const { rows } = await sql<{ n: number }>`
        select count(*) as n from pg_stat_activity where datname = current_database()
          and application_name like ${`${watcherName}%`} and application_name <> ${version}`.execute(kysely)
      return rows[0]?.n ?? 0
    })
    if (behind === 0) return
    if (performance.now() > until)
      throw new PlainFault(
        'En kørende Brobygger har ikke lært den nye nøgle endnu: se efter, at den kører med den nuværende nøgle, og gentag.',
      )
    await wait(250)
  }
}

/** Nothing is under the old root any more: it goes, and with it all that the old master key opened. */
const retire = async (kysely: Kysely<unknown>, next: Buffer, target: Id): Promise<void> => {
  await sql`delete from kernel.key_ring where master <> ${fingerprintOf(next)} or (use = 'wrap' and root <> ${target})`.execute(
    kysely,
  )
  await sql`update kernel.key_check set sealed = ${sealedWord(keysFrom(next))}`.execute(kysely)
}
