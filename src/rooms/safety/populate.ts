import type { Kysely } from 'kysely'
import { type BulkRow, bulkInsert } from '../../kernel/bulk.ts'
import { addDays, dayOf, instantOf } from '../../kernel/clock.ts'
import type { Id } from '../../kernel/ids.ts'
import type { Random } from '../../kernel/random.ts'
import { type Before, type ScreeningVerb, verbs } from './states.ts'

/** Whom somebody asks, again and again, from a day on. */
export interface AskedWoman {
  organisation: Id
  family: Id
  person: Id
  by: Id
  at: Date
}

export const timesAsked = 5
const weeksBetween = 5

const usual: Partial<Record<ScreeningVerb, number>> = { clear: 85, notAlone: 7, decline: 4, worry: 2, disclose: 2 }

/** An answer that may follow, by the room's own rule. */
const answerAfter = (random: Random, from: Before): ScreeningVerb => {
  const may = Object.entries(usual).filter(([verb]) => verbs[verb as ScreeningVerb].from.includes(from))
  return random.weighted(Object.fromEntries(may)) as ScreeningVerb
}

const rowsOf = (random: Random, woman: AskedWoman, now: Date): BulkRow[] => {
  const { organisation, family, person, by } = woman
  const rows: BulkRow[] = []
  const first = dayOf(woman.at)
  let from: Before = 'none'
  for (let nth = 1; nth <= timesAsked; nth++) {
    // Those who came lately have been asked as often: from earlier in the pregnancy on.
    const asked = instantOf(addDays(first, (nth - timesAsked) * weeksBetween * 7), '10:00')
    if (asked > now) break
    const verb = answerAfter(random, from)
    const { to, alone, next, days } = verbs[verb]
    rows.push({
      organisation,
      family,
      person,
      nth,
      at: asked,
      by,
      verb,
      from_state: from,
      to_state: to,
      alone,
      next_act: next,
      next_on: addDays(dayOf(asked), days),
    })
    from = to
  }
  return rows
}

/** Puts invented answers in as the keeper, many at a time, and names whoever asked. */
export const populateScreenings = async (
  kysely: Kysely<unknown>,
  random: Random,
  women: AskedWoman[],
  now: Date,
): Promise<number> => {
  const rows = women.flatMap(woman => rowsOf(random, woman, now))
  await bulkInsert(
    kysely,
    'safety.screening',
    rows.map(row => ({ part: 'pregnant', ...row })),
  )
  await bulkInsert(
    kysely,
    'safety.named',
    women.map(({ organisation, family, by, at }) => ({
      id: random.id(),
      organisation,
      family,
      staff: by,
      reason: 'Har spurgt hende',
      until: new Date(at.getTime() + 365 * 86_400_000),
      at,
      by,
    })),
  )
  return rows.length
}

/** One woman with a plan, for the demonstration. */
export const populatePlan = async (kysely: Kysely<unknown>, random: Random, woman: AskedWoman): Promise<void> => {
  const { organisation, family, person, by, at } = woman
  const day = dayOf(at)
  await bulkInsert(kysely, 'safety.named', [
    {
      id: random.id(),
      organisation,
      family,
      staff: by,
      reason: 'Har ansvaret',
      until: new Date(at.getTime() + 365 * 86_400_000),
      at,
      by,
    },
  ])
  await bulkInsert(kysely, 'safety.screening', [
    {
      organisation,
      family,
      person,
      part: 'pregnant',
      nth: 1,
      at,
      by,
      verb: 'disclose',
      from_state: 'none',
      to_state: 'positive',
      alone: true,
      words: 'Hun vil gerne tale om det igen, når hun er alene.',
      next_act: 'followUp',
      next_on: addDays(day, verbs.disclose.days),
    },
  ])
  await bulkInsert(kysely, 'safety.plan', [
    {
      organisation,
      family,
      person,
      part: 'pregnant',
      nth: 1,
      at,
      by,
      signs: 'Når der bliver helt stille.',
      ways_out: 'Bagdøren og over til naboen.',
      people: 'Min søster.',
      packed: 'Nøgler, pas og lidt tøj.',
    },
  ])
}
