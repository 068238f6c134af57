import { createHash, randomBytes } from 'node:crypto'
import { type Kysely, sql } from 'kysely'
import type { Database } from '../../kernel/database.ts'
import { type Id, newId } from '../../kernel/ids.ts'
import { hashPassword, isPassword, newOtpSecret, otpStep } from './password.ts'
import type { Schema } from './schema.ts'

// Checked when the address is unknown or the guesses are used up, so that every answer takes as long as any other.
const nobody = { hash: hashPassword(randomBytes(12).toString('hex')), secret: newOtpSecret() }

/** `many`: so much has been tried at this address that a wrong answer asks her to wait. It says nothing of the account. */
export type SignIn = { ok: true; token: string; device?: string } | { ok: false; many: boolean }

/** Where somebody sits: what is remembered of her browser, a keyed hash of her network, and words for her list. */
export interface Seat {
  /** The mark of a browser in which she has signed in before. */
  known?: string
  network?: Buffer
  /** 'Firefox på Windows' */
  words?: string
  /** A computer others use too: three minutes, and nothing is remembered. */
  shared: boolean
}

export interface Credentials {
  email: string
  password: string
  code: string
}

/** Password and one-time code, both at once: the answer never tells which of them was wrong. */
export const signInWithPassword = async (
  database: Database,
  { email, password, code }: Credentials,
  seat: Seat,
  now: Date,
): Promise<SignIn> => {
  // Written down before it is looked at: a thousand guesses at once are a thousand guesses.
  const { try: guess, tier, many, ...account } = await database.asNobody(kysely => beginTry(kysely, email, seat, now))
  const { staff, organisation, password_hash: hash, otp_secret: secret } = account
  const isRight = await isPassword(password, hash ?? nobody.hash)
  const step = otpStep(secret ?? nobody.secret, code, now)
  if (tier === 'refused' || !staff || !organisation || !isRight || step === undefined) return { ok: false, many }
  return database.asNobody(async kysely => {
    const used = await sql<{ otp_used: boolean }>`select govern.otp_used(${staff}, ${step})`.execute(kysely)
    const token = used.rows[0]?.otp_used
      ? await openSession(kysely, { staff, organisation }, 'password', seat)
      : undefined
    if (!token) return { ok: false, many }
    const device = seat.shared ? undefined : newId()
    const network = seat.shared ? null : (seat.network ?? null)
    await sql`select govern.try_was_right(${guess}, ${staff}, ${organisation}, ${seat.known ?? null}, ${device ?? null}, ${network}, ${now})`.execute(
      kysely,
    )
    return { ok: true, token, device }
  })
}

interface Try {
  try: Id
  tier: 'device' | 'network' | 'stranger' | 'refused'
  many: boolean
  staff: Id | null
  organisation: Id | null
  password_hash: string | null
  otp_secret: string | null
}

/** Counts a guess and says whether it may be looked at; in a transaction of its own, kept whatever comes after. */
export const beginTry = async (kysely: Kysely<unknown>, email: string, seat: Seat, now: Date): Promise<Try> => {
  const { rows } = await sql<Try>`
    select * from govern.begin_try(${email}, ${seat.known ?? null}, ${seat.network ?? null}, ${now})`.execute(kysely)
  if (!rows[0]) throw new Error('begin_try answers with one row')
  return rows[0]
}

export interface Account {
  staff: Id
  organisation: Id
}

/** Opens a session for somebody whose way in has been checked; nothing when she has no role today. */
export const openSession = async (
  kysely: Kysely<unknown>,
  { staff, organisation }: Account,
  way: 'password' | 'passkey' | 'workplace' | 'link',
  seat: Pick<Seat, 'shared' | 'words'>,
  level?: string,
): Promise<string | undefined> => {
  const token = newId()
  const { rows } = await sql<{ sign_in: Id | null }>`
    select govern.sign_in(${staff}, ${organisation}, ${token}, ${way}, ${seat.shared}, ${seat.words ?? null}, ${level ?? null})`.execute(
    kysely,
  )
  return rows[0]?.sign_in ? token : undefined
}

/** Demonstration only: whoever holds the link is the person. */
export const linkAccount = (database: Database, token: string) =>
  database.asNobody(async kysely => {
    const { rows } = await sql<Account & { name: string; title: string }>`
      select * from govern.link_account(${token})`.execute(kysely)
    return rows[0]
  })

export const signInWithLink = (database: Database, link: string, seat: Seat): Promise<SignIn> =>
  database.asNobody(async kysely => {
    const { rows } = await sql<Account>`select * from govern.link_account(${link})`.execute(kysely)
    const token = rows[0] && (await openSession(kysely, rows[0], 'link', seat))
    return token ? { ok: true, token } : { ok: false, many: false }
  })

export const signOut = (database: Database, token: string): Promise<void> =>
  database.asNobody(async kysely => {
    await sql`select kernel.close_session(${token})`.execute(kysely)
  })

/** Ends every session of whoever holds the token, this one too. */
export const signOutEverywhere = (database: Database, token: string): Promise<void> =>
  database.asNobody(async kysely => {
    await sql`select govern.sign_out_everywhere(${token})`.execute(kysely)
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
