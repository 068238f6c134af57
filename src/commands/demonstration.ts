import { type Kysely, sql } from 'kysely'
import type { Config } from '../kernel/config.ts'
import type { Keys } from '../kernel/crypto.ts'
import type { Keeper } from '../kernel/keeper.ts'
import { populate } from '../populate.ts'
import { demoStaff, putSignInLink } from '../rooms/govern/index.ts'
import { applyFolder } from '../rooms/programme/index.ts'

/** Programmes from programmes/*; and, once, invented people when a demonstration's database is empty. */
export const fillDatabase = async (config: Config, keeper: Keeper, keys: Keys, now: Date): Promise<void> => {
  const empty = await keeper.asKeeper(async kysely => {
    await applyFolder(kysely, now)
    const { rows } = await sql<{ filled: boolean }>`select exists (select from kernel.access) as filled`.execute(kysely)
    return !rows[0]?.filled
  })
  if (config.demo && empty) await populate(keeper, keys, 'demo', 1, now)
}

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
