import { createHmac, timingSafeEqual } from 'node:crypto'
import { type Kysely, sql } from 'kysely'
import { Secret } from 'otpauth'
import { dayOf } from '../../kernel/clock.ts'
import type { Keys } from '../../kernel/crypto.ts'
import type { Database, Db } from '../../kernel/database.ts'
import { type Id, isId } from '../../kernel/ids.ts'
import { tell } from '../../kernel/outbox.ts'
import { Refusal } from '../../kernel/refusal.ts'
import { hashPassword, otpStep, passwordFault } from './password.ts'
import type { Schema } from './schema.ts'
import { putStaff } from './staff.ts'

/** How the administrator made sure who somebody is whose way in was lost. */
export const identityChecks = {
  met: 'Jeg har mødt hende',
  video: 'Jeg har set hende på video',
  knownNumber: 'Jeg har ringet til hende på et nummer, vi havde i forvejen',
} as const
export type IdentityCheck = keyof typeof identityChecks

/** A thing that only the key file and this invitation's number make: not kept, so nobody can read it in the database. */
const made = (keys: Keys, use: string, id: Id): Buffer =>
  createHmac('sha256', keys.index(`invitation ${use}`))
    .update(id)
    .digest()

/** The secret part of the link in the mail. */
export const invitationToken = (keys: Keys, id: Id): string =>
  `${id}.${made(keys, 'link', id).subarray(0, 24).toString('base64url')}`

const invitationId = (keys: Keys, token: string): Id | undefined => {
  const [id = '', code = ''] = token.split('.')
  if (!isId(id) || !/^[\w-]{32}$/.test(code)) return undefined
  return timingSafeEqual(Buffer.from(code, 'base64url'), made(keys, 'link', id).subarray(0, 24)) ? id : undefined
}

/**
 * Invites a colleague to choose how she signs in, by a link in a mail that works once and for three days. With `checked`
 * her way in was lost: everything she signed in with ends at once, and both she and the administrator get a mail.
 */
export const invite = async (db: Db, staff: Id, checked: IdentityCheck | undefined, now: Date): Promise<void> => {
  const { rows } = await sql<{ made: Id | null }>`
    select govern.invite(${staff}, ${checked ? 'lost' : 'new'}, ${checked ?? null}, ${now}) as made`.execute(
    db.tables(),
  )
  const invitation = rows[0]?.made
  if (!invitation) throw new Refusal('forbidden', 'invite')
  db.audit('write', 'invitation', staff)
  if (checked) await tell(db, { kind: 'access.lost', staff, by: db.actor.staff, invitation })
  await tell(db, { kind: 'invitation.made', staff, invitation })
}

export interface Invitation {
  id: Id
  name: string
  email: string
  organisation: string
  organisationKey: string
  expiresAt: Date
  /** The secret of her code app: the same each time the page is opened, until the invitation is used. */
  otpSecret: string
}

/** The invitation behind a link, while it is good. */
export const openInvitation = async (database: Database, token: string, now: Date): Promise<Invitation | undefined> => {
  const id = invitationId(database.keys, token)
  if (!id) return undefined
  const { rows } = await database.asNobody(kysely =>
    sql<{ name: string; email: string; organisation_name: string; organisation_key: string; expires_at: Date }>`
      select * from govern.open_invitation(${id}, ${now})`.execute(kysely),
  )
  const row = rows[0]
  if (!row) return undefined
  const { name, email, organisation_name: organisation, organisation_key: organisationKey, expires_at: expiresAt } = row
  const otpSecret = new Secret({ buffer: Uint8Array.from(made(database.keys, 'otp', id).subarray(0, 20)).buffer })
    .base32
  return { id, name, email, organisation, organisationKey, expiresAt, otpSecret }
}

export type Accepted = 'done' | 'gone' | { field: 'adgangskode' | 'kode'; message: string }

/** Sets her own password and code app, when she shows that the app works. */
export const acceptWithPassword = async (
  database: Database,
  invitation: Invitation,
  { password, code }: { password: string; code: string },
  now: Date,
): Promise<Accepted> => {
  const fault = passwordFault(password, [...invitation.name.split(' '), invitation.email.split('@')[0] ?? ''])
  if (fault) return { field: 'adgangskode', message: fault }
  const step = otpStep(invitation.otpSecret, code, now)
  if (step === undefined)
    return { field: 'kode', message: 'Koden passer ikke. Vent på den næste i appen, og skriv den.' }
  const { rows } = await database.asNobody(kysely =>
    sql<{ outcome: 'done' | 'gone' }>`
      select govern.accept_with_password(${invitation.id}, ${hashPassword(password)}, ${invitation.otpSecret}, ${step}, ${now}) as outcome`.execute(
      kysely,
    ),
  )
  return rows[0]?.outcome ?? 'gone'
}

/** Binds her account to who her workplace says she is. One subject is one account: the second is refused by the database. */
export const acceptWithWorkplace = async (
  kysely: Kysely<unknown>,
  invitation: Id,
  who: { organisation: string; issuer: string; subject: string },
  now: Date,
): Promise<'done' | 'gone'> => {
  const { rows } = await sql<{ outcome: 'done' | 'gone' }>`
    select govern.accept_with_workplace(${invitation}, ${who.organisation}, ${who.issuer}, ${who.subject}, ${now}) as outcome`.execute(
    kysely,
  )
  return rows[0]?.outcome ?? 'gone'
}

/**
 * The operator's invitation, where no administrator can make one; runs as the keeper. With `administrator` she is made
 * when nobody has that mail. Earlier invitations of hers end; what she signs in with is left alone.
 */
export const putInvitation = async (
  kysely: Kysely<unknown>,
  who: { organisation: string; email: string; administrator?: string },
  now: Date,
): Promise<Id | 'noOrganisation' | 'nobody'> => {
  const tables = kysely as Kysely<Schema>
  const house = await tables
    .selectFrom('govern.organisation')
    .select('id')
    .where('key', '=', who.organisation)
    .executeTakeFirst()
  if (!house) return 'noOrganisation'
  const known = await tables
    .selectFrom('govern.staff')
    .select('id')
    .where('organisation', '=', house.id)
    .where(sql<string>`lower(email)`, '=', who.email.toLowerCase())
    .where('left_at', 'is', null)
    .executeTakeFirst()
  if (!known && !who.administrator) return 'nobody'
  const staff =
    known?.id ??
    (await putStaff(kysely, {
      organisation: house.id,
      name: who.administrator ?? '',
      title: 'Administrator',
      role: 'administrator',
      sites: [],
      email: who.email.toLowerCase(),
      weeklyHours: null,
      startsOn: dayOf(now),
    }))
  await tables
    .updateTable('govern.invitation')
    .set({ ended_at: now })
    .where('organisation', '=', house.id)
    .where('staff', '=', staff)
    .where('used_at', 'is', null)
    .where('ended_at', 'is', null)
    .execute()
  const { id } = await tables
    .insertInto('govern.invitation')
    .values({
      organisation: house.id,
      staff,
      reason: 'new',
      made_by: staff,
      made_at: now,
      expires_at: new Date(now.getTime() + 3 * 86_400_000),
    })
    .returning('id')
    .executeTakeFirstOrThrow()
  await tables
    .insertInto('govern.access_event')
    .values({ organisation: house.id, staff, kind: 'invited', detail: 'new' })
    .execute()
  return id
}
