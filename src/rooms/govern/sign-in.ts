import { createHash, randomBytes } from 'node:crypto'
import { type Kysely, sql } from 'kysely'
import type { Database } from '../../kernel/database.ts'
import { type Id, newId } from '../../kernel/ids.ts'
import { hashPassword, isPassword, newOtpSecret, otpStep } from './password.ts'
import type { Schema } from './schema.ts'

// Checked when the address is unknown, so that a wrong address takes as long as a wrong password.
const nobodysHash = hashPassword(randomBytes(12).toString('hex'))

export type SignIn = { ok: true; token: string } | { ok: false; reason: 'wrong' | 'tooMany' | 'ended' }

/** Password and one-time code, both at once: the answer never tells which of them was wrong. */
export const signInWithPassword = (
  database: Database,
  email: string,
  password: string,
  code: string,
  now: Date,
): Promise<SignIn> =>
  database.asNobody(async kysely => {
    const tries = await sql<{ may_try: boolean }>`select govern.may_try(${email})`.execute(kysely)
    if (!tries.rows[0]?.may_try) return { ok: false, reason: 'tooMany' }
    const found = await sql<{ staff: Id; organisation: Id; password_hash: string; otp_secret: string }>`
      select * from govern.account_by_email(${email})`.execute(kysely)
    const account = found.rows[0]
    const passwordRight = isPassword(password, account?.password_hash ?? nobodysHash)
    const step = account && otpStep(account.otp_secret, code, now)
    if (!account || !passwordRight || step === undefined) return { ok: false, reason: 'wrong' }
    const used = await sql<{ otp_used: boolean }>`select govern.otp_used(${account.staff}, ${step})`.execute(kysely)
    if (!used.rows[0]?.otp_used) return { ok: false, reason: 'wrong' }
    return openSession(kysely, account.staff, account.organisation)
  })

/** Demonstration only: whoever holds the link is the person. */
export const linkAccount = (database: Database, token: string) =>
  database.asNobody(async kysely => {
    const { rows } = await sql<{ staff: Id; organisation: Id; name: string; title: string }>`
      select * from govern.link_account(${token})`.execute(kysely)
    return rows[0]
  })

export const signInWithLink = (database: Database, token: string): Promise<SignIn> =>
  database.asNobody(async kysely => {
    const { rows } = await sql<{ staff: Id; organisation: Id }>`select * from govern.link_account(${token})`.execute(
      kysely,
    )
    return rows[0] ? openSession(kysely, rows[0].staff, rows[0].organisation) : { ok: false, reason: 'wrong' }
  })

const openSession = async (kysely: Kysely<unknown>, staff: Id, organisation: Id): Promise<SignIn> => {
  const token = newId()
  const { rows } = await sql<{
    sign_in: Id | null
  }>`select govern.sign_in(${staff}, ${organisation}, ${token})`.execute(kysely)
  return rows[0]?.sign_in ? { ok: true, token } : { ok: false, reason: 'ended' }
}

export const signOut = (database: Database, token: string): Promise<void> =>
  database.asNobody(async kysely => {
    await sql`select kernel.close_session(${token})`.execute(kysely)
  })

/** A sign-in link for the demonstration; runs as the keeper. Returns the secret part of its address. */
export const putSignInLink = async (
  kysely: Kysely<unknown>,
  organisation: Id,
  staff: Id,
  expiresAt: Date,
): Promise<string> => {
  const token = randomBytes(16).toString('base64url')
  await (kysely as Kysely<Schema>)
    .insertInto('govern.sign_in_link')
    .values({ organisation, staff, expires_at: expiresAt, token_hash: createHash('sha256').update(token).digest() })
    .execute()
  return token
}

/** Sets password and a new one-time secret; runs as the keeper. Returns the secret for the person's authenticator. */
export const putCredential = async (
  kysely: Kysely<unknown>,
  account: { organisation: Id; staff: Id; email: string },
  password: string,
): Promise<string> => {
  const otpSecret = newOtpSecret()
  const secrets = {
    email: account.email,
    password_hash: hashPassword(password),
    otp_secret: otpSecret,
    last_otp_step: 0,
  }
  await (kysely as Kysely<Schema>)
    .insertInto('govern.credential')
    .values({ organisation: account.organisation, staff: account.staff, ...secrets })
    .onConflict(c => c.columns(['organisation', 'staff']).doUpdateSet(secrets))
    .execute()
  return otpSecret
}
