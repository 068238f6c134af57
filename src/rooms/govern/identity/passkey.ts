import {
  type AuthenticationResponseJSON,
  type AuthenticatorTransport,
  generateAuthenticationOptions,
  generateRegistrationOptions,
  type RegistrationResponseJSON,
  verifyAuthenticationResponse,
  verifyRegistrationResponse,
} from '@simplewebauthn/server'
import { type Kysely, sql } from 'kysely'
import type { Db } from '../../../kernel/database.ts'
import { type Id, isId } from '../../../kernel/ids.ts'
import { log } from '../../../kernel/log.ts'
import { beginCeremony, newSecret, takeCeremony } from '../ceremony.ts'
import type { Account } from '../sign-in.ts'

export interface Passkey {
  id: Id
  credential: string
  transports: string[]
  label: string
  madeAt: Date
  usedAt: Date | null
}

/** A passkey belongs to a host name; an address of figures has none, so there are no passkeys on it. */
export const passkeyHost = (origin: string): string | undefined => {
  const { hostname, protocol } = new URL(origin)
  const isNamed = !/^[\d.]+$|:/.test(hostname)
  return isNamed && (protocol === 'https:' || hostname === 'localhost') ? hostname : undefined
}

const must = (host: string | undefined): string => {
  if (!host) throw new Error('passkeys are offered on a host with a name alone')
  return host
}

const parsed = <T>(text: string): T | undefined => {
  if (text.length > 20_000) return undefined
  try {
    const value: unknown = JSON.parse(text)
    return typeof value === 'object' && value !== null && 'id' in value && 'response' in value
      ? (value as T)
      : undefined
  } catch (error) {
    log('passkey', { message: (error as Error).name })
    return undefined
  }
}

/** Whatever is wrong with what a browser sent is the same no; the log keeps the word. */
const verified = async <T>(work: () => Promise<T>): Promise<T | undefined> => {
  try {
    return await work()
  } catch (error) {
    log('passkey', { message: (error as Error).message.slice(0, 200) })
    return undefined
  }
}

/** What her browser needs to make a key; remembered for this session alone. */
export const beginPasskey = async (db: Db, origin: string, who: { name: string; email: string }, now: Date) => {
  const mine = await passkeysOf(db)
  const options = await generateRegistrationOptions({
    rpName: 'Brobygger',
    rpID: must(passkeyHost(origin)),
    userID: Buffer.from(db.actor.staff),
    userName: who.email,
    userDisplayName: who.name,
    attestationType: 'none',
    excludeCredentials: mine.map(key => ({
      id: key.credential,
      transports: key.transports as AuthenticatorTransport[],
    })),
    authenticatorSelection: { residentKey: 'required', userVerification: 'required' },
  })
  const key = newSecret()
  await beginCeremony(
    db.tables(),
    'passkeyAdd',
    { key, browser: db.actor.session },
    { challenge: options.challenge },
    now,
  )
  return { key, options }
}

/** Takes a new key in: true when it answers our challenge, on our host, with the person verified by it. */
export const addPasskey = async (
  db: Db,
  origin: string,
  sent: { key: string; answer: string; label: string },
  now: Date,
): Promise<boolean> => {
  const begun = await takeCeremony<{ challenge: string }>(
    db.tables(),
    'passkeyAdd',
    { key: sent.key, browser: db.actor.session },
    now,
  )
  const response = parsed<RegistrationResponseJSON>(sent.answer)
  const host = passkeyHost(origin)
  if (!begun || !response || !host) return false
  const outcome = await verified(() =>
    verifyRegistrationResponse({
      response,
      expectedChallenge: begun.challenge,
      expectedOrigin: origin,
      expectedRPID: host,
      requireUserVerification: true,
    }),
  )
  if (!outcome?.verified) return false
  const { id, publicKey, counter } = outcome.registrationInfo.credential
  const said: unknown[] = [response.response.transports ?? []].flat()
  const transports = said.filter(one => typeof one === 'string' && /^[a-z-]{2,20}$/.test(one)).slice(0, 8)
  const { rows } = await sql<{ made: Id | null }>`
    select govern.add_passkey(${id}, ${Buffer.from(publicKey)}, ${counter}, ${transports}, ${sent.label}) as made`.execute(
    db.tables(),
  )
  return rows[0]?.made != null
}

export const passkeysOf = async (db: Db): Promise<Passkey[]> => {
  const { rows } = await sql<{
    id: Id
    credential: string
    transports: string[]
    label: string
    made_at: Date
    used_at: Date | null
  }>`
    select * from govern.my_passkeys()`.execute(db.tables())
  return rows.map(({ made_at: madeAt, used_at: usedAt, ...key }) => ({ ...key, madeAt, usedAt }))
}

/** 'last': her only way in, which stays until there is another. */
export const removePasskey = async (db: Db, id: Id): Promise<'removed' | 'last' | 'unknown'> => {
  const { rows } = await sql<{
    outcome: 'removed' | 'last' | 'unknown'
  }>`select govern.remove_passkey(${id}) as outcome`.execute(db.tables())
  return rows[0]?.outcome ?? 'unknown'
}

/** A challenge for whoever wants to sign in: it names nobody, so it tells nobody who has a key. */
export const beginPasskeySignIn = async (kysely: Kysely<unknown>, origin: string, browser: string, now: Date) => {
  const options = await generateAuthenticationOptions({ rpID: must(passkeyHost(origin)), userVerification: 'required' })
  const key = newSecret()
  await beginCeremony(kysely, 'passkey', { key, browser }, { challenge: options.challenge }, now)
  return { key, options }
}

interface KeyRow extends Account {
  id: Id
  public_key: Buffer
  counter: number
  transports: string[]
}

/** The account whose key answered; nothing when anything about the answer is wrong. */
export const finishPasskeySignIn = async (
  kysely: Kysely<unknown>,
  origin: string,
  sent: { key: string; browser: string; answer: string },
  now: Date,
): Promise<Account | undefined> => {
  const begun = await takeCeremony<{ challenge: string }>(kysely, 'passkey', sent, now)
  const response = parsed<AuthenticationResponseJSON>(sent.answer)
  const host = passkeyHost(origin)
  if (!begun || !response || !host || typeof response.id !== 'string') return undefined
  const { rows } = await sql<KeyRow>`select * from govern.passkey_account(${response.id})`.execute(kysely)
  const known = rows[0]
  if (!known || rows.length > 1 || !isId(known.id)) return undefined
  const outcome = await verified(() =>
    verifyAuthenticationResponse({
      response,
      expectedChallenge: begun.challenge,
      expectedOrigin: origin,
      expectedRPID: host,
      credential: {
        id: response.id,
        publicKey: Uint8Array.from(known.public_key),
        counter: known.counter,
        transports: known.transports as AuthenticatorTransport[],
      },
      requireUserVerification: true,
    }),
  )
  if (!outcome?.verified) return undefined
  // Two answers of one key at the same moment: a copy of it is about, and the second is refused.
  const { newCounter } = outcome.authenticationInfo
  const used = await sql<{
    used: boolean
  }>`select govern.passkey_used(${known.id}, ${known.counter}, ${newCounter}) as used`.execute(kysely)
  return used.rows[0]?.used ? { staff: known.staff, organisation: known.organisation } : undefined
}
