import { sql } from 'kysely'
import type { Clock } from '../../kernel/clock.ts'
import type { Database, Db } from '../../kernel/database.ts'
import type { Id } from '../../kernel/ids.ts'
import { log } from '../../kernel/log.ts'
import { tell } from '../../kernel/outbox.ts'
import { addresseeOf } from '../family/index.ts'
import { type Decision, decide } from './decide.ts'
import { checkedOutgoing } from './lint.ts'
import { type MessageState, noteEvents, tables } from './queue.ts'
import { type SmsGateway, SmsRefused } from './sms.ts'
import { type MessageKind, textOf } from './templates.ts'

export interface SendParts {
  database: Database
  token: string
  /** None: messages are switched off. */
  sms: SmsGateway | undefined
  sender: string
  clock: Clock
}

interface Row {
  id: Id
  family: Id
  kind: MessageKind
  language: string
  appointment: Date
  last_at: Date
  made_at: Date
  tries: number
}

const longestWait = 3_600_000
const mostTries = 8
const backoff = (tries: number): number => Math.min(longestWait, 2 ** tries * 15_000)

/** Sends what is due at one organisation. Several processes may run it. Returns how many were handed over. */
export const sendMessages = async (parts: SendParts): Promise<number> => {
  let sent = 0
  for (;;) {
    const taken = await parts.database.asActor(parts.token, 'besked', db => take(db, parts))
    if (taken === 'none') return sent
    if (taken !== 'passed' && (await handOver(parts, taken))) sent++
  }
}

const columns = sql`id, family, kind, language, appointment, last_at, made_at, tries`

/**
 * Picks one that is due and says, before anything leaves, that it may have left: whoever dies after this is followed by
 * one who sends it again under the same reference, and the other side keeps one.
 */
const take = async (db: Db, parts: SendParts): Promise<Id | 'passed' | 'none'> => {
  const now = parts.clock.now()
  const { rows } = await sql<Row>`select ${columns} from message.outgoing
    where organisation = ${db.actor.organisation} and state in ('queued', 'unknown') and due <= ${now}
    order by due, id limit 1 for update skip locked`.execute(tables(db))
  const [row] = rows
  if (!row) return 'none'
  if (!parts.sms) return passed(db, row, 'stopped', 'off', now)
  // Tried so often that nobody knows any more: staff are told, and nothing is tried again.
  if (row.tries >= mostTries) return passed(db, row, 'unconfirmed', null, now)
  const decision = await decisionOn(db, row, now)
  if (decision.act === 'not' && decision.why === 'late' && row.tries > 0)
    return passed(db, row, 'unconfirmed', null, now)
  if (decision.act === 'not') return passed(db, row, 'stopped', decision.why, now)
  const due = decision.act === 'wait' ? decision.until : new Date(now.getTime() + backoff(row.tries))
  await sql`update message.outgoing set due = ${due}, changed_at = ${now},
      state = ${decision.act === 'send' ? 'unknown' : sql`state`}, tries = tries + ${decision.act === 'send' ? 1 : 0}
    where organisation = ${db.actor.organisation} and id = ${row.id}`.execute(tables(db))
  return decision.act === 'wait' ? 'passed' : row.id
}

const passed = async (db: Db, row: Row, state: MessageState, why: string | null, at: Date): Promise<'passed'> => {
  await write(db, row, state, why, at)
  return 'passed'
}

const decisionOn = async (db: Db, row: Row, now: Date): Promise<Decision> => {
  const to = await addresseeOf(db, row.family)
  return to ? decide(to, { madeAt: row.made_at, lastAt: row.last_at }, now) : { act: 'not', why: 'stopped' }
}

const write = async (db: Db, row: Row, state: MessageState, why: string | null, at: Date): Promise<void> => {
  await sql`update message.outgoing set state = ${state}, why = ${why}, changed_at = ${at}
    where organisation = ${db.actor.organisation} and id = ${row.id}`.execute(tables(db))
  await noteEvents(db, [row], state, why, at)
  if (state === 'failed' || state === 'unconfirmed') await tell(db, { kind: 'message.notCome', family: row.family })
  db.audit('write', 'message', row.family)
}

/**
 * The row is locked while it leaves: a rule that changes, or a loss, waits for it or stops it, so nothing leaves after
 * such a change is in. The rule is read once more under the lock.
 */
const handOver = async (parts: SendParts, id: Id): Promise<boolean> => {
  try {
    return await parts.database.asActor(parts.token, 'besked', async db => {
      const { rows } = await sql<Row>`select ${columns} from message.outgoing
        where organisation = ${db.actor.organisation} and id = ${id} and state = 'unknown' for update`.execute(
        tables(db),
      )
      const [row] = rows
      if (!row) return false
      const now = parts.clock.now()
      const to = await addresseeOf(db, row.family)
      const decision = to && decide(to, { madeAt: row.made_at, lastAt: row.last_at }, now)
      if (decision?.act === 'not') await write(db, row, 'stopped', decision.why, now)
      if (!parts.sms || decision?.act !== 'send' || !to?.phone) return false
      try {
        const text = checkedOutgoing(textOf(row.kind, row.language, row.appointment))
        const state = await parts.sms.send({ reference: id, to: to.phone, from: parts.sender, text })
        await write(db, row, state, null, now)
        return true
      } catch (error) {
        if (!(error instanceof SmsRefused)) throw error
        // An earlier try may have come all the same.
        if (row.tries > 1) await write(db, row, 'unconfirmed', null, now)
        else await write(db, row, 'failed', 'refused', now)
        return false
      }
    })
  } catch (error) {
    // It may have left and may not: the row says so already, and comes again.
    log('message', { id, message: (error as Error).message })
    return false
  }
}
