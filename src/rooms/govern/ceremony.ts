import { randomBytes } from 'node:crypto'
import { type Kysely, sql } from 'kysely'

export type CeremonyKind = 'workplace' | 'citizen' | 'passkey' | 'passkeyAdd'

export const newSecret = (): string => randomBytes(24).toString('base64url')

/** Remembers something begun in one browser for ten minutes. `key` comes back with the answer, `browser` with the cookie. */
export const beginCeremony = async (
  kysely: Kysely<unknown>,
  kind: CeremonyKind,
  { key, browser }: { key: string; browser: string },
  body: Record<string, unknown>,
  now: Date,
): Promise<void> => {
  await sql`select govern.begin_ceremony(${key}, ${browser}, ${kind}, ${JSON.stringify(body)}::jsonb, ${now})`.execute(
    kysely,
  )
}

/** What was remembered, once: another browser, another kind, too late or a second time gives nothing. */
export const takeCeremony = async <T>(
  kysely: Kysely<unknown>,
  kind: CeremonyKind,
  { key, browser }: { key: string; browser: string },
  now: Date,
): Promise<T | undefined> => {
  if (!key || !browser) return undefined
  const { rows } = await sql<{
    body: T | null
  }>`select govern.take_ceremony(${key}, ${browser}, ${kind}, ${now}) as body`.execute(kysely)
  return rows[0]?.body ?? undefined
}
