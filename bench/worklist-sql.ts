import { sql } from 'kysely'
import pg from 'pg'
import { createApp } from '../src/app.ts'
import { systemClock } from '../src/kernel/clock.ts'
import { type Config, readMasterKey } from '../src/kernel/config.ts'
import { connect } from '../src/kernel/database.ts'
import type { Addresses } from '../src/kernel/embedded.ts'
import { newId } from '../src/kernel/ids.ts'
import { connectKeeper } from '../src/kernel/keeper.ts'
import { openKeys } from '../src/kernel/key-ring.ts'
import type { Statement } from './ceiling.ts'

/** The statements the worklist page sends for this person, overheard as they leave for the database. */
export const worklistStatements = async (
  { url, ownerUrl }: Addresses,
  config: Config,
  who: { staff: string; organisation: string },
): Promise<Statement[]> => {
  const heard: Statement[] = []
  const query = pg.Client.prototype.query as (...given: unknown[]) => unknown
  const keeper = connectKeeper(ownerUrl)
  const keys = await openKeys(keeper, readMasterKey(config)).finally(() => keeper.close())
  const database = connect(url, keys, 1)
  try {
    const token = newId()
    await database.asNobody(kysely =>
      sql`select govern.sign_in(${who.staff}, ${who.organisation}, ${token})`.execute(kysely),
    )
    const app = createApp({ config, database, clock: systemClock })
    pg.Client.prototype.query = function (this: pg.Client, ...given: unknown[]) {
      const [asked, values] = given
      // A named statement comes as an object; what carries a value nearly always is one.
      if (typeof asked === 'string') heard.push({ text: asked, values: Array.isArray(values) ? values : [] })
      else if (isStatement(asked)) heard.push({ text: asked.text, values: asked.values ?? [] })
      return query.apply(this, given)
    } as typeof pg.Client.prototype.query
    const answer = await app.request('/arbejdsliste', { headers: { Cookie: `brobygger=${token}` } })
    if (answer.status !== 200) throw new Error(`the worklist answered ${answer.status}`)
    return heard
  } finally {
    pg.Client.prototype.query = query as typeof pg.Client.prototype.query
    await database.close()
  }
}

const isStatement = (asked: unknown): asked is { text: string; values?: unknown[] } =>
  typeof asked === 'object' && asked !== null && 'text' in asked && typeof asked.text === 'string'
