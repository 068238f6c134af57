import type { Kysely } from 'kysely'
import type { Config } from '../kernel/config.ts'
import type { Keys } from '../kernel/crypto.ts'
import type { Keeper } from '../kernel/keeper.ts'
import { demoStaff, putSignInLink } from '../rooms/govern/index.ts'

/** Programmes from programmes/*, and synthetic people and courses once, when the database is empty. */
export const fillDemonstration = async (_config: Config, _keeper: Keeper, _keys: Keys, _now: Date): Promise<void> => {}

/** One sign-in link a role, fresh at each start, valid for a week. */
export const signInLinks = (config: Config, keeper: Keeper, now: Date) =>
  keeper.asKeeper(async (kysely: Kysely<unknown>) => {
    const expires = new Date(now.getTime() + 7 * 86_400_000)
    const links: { role: string; name: string; address: string }[] = []
    for (const one of await demoStaff(kysely)) {
      const token = await putSignInLink(kysely, one.organisation, one.id, expires)
      links.push({ role: one.title, name: one.name, address: `${config.baseUrl}/log-ind/demo/${token}` })
    }
    return links
  })
