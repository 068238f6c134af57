import { existsSync, readFileSync } from 'node:fs'
import { sql } from 'kysely'
import { createApp } from '../app.ts'
import { data } from '../data.ts'
import { systemClock } from '../kernel/clock.ts'
import type { Config } from '../kernel/config.ts'
import type { Keys } from '../kernel/crypto.ts'
import { connect } from '../kernel/database.ts'
import type { Addresses } from '../kernel/embedded.ts'
import { type Id, newId } from '../kernel/ids.ts'
import { connectKeeper } from '../kernel/keeper.ts'
import { refuseUnsafeRole } from '../kernel/migrate.ts'
import { PlainFault } from '../kernel/refusal.ts'
import { replayErasures } from '../rooms/govern/index.ts'
import { checks } from '../rooms.ts'
import { bringUpToDate } from './databases.ts'
import { erasureFile, readErasures } from './erase.ts'
import { noteRestored, verifyWith } from './verify-audit.ts'

/** A database that has been set back and that nobody uses yet. */
export interface SetBack {
  databases: Addresses
  config: Config
  keys: Keys
  /** The file of heads outside: the witness from before. */
  heads: string
  /** The operator's word, when this server takes the old one's place; undefined for an exercise. */
  takesOver?: string
}

interface Step {
  /** In Danish, as it is printed. */
  name: string
  /** Answers with what it did, or throws a PlainFault: the restored folder is then taken away again. */
  run(restored: SetBack): Promise<string>
}

/** What a restored database passes before anybody is let in, in this order. */
export const afterRestore: Step[] = [
  {
    name: 'Version',
    async run({ databases }) {
      await refuseUnsafeRole(databases.url)
      const applied = await bringUpToDate(databases)
      return applied.length === 0 ? 'samme som programmet' : `${applied.length} migreringer kørt`
    },
  },
  {
    name: 'Slettet igen',
    async run({ databases, keys, config }) {
      const journal = readErasures(erasureFile(config))
      const keeper = connectKeeper(databases.ownerUrl)
      try {
        const again = await replayErasures(keeper, { data, keys }, journal)
        return `${again} af de ${journal.length} i listen over slettede var tilbage`
      } finally {
        await keeper.close()
      }
    },
  },
  {
    name: 'Logbog',
    async run({ databases, heads, takesOver }) {
      if (!existsSync(heads) || readFileSync(heads, 'utf8').trim() === '') return 'ingen fil med hoveder at prøve imod'
      const found = await verifyWith(databases.ownerUrl, heads, true)
      if (!found.ok)
        throw new PlainFault(
          `Logbogen i kopien passer ikke med hovederne udenfor: ${found.faults[0]?.what} (${found.faults.length} brud).`,
        )
      if (takesOver) await noteRestored(databases.ownerUrl, heads, takesOver)
      return `${found.rows} rækker og ${found.seals} segl passer med filen udenfor`
    },
  },
  {
    name: 'Løfter',
    async run({ databases }) {
      const keeper = connectKeeper(databases.ownerUrl)
      try {
        await keeper.asKeeper(async kysely => {
          for (const { promise, broken } of checks) {
            const [first] = await broken(kysely)
            if (first) throw new PlainFault(`Et løfte er brudt i kopien: ${promise} (${first}).`)
          }
        })
      } finally {
        await keeper.close()
      }
      return `${checks.length} holder`
    },
  },
  { name: 'Login', run: trySigningIn },
]

/** One colleague's session is opened, her start page shown, and the session closed again. */
async function trySigningIn({ databases, keys, config }: SetBack): Promise<string> {
  const keeper = connectKeeper(databases.ownerUrl)
  const database = connect(databases.url, keys, 2)
  try {
    const staff = await keeper.asKeeper(async kysely => {
      const { rows } = await sql<{ id: Id; organisation: Id }>`
        select id, organisation from govern.staff order by id limit 50`.execute(kysely)
      return rows
    })
    const app = createApp({ config, database, clock: systemClock })
    if ((await app.request('/log-ind')).status !== 200) throw new PlainFault('Siden, man logger ind på, svarer ikke.')
    for (const { id, organisation } of staff) {
      const token = newId()
      const opened = await database.asNobody(async kysely => {
        const { rows } = await sql<{ session: Id | null }>`
          select govern.sign_in(${id}, ${organisation}, ${token}) as session`.execute(kysely)
        return rows[0]?.session
      })
      if (!opened) continue
      const cookie = config.baseUrl.startsWith('https:') ? '__Host-brobygger' : 'brobygger'
      const { status } = await app.request('/', { headers: { Cookie: `${cookie}=${token}` } })
      await database.asNobody(kysely => sql`select kernel.close_session(${token})`.execute(kysely))
      if (status !== 200 && status !== 303) throw new PlainFault(`Forsiden svarer med ${status} efter login.`)
      return 'en medarbejder kan logge ind'
    }
    return staff.length === 0 ? 'ingen medarbejdere endnu' : 'ingen har et login, der gælder endnu'
  } finally {
    await database.close()
    await keeper.close()
  }
}
