import { isDeepStrictEqual } from 'node:util'
import { sql } from 'kysely'
import type { Db } from '../../kernel/database.ts'
import type { Id } from '../../kernel/ids.ts'
import { mostCareful } from './contact-together.ts'
import type { Schema } from './schema.ts'
import { type ContactRule, familiesOf, writeContactRule } from './store.ts'

const tables = (db: Db) => db.tables<Schema>()

/**
 * The other files at the actor's own organisation that people have called the same woman, for each of these: the newest
 * decision on two files counts, and who is the same as the same is the same. Files without others are left out.
 */
export const sameWomen = async (db: Db, families: Id[]): Promise<Map<Id, Id[]>> => {
  if (families.length === 0) return new Map()
  const { rows } = await sql<{ root: Id; others: Id[] }>`
    with recursive same (root, id) as (
      select f, f from unnest(${families}::uuid[]) f
      union
      select s.root, case when l.family = s.id then l.other_family else l.family end
      from same s join family.likeness l on l.organisation = ${db.actor.organisation} and (l.family = s.id or l.other_family = s.id)
      where l.same and not exists (select from family.likeness n
        where n.organisation = l.organisation and not n.same and n.decided_at >= l.decided_at
          and ((n.family = l.family and n.other_family = l.other_family) or (n.family = l.other_family and n.other_family = l.family)))
    )
    select root, array_agg(id order by id) as others from same where id <> root group by root`.execute(tables(db))
  return new Map(rows.map(row => [row.root, row.others]))
}

/** The other files of one woman. */
export const sameWoman = async (db: Db, family: Id): Promise<Id[]> => (await sameWomen(db, [family])).get(family) ?? []

export interface Likeness {
  family: Id
  other: Id
  same: boolean
  reason: string | null
  at: Date
  by: Id
}

/** Everything that was decided on these files, newest first. */
export const decisionsOn = async (db: Db, families: Id[]): Promise<Likeness[]> => {
  if (families.length === 0) return []
  const rows = await tables(db)
    .selectFrom('family.likeness')
    .selectAll()
    .where('organisation', '=', db.actor.organisation)
    .where(eb => eb.or([eb('family', 'in', families), eb('other_family', 'in', families)]))
    .orderBy('decided_at', 'desc')
    .orderBy('id')
    .execute()
  return rows.map(row => ({
    family: row.family,
    other: row.other_family,
    same: row.same,
    reason: row.reason,
    at: row.decided_at,
    by: row.decided_by,
  }))
}

const decide = async (db: Db, pairs: [Id, Id][], same: boolean, reason: string | null, at: Date): Promise<void> => {
  if (pairs.length === 0) return
  await tables(db)
    .insertInto('family.likeness')
    .values(
      pairs.map(([family, other]) => ({
        organisation: db.actor.organisation,
        family,
        other_family: other,
        same,
        reason,
        decided_at: at,
        decided_by: db.actor.staff,
      })),
    )
    .execute()
  db.audit('write', 'likeness', [...new Set(pairs.flat())])
}

/** 'careful': their rules for contact differed, and the most careful holds in every file now. */
export type Joined = 'joined' | 'careful' | 'told apart before'

/**
 * A person has looked: two files are the same woman. Both stay as they are, with their holders, and each shows the other.
 * Nothing is written where somebody has told apart two files that would now be one woman's.
 */
export const join = async (db: Db, family: Id, other: Id, at: Date): Promise<Joined> => {
  const groups = await sameWomen(db, [family, other])
  const mine = [family, ...(groups.get(family) ?? [])]
  const theirs = [other, ...(groups.get(other) ?? [])]
  if (mine.includes(other)) return 'joined'
  const seen = new Set<string>()
  const apart = (await decisionsOn(db, mine)).some(({ family: one, other: two, same }) => {
    const pair = [one, two].toSorted().join()
    if (seen.has(pair)) return false
    seen.add(pair)
    return !same && ((mine.includes(one) && theirs.includes(two)) || (mine.includes(two) && theirs.includes(one)))
  })
  if (apart) return 'told apart before'
  await decide(db, [[family, other]], true, null, at)
  return (await alignContact(db, [...mine, ...theirs], at)) ? 'careful' : 'joined'
}

/** Two files are two women: a decision, and no more. */
export const tellApart = (db: Db, family: Id, other: Id, at: Date): Promise<void> =>
  decide(db, [[family, other]], false, null, at)

/** Takes one file out from the others that were called the same woman, with the reason. What was decided stands beside. */
export const separate = async (db: Db, family: Id, other: Id, reason: string, at: Date): Promise<boolean> => {
  const group = [family, ...(await sameWoman(db, family))]
  if (other === family || !group.includes(other)) return false
  await decide(
    db,
    group.filter(one => one !== other).map(one => [one, other]),
    false,
    reason,
    at,
  )
  return true
}

/** A mistake in telling apart is taken back, with the reason, and the two are one woman's. */
export const joinAfterAll = async (db: Db, family: Id, other: Id, reason: string, at: Date): Promise<Joined> => {
  const group = [family, ...(await sameWoman(db, family))].filter(one => one !== other)
  await decide(
    db,
    group.map(one => [one, other]),
    true,
    reason,
    at,
  )
  return (await alignContact(db, [...group, other, ...(await sameWoman(db, other))], at)) ? 'careful' : 'joined'
}

const alignContact = async (db: Db, families: Id[], at: Date): Promise<boolean> => {
  const files = [...(await familiesOf(db, families)).values()]
  const careful = files.reduce<ContactRule | null>((so, { contact }) => mostCareful(so, contact), null)
  const others = files.filter(({ contact }) => !isDeepStrictEqual(contact, careful))
  if (careful) for (const { id } of others) await writeContactRule(db, id, careful, at)
  return others.some(({ contact }) => contact !== null)
}

/** How she may be reached from now on, in every file of hers here: a row beside the old ones. */
export const setContactRule = async (db: Db, family: Id, rule: ContactRule, at: Date): Promise<void> => {
  for (const id of [family, ...(await sameWoman(db, family))]) await writeContactRule(db, id, rule, at)
}
