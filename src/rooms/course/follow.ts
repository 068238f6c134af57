import { sql } from 'kysely'
import { addDays, addWorkdays, type Clock, dayOf, instantOf, today } from '../../kernel/clock.ts'
import type { Db } from '../../kernel/database.ts'
import { type Id, isId } from '../../kernel/ids.ts'
import type { Inside } from '../../kernel/news.ts'
import { holdingOf } from '../caseload/index.ts'
import { colleagueNames, coverOn, rosterOf } from '../govern/index.ts'
import { settle, writeSession } from './keep.ts'
import { ownClocks } from './next-step.ts'
import { elsewhere } from './oddities.ts'
import { sayWhen } from './say.ts'
import { lockFile, type Session, sessionIn, tables } from './store.ts'

interface Planned {
  id: Id
  course: Id
  family: Id
  from: Date
}

/** What one colleague has planned: all of it, or with one family. Also what nobody has written about. */
const plannedOf = async (db: Db, counsellor: Id, family?: Id): Promise<Planned[]> => {
  const { rows } = await sql<Planned>`select id, course, family, planned_from as "from" from course.session
    where organisation = ${db.actor.organisation} and counsellor = ${counsellor} and state = 'planned'
      and (${family ?? null}::uuid is null or family = ${family ?? null}::uuid)
    order by planned_from`.execute(tables(db))
  return rows
}

/** Whether she can hold it: at work that day, not rostered elsewhere, and free, which the database answers for. */
const canHold = async (db: Db, session: Session, to: Id): Promise<boolean> =>
  !(await coverOn(db, dayOf(session.from))).has(to) && !elsewhere(session, await rosterOf(db, to))

const passOn = async (
  db: Db,
  planned: { id: Id; course: Id },
  to: Id,
  reason: string,
  clock: Clock,
): Promise<{ moved: boolean; session: Session }> => {
  const file = await lockFile(db, planned.course)
  const session = sessionIn(file, planned.id)
  if (!(await canHold(db, session, to))) return { moved: false, session }
  const row = { verb: 'handOver', to: 'planned', reason, counsellor: to } as const
  const { ok } = await db.attempt(() => writeSession(db, file, session, row, clock.now()))
  return { moved: ok, session }
}

/** A family goes to another colleague: its appointments with the old one go along; what cannot stays, and is said. */
export const followHolder: Inside = async (db, { family, from, to }, clock) => {
  if (!isId(family) || !isId(from) || !isId(to)) throw new Error('news of a holder without ids')
  const names = await colleagueNames(db, [from, to])
  const stays: string[] = []
  const begun: string[] = []
  for (const planned of await plannedOf(db, from, family)) {
    if (planned.from < clock.now()) {
      begun.push(sayWhen(planned.from, today(clock)))
      continue
    }
    const { moved, session } = await passOn(db, planned, to, 'holderChanged', clock)
    if (!moved) stays.push(sayWhen(session.from, today(clock)))
  }
  const name = (id: Id) => names.get(id)?.name ?? 'en kollega'
  const said = [
    stays.length > 0 && `${name(to)} kan ikke ${stays.join(' og ')}. Samtalen står stadig hos ${name(from)}: flyt den.`,
    begun.length > 0 &&
      `Ingen har skrevet om samtalen ${begun.join(' og ')}. Den står hos ${name(from)}: spørg, hvordan den gik.`,
  ].filter(Boolean)
  return said.length > 0 ? said.join(' ') : undefined
}

/**
 * Somebody has left: each of her appointments goes to the one who has the family now, or is called off and stands on that
 * one's worklist. Who may see no family leaves it to the system's own round: told twice, the second finds nothing to do.
 */
export const followLeft = async (db: Db, staff: Id, clock: Clock): Promise<void> => {
  for (const planned of await plannedOf(db, staff)) {
    if (planned.from < clock.now()) continue
    const held = await holdingOf(db, planned.family)
    if (!held) continue
    const { moved, session } = await passOn(db, planned, held.holder, 'counsellorLeft', clock)
    if (moved) continue
    const file = await lockFile(db, planned.course)
    const off = { verb: 'cancelByUs', to: 'cancelledByUs', reason: 'counsellorLeft' } as const
    await writeSession(db, file, session, off, clock.now())
    // She is waiting for that day: a new time is found no later.
    const [latest] = [addWorkdays(today(clock), ownClocks.bookSession), dayOf(session.from)].toSorted()
    await settle(db, planned.course, 'Rådgiveren er stoppet', clock, latest)
  }
}

export const followLeaving: Inside = async (db, { staff }, clock) => {
  if (!isId(staff)) throw new Error('news of a leaving without an id')
  await followLeft(db, staff, clock)
  return undefined
}

/** Somebody will be away: what stands in her calendar on those days, so that nobody goes in vain. */
export const sayBooked: Inside = async (db, { staff, from, to }, clock) => {
  if (!isId(staff) || typeof from !== 'string' || typeof to !== 'string')
    throw new Error('news of an absence without days')
  const days = { from: instantOf(from, '00:00'), to: instantOf(addDays(to, 1), '00:00') }
  const booked = (await plannedOf(db, staff)).filter(one => one.from >= days.from && one.from < days.to)
  if (booked.length === 0) return undefined
  const name = (await colleagueNames(db, [staff])).get(staff)?.name ?? 'En kollega'
  const many = booked.length === 1 ? 'en aftale' : `${booked.length} aftaler`
  const when = booked.slice(0, 5).map(one => sayWhen(one.from, today(clock)))
  return `${name} har ${many} i den tid: ${when.join(', ')}${booked.length > 5 ? ' og flere' : ''}. Flyt ${booked.length === 1 ? 'den' : 'dem'}, så ingen går forgæves.`
}
