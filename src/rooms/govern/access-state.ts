import { sql } from 'kysely'
import type { Db } from '../../kernel/database.ts'
import type { Id } from '../../kernel/ids.ts'
import { Refusal } from '../../kernel/refusal.ts'
import type { Schema } from './schema.ts'
import type { StaffRole } from './staff.ts'

export interface Ways {
  hasPassword: boolean
  passkeys: number
  /** Issuers of workplaces that know her. */
  issuers: string[]
  invitedUntil: Date | null
}

/** How a colleague may sign in, never with what: her own, or asked by an administrator of her house. */
export const waysOf = async (db: Db, staff: Id): Promise<Ways> => {
  const { rows } = await sql<{
    has_password: boolean
    passkeys: number
    issuers: string[]
    invited_until: Date | null
  }>`
    select * from govern.ways_of(${staff})`.execute(db.tables())
  const row = rows[0]
  if (!row) throw new Refusal('forbidden', 'ways_of')
  return {
    hasPassword: row.has_password,
    passkeys: row.passkeys,
    issuers: row.issuers,
    invitedUntil: row.invited_until,
  }
}

export interface OwnSession {
  id: Id
  openedAt: Date
  seenAt: Date
  way: 'password' | 'passkey' | 'workplace' | 'link'
  shared: boolean
  device: string | null
  role: StaffRole | 'unchosen'
  /** The one that asks. */
  isThis: boolean
}

export const mySessions = async (db: Db): Promise<OwnSession[]> => {
  const { rows } = await sql<
    Omit<OwnSession, 'openedAt' | 'seenAt' | 'isThis'> & { opened_at: Date; seen_at: Date; this: boolean }
  >`
    select * from kernel.my_sessions()`.execute(db.tables())
  return rows.map(({ opened_at: openedAt, seen_at: seenAt, this: isThis, ...session }) => ({
    ...session,
    openedAt,
    seenAt,
    isThis,
  }))
}

/** False when it is over already, or not hers. */
export const endMySession = async (db: Db, session: Id): Promise<boolean> => {
  const { rows } = await sql<{ ended: boolean }>`select kernel.end_my_session(${session}) as ended`.execute(db.tables())
  return rows[0]?.ended ?? false
}

export interface OwnRole {
  role: StaffRole
  until: Date | null
  /** The one she is employed in. */
  isMain: boolean
}

/** The roles she has at this moment. */
export const myRoles = async (db: Db): Promise<OwnRole[]> => {
  const { rows } = await sql<{
    role: StaffRole
    until: Date | null
    main: boolean
  }>`select * from govern.my_roles()`.execute(db.tables())
  return rows.map(({ role, until, main: isMain }) => ({ role, until, isMain }))
}

/** From here on she acts in this role, in this session. False when she has it no more. */
export const chooseRole = async (db: Db, role: string): Promise<boolean> => {
  const { rows } = await sql<{ chosen: boolean }>`select govern.choose_role(${role}) as chosen`.execute(db.tables())
  return rows[0]?.chosen ?? false
}

export interface GivenRole {
  id: Id
  role: StaffRole
  from: Date
  until: Date | null
  endedAt: Date | null
}

/** Roles given beside the one a colleague is employed in, newest first. */
export const givenRoles = async (db: Db, staff: Id): Promise<GivenRole[]> => {
  const rows = await db
    .tables<Schema>()
    .selectFrom('govern.staff_role')
    .select(['id', 'role', 'from_at', 'until_at', 'ended_at'])
    .where('organisation', '=', db.actor.organisation)
    .where('staff', '=', staff)
    .orderBy('from_at', 'desc')
    .execute()
  return rows.map(row => ({
    id: row.id,
    role: row.role as StaffRole,
    from: row.from_at,
    until: row.until_at,
    endedAt: row.ended_at,
  }))
}

export const giveRole = async (
  db: Db,
  staff: Id,
  given: { role: StaffRole; from: Date; until: Date | null },
): Promise<void> => {
  await db
    .tables<Schema>()
    .insertInto('govern.staff_role')
    .values({
      organisation: db.actor.organisation,
      staff,
      role: given.role,
      from_at: given.from,
      until_at: given.until,
      given_by: db.actor.staff,
    })
    .execute()
  db.audit('write', 'role', staff)
}

/** Ends a role at once: the next request in it is refused. */
export const endRole = async (db: Db, staff: Id, id: Id): Promise<void> => {
  const { numUpdatedRows } = await db
    .tables<Schema>()
    .updateTable('govern.staff_role')
    .set({ ended_at: sql<Date>`now()` })
    .where('organisation', '=', db.actor.organisation)
    .where('staff', '=', staff)
    .where('id', '=', id)
    .where('ended_at', 'is', null)
    .executeTakeFirst()
  if (numUpdatedRows !== 1n) throw new Refusal('alreadyDone', 'role')
  db.audit('write', 'role', staff)
}

export interface AccessEvent {
  at: Date
  kind: string
  detail: string | null
}

/** What happened to somebody's access, newest first: her own, or a colleague's to an administrator, without her hours. */
export const accessEvents = async (db: Db, staff: Id, most = 20): Promise<AccessEvent[]> => {
  const { rows } = await sql<AccessEvent>`select * from govern.access_events(${staff}, ${most})`.execute(db.tables())
  return rows
}

/** Says who somebody is at her workplace's sign-in, or with no subject ends that; 'taken' when another account has it. */
export const bindWorkplace = async (
  db: Db,
  staff: Id,
  issuer: string,
  subject: string | null,
): Promise<'bound' | 'taken'> => {
  const outcome = await db.attempt(() =>
    sql<{ done: boolean }>`select govern.bind_workplace(${staff}, ${issuer}, ${subject}) as done`.execute(db.tables()),
  )
  if (!outcome.ok) return 'taken'
  if (!outcome.value.rows[0]?.done) throw new Refusal('forbidden', 'bind_workplace')
  db.audit('write', 'workplace', staff)
  return 'bound'
}
