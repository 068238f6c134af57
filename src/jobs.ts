import { type Clock, dayOf } from './kernel/clock.ts'
import type { Database, Db } from './kernel/database.ts'
import { forgetFormTokens } from './kernel/form-token.ts'
import { type Id, isId } from './kernel/ids.ts'
import { log } from './kernel/log.ts'
import { deliver, type Handler } from './kernel/outbox.ts'
import { turnsOf } from './rooms/caseload/index.ts'
import { followLeft } from './rooms/course/index.ts'
import { colleagueNames } from './rooms/govern/index.ts'
import { isDigestTime, type MailGateway, noteNews, sendDigest, waitingForDigest } from './rooms/message/index.ts'
import { refreshAllCapacity } from './rooms/referral/index.ts'

export interface JobParts {
  database: Database
  /** The system's own session at each organisation. */
  tokens: { organisation: Id; token: string }[]
  clock: Clock
  gateway: MailGateway
  /** The hour from which the day's mails go out, '15.00': one mail then says it all. */
  digestFrom: string
}

const pause = 5_000
const forgetEvery = 3_600_000

/**
 * Whom news of a referral concerns here: the colleague the event names, else (it names the house alone) the one who had
 * the family last, as the caseload tells it. Nobody when she has left.
 */
const recipientOf = async (db: Db, to: unknown, family: unknown): Promise<Id | undefined> => {
  const named = isId(to) ? (await colleagueNames(db, [to])).get(to) : undefined
  const had = named || !isId(family) ? undefined : (await turnsOf(db, family)).find(turn => turn.holder)?.holder
  const one = named ?? (had ? (await colleagueNames(db, [had])).get(had) : undefined)
  return one && one.leftAt === null ? one.id : undefined
}

const handlersAt = (clock: Clock): Record<string, Handler> => ({
  async 'feedback.given'(db, { to, family, referral }) {
    const staff = await recipientOf(db, to, family)
    if (staff && isId(referral)) await noteNews(db, staff, referral, clock.now())
  },
  /** Done with the leaving already, unless an administrator did it, who reaches no family. */
  async 'staff.left'(db, { staff }) {
    if (isId(staff)) await followLeft(db, staff, clock)
  },
  async 'referral.sent'(db) {
    await refreshAllCapacity(db, clock.now())
  },
})

/** One round for one organisation: news out of the outbox, then the mails that are due, each in its own transaction. */
export const runJobs = async (parts: JobParts, token: string): Promise<void> => {
  const { database, clock, gateway, digestFrom } = parts
  await deliver(database, token, handlersAt(clock))
  const now = clock.now()
  if (!isDigestTime(now, digestFrom)) return
  const waiting = await database.asActor(token, 'outbox', db => waitingForDigest(db, dayOf(now)))
  for (const staff of waiting)
    await guarded('digest', () => database.asActor(token, 'outbox', db => sendDigest(db, staff, gateway, now)))
}

/** What fails is logged and tried again next round; it never stops the others. */
const guarded = async (what: string, work: () => Promise<unknown>): Promise<void> => {
  try {
    await work()
  } catch (error) {
    log('job', { what, message: (error as Error).message })
  }
}

/** Runs every few seconds until stopped; stopping waits for the round under way. Several processes may run it. */
export const startJobs = (parts: JobParts, every = pause): { stop(): Promise<void> } => {
  let stopped = false
  let wake = () => {}
  let forgotten = Number.NEGATIVE_INFINITY
  const round = async () => {
    const forget = parts.clock.now().getTime() - forgotten >= forgetEvery
    for (const { token } of parts.tokens) {
      if (stopped) return
      await guarded('round', () => runJobs(parts, token))
      if (!forget) continue
      await guarded('forget', () => parts.database.asActor(token, 'outbox', forgetFormTokens))
      await guarded('capacity', () =>
        parts.database.asActor(token, 'capacity', db => refreshAllCapacity(db, parts.clock.now())),
      )
    }
    if (forget) forgotten = parts.clock.now().getTime()
  }
  const loop = async () => {
    while (!stopped) {
      await round()
      if (stopped) return
      await new Promise<void>(resolve => {
        const timer = setTimeout(resolve, every)
        wake = () => {
          clearTimeout(timer)
          resolve()
        }
      })
    }
  }
  const running = loop()
  return {
    async stop() {
      stopped = true
      wake()
      await running
    },
  }
}
