import pg from 'pg'
import { dayOf, weekdayName } from '../kernel/clock.ts'
import type { Config } from '../kernel/config.ts'
import type { Addresses } from '../kernel/embedded.ts'
import { connectKeeper } from '../kernel/keeper.ts'
import { PlainFault } from '../kernel/refusal.ts'
import { wallChecks } from '../rooms.ts'

// Start-up refusals: each says in one sentence what to mend, before anything is changed or anybody is let in.

/** Settings and a machine that real people's data must not meet. */
export const refuseUnfitSettings = (config: Config): void => {
  if (dayOf(new Date('2026-06-30T22:30:00Z')) !== '2026-07-01' || weekdayName('2026-11-23') !== 'mandag')
    throw new PlainFault('Denne Node kender ikke danske datoer: kør npm ci, og brug den, der følger med.')
  if (config.demo) return
  if (!config.databaseUrl && !config.embeddedAccepted)
    throw new PlainFault(
      'Den indbyggede database er til prøver: sæt DATABASE_URL og DATABASE_OWNER_URL, eller sig ja med BROBYGGER_EMBEDDED=accepted.',
    )
  if (!['127.0.0.1', '::1', 'localhost'].includes(config.host) && !config.baseUrl.startsWith('https://'))
    throw new PlainFault('Siden må ikke gå over nettet uden https: sæt BASE_URL til den https-adresse, folk bruger.')
}

const secondsApart = 5

/** A database server that loses what it has promised, or lives in another time. */
export const refuseUnfitServer = async (url: string, config: Config): Promise<void> => {
  const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: 5_000 })
  await client.connect()
  try {
    const { rows } = await client.query(
      "select current_setting('fsync') as fsync, extract(epoch from clock_timestamp())::float as seconds",
    )
    if (!config.demo && rows[0].fsync !== 'on')
      throw new PlainFault('Databasen gemmer ikke sikkert: slå fsync til på serveren.')
    if (Math.abs(Date.now() / 1000 - rows[0].seconds) > secondsApart)
      throw new PlainFault('Uret her og databasens ur er mere end fem sekunder fra hinanden: stil dem.')
  } finally {
    await client.end()
  }
}

/** After migrating: both addresses lead to the same database, and every wall stands as the rules say. */
export const refuseOpenWalls = async ({ url, ownerUrl }: Addresses): Promise<void> => {
  const pool = new pg.Pool({ connectionString: url, max: 1, connectionTimeoutMillis: 5_000 })
  const keeper = connectKeeper(ownerUrl)
  try {
    const { rows } = await pool.query("select to_regclass('public.brobygger_migration') is not null as here")
    if (!rows[0].here)
      throw new PlainFault('DATABASE_URL og DATABASE_OWNER_URL fører til hver sin database: ret den ene.')
    await keeper.asKeeper(async kysely => {
      for (const { broken } of wallChecks) {
        const lines = await broken(kysely)
        if (lines.length > 0)
          throw new PlainFault(`Adgangsreglerne i databasen er ikke hele (${lines[0]}): kør brobygger check.`)
      }
    })
  } finally {
    await pool.end()
    await keeper.close()
  }
}
