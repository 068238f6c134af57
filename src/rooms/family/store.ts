import { type RawBuilder, type SqlBool, sql } from 'kysely'
import { blindIndex } from '../../kernel/crypto.ts'
import type { Db } from '../../kernel/database.ts'
import { type Id, newId } from '../../kernel/ids.ts'
import { Refusal } from '../../kernel/refusal.ts'
import { lookUpWord, nameWords, phoneDigits } from './names.ts'
import type { Schema } from './schema.ts'
import { type Identity, OpenedIdentity, type SealedRow, sealIdentity } from './sealing.ts'

export interface Family {
  id: Id
  site: Id | null
  pregnant: Readonly<Identity> & { readonly id: Id }
  dueDate: string | null
  bornOn: string | null
  lostOn: string | null
  contact: ContactRule | null
}

/** How she may be reached. Null = not asked, which means: not that way. */
export interface ContactRule {
  mayCall: boolean | null
  mayText: boolean | null
  mayLeaveMessage: boolean | null
  readAlong: boolean | null
  aloneWhenAsked: boolean | null
  bestHours: string[]
  language: string | null
  interpreter: boolean
}

export interface NewFamily {
  id?: Id
  site: Id | null
  pregnant: Identity
  dueDate?: string | null
  bornOn?: string | null
  contact?: ContactRule
  synthetic?: boolean
}

const tables = (db: Db) => db.tables<Schema>()

/** Opens the actor's own organisation's file on a family. Returns its id: the case that access hangs on. */
export const openFamily = async (db: Db, family: NewFamily, at: Date): Promise<Id> => {
  const { organisation } = db.actor
  const synthetic = family.synthetic ?? false
  const id = family.id ?? newId()
  await tables(db)
    .insertInto('family.family')
    .values({ organisation, id, site: family.site, opened_at: at, synthetic })
    .execute()
  await addPerson(db, id, 'pregnant', family.pregnant, synthetic)
  if (family.dueDate || family.bornOn)
    await setPregnancy(db, id, { dueDate: family.dueDate, bornOn: family.bornOn }, at)
  if (family.contact) await writeContactRule(db, id, family.contact, at)
  db.audit('write', 'family', id)
  return id
}

const addPerson = async (db: Db, family: Id, part: string, who: Identity, synthetic: boolean) => {
  const { organisation } = db.actor
  const id = newId()
  const columns = sealIdentity(db.keys, organisation, id, who)
  await tables(db)
    .insertInto('family.person')
    .values({ organisation, id, family, part, synthetic, ...columns })
    .execute()
}

/** Writes who she is anew, sealed with a fresh key: the old ciphertext is gone. */
export const changeIdentity = async (db: Db, family: Id, who: Identity): Promise<void> => {
  const { organisation } = db.actor
  const person = await tables(db)
    .selectFrom('family.person')
    .select('id')
    .where('organisation', '=', organisation)
    .where('family', '=', family)
    .where('part', '=', 'pregnant')
    .executeTakeFirst()
  if (!person) throw new Refusal('unknown')
  await tables(db)
    .updateTable('family.person')
    .set(eb => ({ ...sealIdentity(db.keys, organisation, person.id, who), version: eb('version', '+', 1) }))
    .where('organisation', '=', organisation)
    .where('id', '=', person.id)
    .execute()
  db.audit('write', 'family', family)
}

/** A new due date, birth or loss: a row beside the old ones. */
export const setPregnancy = async (
  db: Db,
  family: Id,
  p: { dueDate?: string | null; bornOn?: string | null; lostOn?: string | null },
  at: Date,
): Promise<void> => {
  await tables(db)
    .insertInto('family.pregnancy')
    .values({
      organisation: db.actor.organisation,
      family,
      due_date: p.dueDate ?? null,
      born_on: p.bornOn ?? null,
      lost_on: p.lostOn ?? null,
      set_at: at,
      set_by: db.actor.staff,
    })
    .execute()
}

/** One file's rule for contact, beside the old ones: `setContactRule` writes it for the woman. */
export const writeContactRule = async (db: Db, family: Id, rule: ContactRule, at: Date): Promise<void> => {
  await tables(db)
    .insertInto('family.contact_rule')
    .values({
      organisation: db.actor.organisation,
      family,
      may_call: rule.mayCall,
      may_text: rule.mayText,
      may_leave_message: rule.mayLeaveMessage,
      read_along: rule.readAlong,
      alone_when_asked: rule.aloneWhenAsked,
      best_hours: rule.bestHours,
      language: rule.language,
      interpreter: rule.interpreter,
      set_at: at,
      set_by: db.actor.staff,
    })
    .execute()
  db.audit('write', 'contact rule', family)
}

interface FamilyRow extends SealedRow {
  family: Id
  site: Id | null
  due_date: string | null
  born_on: string | null
  lost_on: string | null
  contact: Record<string, unknown> | null
}

/** The families with these ids that the actor may see, by id. Reading is noted in the audit. */
export const familiesOf = async (db: Db, ids: Id[]): Promise<Map<Id, Family>> => {
  if (ids.length === 0) return new Map()
  const { rows } = await sql<FamilyRow>`
    select f.id as family, f.site, p.organisation, p.id, p.wrapped_key, p.name, p.cpr, p.birth_date, p.phone,
      g.due_date, g.born_on, g.lost_on, to_jsonb(c) as contact
    from family.family f
    join family.person p on p.organisation = f.organisation and p.family = f.id and p.part = 'pregnant'
    left join lateral (select due_date, born_on, lost_on from family.pregnancy g
      where g.organisation = f.organisation and g.family = f.id order by set_at desc limit 1) g on true
    left join lateral (select * from family.contact_rule c
      where c.organisation = f.organisation and c.family = f.id order by set_at desc limit 1) c on true
    where f.organisation = ${db.actor.organisation} and f.id = any(${[...new Set(ids)]}::uuid[])`.execute(tables(db))
  db.audit(
    'read',
    'family',
    rows.map(row => row.family),
  )
  return new Map(rows.map(row => [row.family, toFamily(db, row)]))
}

const toFamily = (db: Db, row: FamilyRow): Family => ({
  id: row.family,
  site: row.site,
  pregnant: new OpenedIdentity(db.keys, row),
  dueDate: row.due_date,
  bornOn: row.born_on,
  lostOn: row.lost_on,
  contact: contactOf(row.contact),
})

/** A row of the contact rules as the database tells it, in our words. */
export const contactOf = (row: Record<string, unknown> | null): ContactRule | null =>
  row && {
    mayCall: row.may_call as boolean | null,
    mayText: row.may_text as boolean | null,
    mayLeaveMessage: row.may_leave_message as boolean | null,
    readAlong: row.read_along as boolean | null,
    aloneWhenAsked: row.alone_when_asked as boolean | null,
    bestHours: row.best_hours as string[],
    language: row.language as string | null,
    interpreter: row.interpreter as boolean,
  }

/** One family, or a refusal: unknown and forbidden look alike. */
export const familyOf = async (db: Db, id: Id): Promise<Family> => {
  const found = (await familiesOf(db, [id])).get(id)
  if (!found) throw new Refusal('unknown')
  return found
}

interface Wanted {
  name?: string
  phone?: string
  birthDate?: string
  cpr?: string
}

/** Finds by name, phone or birth date within the actor's own organisation only; at most 25. Returns family ids. */
export const findFamilies = (db: Db, wanted: Wanted): Promise<Id[]> => findAny(db, [wanted])

/** Those who fit one of the descriptions: all that a description names must fit. */
const findAny = async (db: Db, descriptions: Wanted[]): Promise<Id[]> => {
  const fitting = descriptions.map(wanted => conditionsOf(db, wanted)).filter(conditions => conditions.length > 0)
  if (fitting.length === 0) return []
  const anyOf = fitting.map(conditions => sql<SqlBool>`(${sql.join(conditions, sql` and `)})`)
  const { rows } = await sql<{ family: Id }>`
    select distinct p.family from family.person p
    where p.organisation = ${db.actor.organisation} and (${sql.join(anyOf, sql` or `)}) limit 25`.execute(tables(db))
  return rows.map(row => row.family)
}

const conditionsOf = (db: Db, wanted: Wanted): RawBuilder<SqlBool>[] => {
  const index = (use: string, value: string) => blindIndex(db.keys, db.actor.organisation, use, value)
  return [
    ...(wanted.name
      ? nameWords(wanted.name).map(
          word => sql<SqlBool>`p.name_index @> array[${index('name', lookUpWord(word))}::bytea]`,
        )
      : []),
    ...(wanted.phone ? [sql<SqlBool>`p.phone_index = ${index('phone', phoneDigits(wanted.phone))}`] : []),
    ...(wanted.birthDate ? [sql<SqlBool>`p.birth_index = ${index('birth', wanted.birthDate)}`] : []),
    ...(wanted.cpr ? [sql<SqlBool>`p.cpr_index = ${index('cpr', wanted.cpr)}`] : []),
  ]
}

/** Files at the actor's own organisation that may be the same woman: same CPR or phone, or birth date and first name. */
export const likelyDuplicates = async (db: Db, who: Identity, except?: Id): Promise<Id[]> => {
  const firstName = nameWords(who.name)[0]
  const found = await findAny(db, [
    ...(who.cpr ? [{ cpr: who.cpr }] : []),
    ...(who.birthDate && firstName ? [{ birthDate: who.birthDate, name: firstName }] : []),
    ...(who.phone ? [{ phone: who.phone }] : []),
  ])
  return found.filter(family => family !== except)
}

/**
 * Other files at the actor's own organisation that may be the same woman, and that nobody has decided on yet: same CPR
 * or phone, or same birth date and a name that begins alike. Compared by their keyed indexes alone; at most ten.
 */
export const undecidedDuplicates = async (db: Db, family: Id): Promise<Id[]> => {
  const { rows } = await sql<{ family: Id }>`
    select distinct o.family from family.person p
    join family.person o on o.organisation = p.organisation and o.family <> p.family and o.part = 'pregnant'
      and (o.cpr_index = p.cpr_index or o.phone_index = p.phone_index
        or (o.birth_index = p.birth_index and cardinality(array(select unnest(o.name_index) intersect select unnest(p.name_index))) > 1))
    where p.organisation = ${db.actor.organisation} and p.family = ${family} and p.part = 'pregnant'
      and not exists (select from family.likeness l where l.organisation = p.organisation
        and ((l.family = p.family and l.other_family = o.family) or (l.family = o.family and l.other_family = p.family)))
    limit 10`.execute(tables(db))
  return rows.map(row => row.family)
}
