import { type Kysely, sql } from 'kysely'
import type { Database } from '../../kernel/database.ts'
import { type Id, newId } from '../../kernel/ids.ts'
import { beginCeremony, takeCeremony } from './ceremony.ts'
import type { EnoughLevel, IdentityFault, IdentityProvider, Remembered } from './identity/provider.ts'
import { acceptWithWorkplace } from './invitation.ts'
import type { Schema } from './schema.ts'
import { type Account, openSession } from './sign-in.ts'

interface Begun {
  provider: string
  remembered: Remembered
  target: string
  shared: boolean
  /** She came with an invitation: the answer binds her account. */
  invitation?: Id
}

export interface Start {
  provider: IdentityProvider
  callback: string
  browser: string
  target: string
  shared: boolean
  invitation?: Id
}

const kindOf = (provider: IdentityProvider) => (provider.for === 'citizen' ? 'citizen' : 'workplace')

/** Sends somebody to whoever vouches for her: the address, or nothing when nobody answers there. */
export const beginWithProvider = async (database: Database, start: Start, now: Date): Promise<string | undefined> => {
  const { provider, callback, browser, target, shared, invitation } = start
  const asked = await provider.begin(callback, { fresh: shared })
  if ('unreachable' in asked) return undefined
  const begun: Begun = { provider: provider.key, remembered: asked.remember, target, shared, invitation }
  await database.asNobody(kysely =>
    beginCeremony(kysely, kindOf(provider), { key: asked.state, browser }, { ...begun }, now),
  )
  return asked.address
}

/** 'unknown': the workplace vouches for her, and we have no account bound to her there. */
export type Outcome<T> =
  | ({ ok: true; target: string; shared: boolean } & T)
  | { ok: false; why: IdentityFault | 'unknown' | 'ended' | 'taken' | 'gone' }

const answered = async (database: Database, provider: IdentityProvider, url: URL, browser: string, now: Date) => {
  // Taken before it is looked at: the same answer brought twice finds nothing.
  const begun = await database.asNobody(kysely =>
    takeCeremony<Begun>(kysely, kindOf(provider), { key: url.searchParams.get('state') ?? '', browser }, now),
  )
  if (!begun || begun.provider !== provider.key) return { ok: false as const, why: 'answer' as const }
  const said = await provider.finish(url, begun.remembered)
  return said.ok ? { ...said, begun } : { ok: false as const, why: said.why }
}

/** The answer of a workplace: checked, matched by its subject alone, and a session opened. */
export const finishWithWorkplace = async (
  database: Database,
  provider: IdentityProvider,
  url: URL,
  { browser, words }: { browser: string; words?: string },
  now: Date,
): Promise<Outcome<{ token: string }>> => {
  const said = await answered(database, provider, url, browser, now)
  if (!said.ok) return said
  const { begun, issuer, subject, level } = said
  const who = { organisation: provider.organisation ?? '', issuer, subject }
  const seat = { shared: begun.shared, words }
  try {
    return await database.asNobody(async kysely => {
      if (begun.invitation && (await acceptWithWorkplace(kysely, begun.invitation, who, now)) === 'gone')
        return { ok: false, why: 'gone' } as const
      const account = await accountOf(kysely, who)
      if (!account) return { ok: false, why: 'unknown' } as const
      const token = await openSession(kysely, account, 'workplace', seat, level)
      return token
        ? { ok: true, token, target: begun.target, shared: begun.shared }
        : ({ ok: false, why: 'ended' } as const)
    })
  } catch (error) {
    if ((error as { constraint?: string }).constraint !== 'workplace_identity_subject') throw error
    return { ok: false, why: 'taken' }
  }
}

const accountOf = async (
  kysely: Kysely<unknown>,
  who: { organisation: string; issuer: string; subject: string },
): Promise<Account | undefined> => {
  const { rows } = await sql<Account>`
    select * from govern.workplace_account(${who.organisation}, ${who.issuer}, ${who.subject})`.execute(kysely)
  return rows[0]
}

/** The broker's answer about a citizen: known by the broker's own number for her alone, never by CPR, mail or name. */
export const finishWithBroker = async (
  database: Database,
  provider: IdentityProvider,
  url: URL,
  browser: string,
  now: Date,
): Promise<Outcome<{ token: string; level: EnoughLevel }>> => {
  const said = await answered(database, provider, url, browser, now)
  if (!said.ok) return said
  const { begun, issuer, subject, level } = said
  const token = newId()
  await database.asNobody(kysely =>
    sql`select govern.citizen_sign_in(${issuer}, ${subject}, ${level}, ${token}, ${begun.shared})`.execute(kysely),
  )
  return { ok: true, token, level, target: begun.target, shared: begun.shared }
}

export const signOutCitizen = (database: Database, token: string): Promise<void> =>
  database.asNobody(async kysely => {
    await sql`select kernel.close_citizen_session(${token})`.execute(kysely)
  })

/** Binds an account of the demonstration to its sign-in, in place of an earlier one; runs as the keeper. */
export const putWorkplaceIdentity = async (
  kysely: Kysely<unknown>,
  { id, organisation }: { id: Id; organisation: Id },
  issuer: string,
  subject: string,
): Promise<void> => {
  const tables = kysely as Kysely<Schema>
  await tables
    .deleteFrom('govern.workplace_identity')
    .where('organisation', '=', organisation)
    .where('staff', '=', id)
    .execute()
  await tables
    .insertInto('govern.workplace_identity')
    .values({ organisation, staff: id, issuer, subject, bound_by: id })
    .execute()
}
