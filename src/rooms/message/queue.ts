import { sql } from 'kysely'
import { addDays, type Clock, dayOf, instantOf } from '../../kernel/clock.ts'
import type { Db } from '../../kernel/database.ts'
import { type Id, isId, newId } from '../../kernel/ids.ts'
import type { Inside, News } from '../../kernel/news.ts'
import { type Addressee, addresseeOf } from '../family/index.ts'
import { type Decision, decide, type Why } from './decide.ts'
import type { Schema } from './schema.ts'
import { languageFor, type MessageKind } from './templates.ts'

export const tables = (db: Db) => db.tables<Schema>()

export type MessageState =
  | 'queued'
  | 'unknown'
  | 'handedOver'
  | 'delivered'
  | 'failed'
  | 'unconfirmed'
  | 'told'
  | 'stopped'

interface ToHer {
  family: Id
  /** The appointment it is about. */
  about: Id
  kind: MessageKind
  appointment: Date
}

/** The reminder is due at this hour the day before, or the next hour she allows. */
const reminderAt = '10:00'

/** What would go out if it were queued now: for the page that asks before it is saved. */
export const wouldSend = (to: Addressee, appointment: Date, now: Date): Decision =>
  decide(to, { madeAt: now, lastAt: appointment }, now)

const dueOf = (kind: MessageKind, appointment: Date, now: Date): Date => {
  if (kind !== 'reminder') return now
  const due = instantOf(addDays(dayOf(appointment), -1), reminderAt)
  return due > now ? due : now
}

/** Queues one message, or notes why it is not sent. Twice about the same thing is once. */
const queue = async (db: Db, to: Addressee, { family, about, kind, appointment }: ToHer, now: Date): Promise<void> => {
  const due = dueOf(kind, appointment, now)
  const decision = decide(to, { madeAt: now, lastAt: appointment }, due)
  const why: Why | null = decision.act === 'not' ? decision.why : null
  const id = newId()
  const state: MessageState = why ? 'stopped' : 'queued'
  const row = {
    organisation: db.actor.organisation,
    id,
    family,
    about,
    kind,
    language: languageFor(to.contact?.language),
    appointment,
    due: decision.act === 'wait' ? decision.until : due,
    last_at: appointment,
    state,
    why,
    made_at: now,
    made_by: db.actor.staff,
    changed_at: now,
  }
  const { rows } = await sql<{ id: Id }>`
    with made as (insert into message.outgoing (${sql.join(Object.keys(row).map(name => sql.ref(name)))})
      values (${sql.join(Object.values(row))})
      on conflict (organisation, about, kind) where state in ('queued', 'unknown') do nothing returning id)
    select id from made`.execute(tables(db))
  if (rows.length === 0) return
  await noteEvents(db, [{ id, family }], state, why, now)
  db.audit('write', 'message', family)
}

/** What became of messages, a row each. */
export const noteEvents = async (
  db: Db,
  messages: readonly { id: Id; family: Id }[],
  state: MessageState,
  why: string | null,
  at: Date,
): Promise<void> => {
  if (messages.length === 0) return
  await tables(db)
    .insertInto('message.outgoing_event')
    .values(
      messages.map(({ id, family }) => ({
        organisation: db.actor.organisation,
        id: newId(),
        family,
        outgoing: id,
        at,
        state,
        why,
      })),
    )
    .execute()
}

const waiting = ['queued', 'unknown']
/** Those too that somebody was to tell her of. */
const unsettled = [...waiting, 'failed', 'unconfirmed']

const stop = async (
  db: Db,
  which: { family: Id; about?: Id },
  why: Why,
  at: Date,
  states = waiting,
): Promise<number> => {
  const { rows } = await sql<{ id: Id; family: Id }>`update message.outgoing
    set state = 'stopped', why = ${why}, changed_at = ${at}
    where organisation = ${db.actor.organisation} and family = ${which.family} and state in (${sql.join(states)})
      and (${which.about ?? null}::uuid is null or about = ${which.about ?? null}::uuid)
    returning id, family`.execute(tables(db))
  await noteEvents(db, rows, 'stopped', why, at)
  return rows.length
}

const toOf = async (db: Db, family: Id): Promise<Addressee> =>
  (await addresseeOf(db, family)) ?? { contact: null, phone: null, lostAt: null, askedAt: null }

/** An appointment that lies ahead was made or moved here: she hears of it, and is reminded the day before, if she may be. */
export const tellAppointment = async (
  db: Db,
  appointment: { family: Id; session: Id; at: Date; moved: boolean },
  now: Date,
): Promise<void> => {
  const { family, session: about, at } = appointment
  if (at <= now) return
  const to = await toOf(db, family)
  await queue(db, to, { family, about, kind: appointment.moved ? 'moved' : 'made', appointment: at }, now)
  // One made for today or tomorrow is reminder enough.
  if (dayOf(at) > addDays(dayOf(now), 1)) await queue(db, to, { family, about, kind: 'reminder', appointment: at }, now)
}

/** Nothing more is said about it; and when it is we who call off, she hears that, if she may. */
export const untellAppointment = async (
  db: Db,
  appointment: { family: Id; session: Id; at: Date; calledOff: boolean },
  now: Date,
): Promise<void> => {
  const { family, session: about, at } = appointment
  await stop(db, { family, about }, 'appointmentChanged', now, unsettled)
  if (!appointment.calledOff || at <= now) return
  await queue(db, await toOf(db, family), { family, about, kind: 'cancelled', appointment: at }, now)
}

/** Whether something was not sent because nobody has asked her, and nobody has asked since: somebody has to, once. */
export const mustAskHer = async (db: Db, family: Id, now: Date): Promise<boolean> => {
  const { rows } = await sql<{ made_at: Date }>`select max(made_at) as made_at from message.outgoing
    where organisation = ${db.actor.organisation} and family = ${family} and state = 'stopped'
      and why in ('notAsked', 'notAlone') and appointment > ${now} having count(*) > 0`.execute(tables(db))
  const [row] = rows
  if (!row) return false
  const { askedAt } = await toOf(db, family)
  return askedAt === null || askedAt <= row.made_at
}

/** Whether a message about something that lies ahead did not come, or nobody knows: somebody has to tell her. */
export const mustTellHer = async (db: Db, family: Id, now: Date): Promise<boolean> => {
  const { rows } = await sql`select from message.outgoing
    where organisation = ${db.actor.organisation} and family = ${family} and state in ('failed', 'unconfirmed')
      and appointment > ${now} limit 1`.execute(tables(db))
  return rows.length > 0
}

/** She has heard it from us another way: what did not come, or may not have, is told. */
export const noteTold = async (db: Db, family: Id, at: Date): Promise<void> => {
  const { rows } = await sql<{ id: Id; family: Id }>`update message.outgoing
    set state = 'told', why = null, changed_at = ${at}
    where organisation = ${db.actor.organisation} and family = ${family} and state in ('failed', 'unconfirmed')
    returning id, family`.execute(tables(db))
  await noteEvents(db, rows, 'told', null, at)
  if (rows.length > 0) db.audit('write', 'message', family)
}

const familyIn = (news: News): Id => {
  if (!isId(news.family)) throw new Error('news of a family without an id')
  return news.family
}

/** A loss stops every message that waits, in the same transaction. Taking the loss back starts none of them again. */
export const stopMessagesForLoss: Inside = async (db, news, clock: Clock) => {
  await stop(db, { family: familyIn(news) }, 'stopped', clock.now())
  return undefined
}

/** Her rule is another now: what waits is decided anew, and what she no longer allows is stopped at once. */
export const followContactRule: Inside = async (db, news, clock) => {
  const family = familyIn(news)
  const { rows } = await sql<{ made_at: Date; last_at: Date; due: Date }>`select made_at, last_at, due
    from message.outgoing where organisation = ${db.actor.organisation} and family = ${family}
      and state in ('queued', 'unknown')`.execute(tables(db))
  if (rows.length === 0) return undefined
  const to = await toOf(db, family)
  const allowed = rows.every(row => decide(to, { madeAt: row.made_at, lastAt: row.last_at }, row.due).act !== 'not')
  if (!allowed) await stop(db, { family }, 'ruleChanged', clock.now())
  return undefined
}
