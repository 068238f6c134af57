import { type Kysely, sql } from 'kysely'
import { bulkInsert } from '../kernel/bulk.ts'
import { addDays, dayOf, instantOf } from '../kernel/clock.ts'
import type { Id } from '../kernel/ids.ts'
import type { Random } from '../kernel/random.ts'
import { populateRule } from '../rooms/family/populate.ts'
import { type InventedMessage, populateMessages } from '../rooms/message/populate.ts'

type Told = Pick<InventedMessage, 'kind' | 'state' | 'why' | 'tries'>
interface Shown {
  rule: 'asked' | 'notAsked' | 'noDigital'
  messages: Told[]
}

const made = (state: InventedMessage['state'], tries: number, why: InventedMessage['why'] = null): Told => ({
  kind: 'made',
  state,
  why,
  tries,
})
const reminder: Told = { kind: 'reminder', state: 'queued', why: null, tries: 0 }
const asked = (...messages: Told[]): Shown => ({ rule: 'asked', messages })

/** A woman each, so that the list of messages shows how it may go. */
const shown: Shown[] = [
  asked(made('delivered', 1), reminder),
  asked({ ...made('handedOver', 1), kind: 'moved' }, reminder),
  asked(made('unconfirmed', 8)),
  asked(made('failed', 1, 'refused')),
  asked(made('told', 8), reminder),
  asked(made('unknown', 2)),
  { rule: 'notAsked', messages: [made('stopped', 0, 'notAsked')] },
  { rule: 'noDigital', messages: [made('stopped', 0, 'noDigital')] },
]

/** The house's messages to women who have an appointment ahead, Lone's first: one of each kind. */
export const showMessages = async (kysely: Kysely<unknown>, random: Random, now: Date): Promise<void> => {
  const { rows } = await sql<{ organisation: Id; family: Id; about: Id; appointment: Date; by: Id }>`
    select * from (select distinct on (s.family) s.organisation, s.family, s.id as about, s.planned_from as appointment,
        s.counsellor as by, c.name like 'Lone%' as hers
      from course.session s join govern.staff c on c.organisation = s.organisation and c.id = s.counsellor
      where s.state = 'planned' and s.planned_from > ${instantOf(addDays(dayOf(now), 2), '00:00')}
      order by s.family, s.planned_from) one
    order by not hers, family limit ${shown.length}`.execute(kysely)
  const told = rows.flatMap((row, at) => {
    const { rule, messages } = shown[at] as Shown
    const { organisation, family, by } = row
    const madeAt = new Date(instantOf(addDays(dayOf(now), -1), '10:15').getTime() + at * 60_000)
    const set = { organisation, family, by, at: new Date(madeAt.getTime() - 86_400_000) }
    return { set, rule, messages: messages.map(message => ({ ...row, ...message, madeAt })) }
  })
  for (const { set, rule } of told) if (rule !== 'notAsked') await populateRule(kysely, set, rule === 'noDigital')
  await populateMessages(
    kysely,
    random,
    told.flatMap(one => one.messages),
  )
  // Whoever has her is asked to tell her, by the same round as in real life.
  await bulkInsert(
    kysely,
    'kernel.outbox',
    told
      .filter(({ messages }) => messages.some(one => one.state === 'failed' || one.state === 'unconfirmed'))
      .map(({ set: { organisation, family } }) => ({
        organisation,
        kind: 'message.notCome',
        body: { family },
      })),
  )
}
