import type { HeadsFile } from './kernel/audit-heads.ts'
import { makeAuditMonths } from './kernel/audit-months.ts'
import { sealAudit } from './kernel/audit-seal.ts'
import { type Clock, dayOf } from './kernel/clock.ts'
import type { Database, Db } from './kernel/database.ts'
import { forgetFormTokens } from './kernel/form-token.ts'
import { type Id, isId, newId } from './kernel/ids.ts'
import { log } from './kernel/log.ts'
import { deliver, type Handler, tell } from './kernel/outbox.ts'
import { explainedLooks, turnsOf } from './rooms/caseload/index.ts'
import { followLeft } from './rooms/course/index.ts'
import { colleagueNames, drawSample, invitationToken, isDrawn, reviewersOf, weekBefore } from './rooms/govern/index.ts'
import {
  checkedOutgoing,
  isDigestTime,
  type MailGateway,
  mailId,
  noteNews,
  sendAccessLost,
  sendDigest,
  sendInvitation,
  waitingForDigest,
} from './rooms/message/index.ts'
import { forgetDrafts, refreshAllCapacity } from './rooms/referral/index.ts'

export interface JobParts {
  database: Database
  /** The system's own session at each organisation. */
  tokens: { organisation: Id; token: string }[]
  clock: Clock
  gateway: MailGateway
  /** The address people use: links in mails begin with it. */
  baseUrl: string
  /** The hour from which the day's mails go out, '15.00': one mail then says it all. */
  digestFrom: string
  /** Where the heads of the audit trail go, outside the database. */
  heads?: HeadsFile
  /** Who gets them by mail once a day. */
  auditMail?: string[]
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

const handlersOf = ({ clock, gateway, baseUrl }: JobParts): Record<string, Handler> => ({
  async 'feedback.given'(db, { to, family, referral }) {
    const staff = await recipientOf(db, to, family)
    if (staff && isId(referral)) await noteNews(db, staff, referral, clock.now())
  },
  async 'review.wanted'(db, { about }) {
    const now = clock.now()
    for (const staff of await reviewersOf(db, dayOf(now), isId(about) ? about : null))
      await noteNews(db, staff, newId(), now, 'review')
  },
  async 'invitation.made'(db, { staff, invitation }) {
    if (!isId(staff) || !isId(invitation)) return
    const link = `${baseUrl}/invitation/${invitationToken(db.keys, invitation)}`
    await sendInvitation(db, gateway, { staff, about: invitation, at: clock.now() }, link)
  },
  async 'access.lost'(db, { staff, by, invitation }) {
    if (!isId(staff) || !isId(by) || !isId(invitation)) return
    await sendAccessLost(db, gateway, { staff, by, about: invitation, at: clock.now() })
  },
  /** Done with the leaving already, unless an administrator did it, who reaches no family. */
  async 'staff.left'(db, { staff }) {
    if (isId(staff)) await followLeft(db, staff, clock)
  },
  async 'referral.sent'(db) {
    await refreshAllCapacity(db, clock.now())
  },
  /** Counted with the change already, unless the other side did it, who reaches one family alone. */
  async 'referral.changed'(db, { recount }) {
    if (recount === true) await refreshAllCapacity(db, clock.now())
  },
})

/** One round for one organisation: news out of the outbox, then the mails that are due, each in its own transaction. */
export const runJobs = async (parts: JobParts, token: string): Promise<void> => {
  const { database, clock, gateway, digestFrom } = parts
  await deliver(database, token, handlersOf(parts))
  const now = clock.now()
  if (!isDigestTime(now, digestFrom)) return
  const waiting = await database.asActor(token, 'outbox', db => waitingForDigest(db, dayOf(now)))
  for (const staff of waiting)
    await guarded('digest', () => database.asActor(token, 'outbox', db => sendDigest(db, staff, gateway, now)))
}

/** Seals what has been written since the last round, and writes the new heads outside the database. */
export const sealRound = async (parts: JobParts, system: { organisation: Id; token: string }): Promise<void> => {
  await sealAudit(parts.database, system.token)
  await parts.heads?.publish(parts.database, system)
}

/** Once a week: last week's looks at families that no relation explains, a few of them by chance, to be looked through. */
export const sampleRound = (parts: JobParts, token: string): Promise<void> =>
  parts.database.asActor(token, 'stikprøve', async db => {
    const now = parts.clock.now()
    const week = weekBefore(dayOf(now))
    if (await isDrawn(db, week)) return
    const drawn = await drawSample(db, week, now, explainedLooks)
    if (drawn) await tell(db, { kind: 'review.wanted', subject: 'sample', about: null })
  })

/** The day's heads to those who witness them. The same mail again is the same mail. */
export const mailHeads = async ({ heads, gateway, clock, auditMail = [] }: JobParts): Promise<void> => {
  const lines = heads?.newest() ?? []
  if (lines.length === 0) return
  const now = clock.now()
  for (const to of auditMail)
    await gateway.send({
      id: mailId('audit heads', dayOf(now), to),
      to,
      subject: checkedOutgoing('Logbogens hoveder'),
      text: checkedOutgoing(
        `Gem denne mail. En linje for hver logbog:\n\n${lines.map(line => JSON.stringify(line)).join('\n')}\n`,
      ),
      at: now,
    })
}

/** What fails is logged and tried again next round; it never stops the others. */
const guarded = async (what: string, work: () => Promise<unknown>): Promise<void> => {
  try {
    await work()
  } catch (error) {
    log('job', { what, message: (error as Error).message })
  }
}

interface Running {
  stop(): Promise<void>
}

/** Does its work again and again with a pause between, until stopped; stopping waits for the work under way. */
const again = (work: (isStopped: () => boolean) => Promise<void>, every: number): Running => {
  let stopped = false
  let wake = () => {}
  const loop = async () => {
    while (!stopped) {
      await work(() => stopped)
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

/**
 * Runs every few seconds until stopped. Several processes may run it. Seals have a round of their own: no slow mail may
 * keep the trail open.
 */
export const startJobs = (parts: JobParts, every = pause): Running => {
  let forgotten = Number.NEGATIVE_INFINITY
  let mailed = ''
  const hourly = async (token: string) => {
    await guarded('forget', () => parts.database.asActor(token, 'outbox', forgetFormTokens))
    await guarded('drafts', () =>
      parts.database.asActor(token, 'outbox', db => forgetDrafts(db, dayOf(parts.clock.now()))),
    )
    await guarded('sample', () => sampleRound(parts, token))
    await guarded('capacity', () =>
      parts.database.asActor(token, 'capacity', db => refreshAllCapacity(db, parts.clock.now())),
    )
  }
  const work = again(async isStopped => {
    const forget = parts.clock.now().getTime() - forgotten >= forgetEvery
    for (const { token } of parts.tokens) {
      if (isStopped()) return
      await guarded('round', () => runJobs(parts, token))
      if (forget) await hourly(token)
    }
    const [first] = parts.tokens
    if (forget && first)
      await guarded('audit months', () => parts.database.asActor(first.token, 'months', makeAuditMonths))
    if (forget) forgotten = parts.clock.now().getTime()
  }, every)
  const seals = again(async isStopped => {
    for (const system of parts.tokens) if (!isStopped()) await guarded('seal', () => sealRound(parts, system))
    const day = dayOf(parts.clock.now())
    if (day === mailed || isStopped()) return
    await guarded('audit mail', async () => {
      await mailHeads(parts)
      mailed = day
    })
  }, every)
  return {
    async stop() {
      await Promise.all([work.stop(), seals.stop()])
    },
  }
}
