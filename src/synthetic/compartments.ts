import { type Kysely, sql } from 'kysely'
import { addDays, dayOf } from '../kernel/clock.ts'
import type { Keys } from '../kernel/crypto.ts'
import type { Id } from '../kernel/ids.ts'
import type { Random } from '../kernel/random.ts'
import { populateConcern } from '../rooms/concern/populate.ts'
import { populateProtection } from '../rooms/family/populate.ts'
import { populatePlan } from '../rooms/safety/populate.ts'

/** What the demonstration shows behind the doors: one plan, one protected address, one receipt that has not come. */
export const showCompartments = async (
  kysely: Kysely<unknown>,
  keys: Keys,
  random: Random,
  now: Date,
): Promise<void> => {
  const { rows } = await sql<{ organisation: Id; family: Id; person: Id; holder: Id }>`
    select h.organisation, h.family, p.id as person, h.holder from caseload.holding h
    join family.person p on p.organisation = h.organisation and p.family = h.family and p.part = 'pregnant'
    join govern.staff s on s.organisation = h.organisation and s.id = h.holder
    where h.subject = 'course' order by s.name not like 'Lone%', h.family limit 3`.execute(kysely)
  const [told, hidden, worried] = rows
  if (!told || !hidden || !worried) return
  const at = new Date(now.getTime() - 6 * 86_400_000)
  await populatePlan(kysely, random, { ...told, by: told.holder, at })
  const day = dayOf(now)
  await populateProtection(kysely, keys, {
    ...hidden,
    id: random.id(),
    by: hidden.holder,
    at,
    fromOn: addDays(day, -300),
    reviewOn: addDays(day, 65),
  })
  await populateConcern(
    kysely,
    random,
    { organisation: worried.organisation, family: worried.family, staff: worried.holder },
    now,
  )
}
