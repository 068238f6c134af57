import { sql } from 'kysely'
import { type Day, dayOf, timeOf } from '../../kernel/clock.ts'
import type { Db } from '../../kernel/database.ts'
import type { Id } from '../../kernel/ids.ts'
import { mailAddressOf } from '../govern/index.ts'
import { type MailGateway, mailId } from './gateway.ts'
import { checkedOutgoing } from './lint.ts'
import type { Schema } from './schema.ts'

const tables = (db: Db) => db.tables<Schema>()

/** That there is something new, and about how many; never about whom or what. */
export const digest = (count: number, reviews = 0): { subject: string; text: string } => {
  const lines = [
    ...(count > 0 ? [`Der er nyt om ${count} af dine henvisninger.`] : []),
    ...(reviews > 0 ? [`Der er ${reviews} til gennemgang under Kontrol.`] : []),
  ]
  return {
    subject: 'Der er nyt til dig',
    text: `${lines.join('\n')} Log ind for at se det.\n\nDu får højst én mail om dagen. Den kan ikke besvares.\n`,
  }
}

/** Something is new about a referral, or there is something to look through: remembered for the day's mail. The same news again changes nothing. */
export const noteNews = async (
  db: Db,
  staff: Id,
  subject: Id,
  at: Date,
  kind: 'referral' | 'review' = 'referral',
): Promise<void> => {
  await sql`insert into message.news (organisation, staff, referral, at, kind)
    values (${db.actor.organisation}, ${staff}, ${subject}, ${at}, ${kind})
    on conflict (organisation, staff, referral) where day is null do nothing`.execute(tables(db))
}

/** Who has news waiting and has had no mail today. */
export const waitingForDigest = async (db: Db, day: Day): Promise<Id[]> => {
  const rows = await tables(db)
    .selectFrom('message.news as n')
    .select('n.staff')
    .distinct()
    .where('n.organisation', '=', db.actor.organisation)
    .where('n.day', 'is', null)
    .where(eb =>
      eb.not(
        eb.exists(
          eb
            .selectFrom('message.sent as s')
            .whereRef('s.organisation', '=', 'n.organisation')
            .whereRef('s.staff', '=', 'n.staff')
            .where('s.day', '=', day)
            .select('s.day'),
        ),
      ),
    )
    .execute()
  return rows.map(row => row.staff)
}

/** Whether the day's mails may go out yet: they wait until the afternoon, so that one mail says it all. */
export const isDigestTime = (now: Date, from: string): boolean => timeOf(now) >= from

/**
 * Sends one person's mail of the day. The row in message.sent is unique a person and day and written first: whoever
 * runs at the same moment waits for it and finds it taken. If the mail does not leave, the row goes too.
 */
export const sendDigest = async (db: Db, staff: Id, gateway: MailGateway, now: Date): Promise<boolean> => {
  const { organisation } = db.actor
  const day = dayOf(now)
  const to = await mailAddressOf(db, staff)
  // Who has left gets no mail: her referrals are with a colleague now, who sees them on the page.
  if (!to) return false
  const news = await tables(db)
    .selectFrom('message.news')
    .select(['id', 'kind'])
    .where('organisation', '=', organisation)
    .where('staff', '=', staff)
    .where('day', 'is', null)
    .forUpdate()
    .execute()
  if (news.length === 0) return false
  const reviews = news.filter(row => row.kind === 'review').length
  const taken = await tables(db)
    .insertInto('message.sent')
    .values({ organisation, staff, day, count: news.length, sent_at: now })
    .onConflict(conflict => conflict.doNothing())
    .executeTakeFirst()
  // Today's mail has gone: the news wait for tomorrow's.
  if (taken.numInsertedOrUpdatedRows !== 1n) return false
  await tables(db)
    .updateTable('message.news')
    .set({ day })
    .where('organisation', '=', organisation)
    .where(
      'id',
      'in',
      news.map(row => row.id),
    )
    .execute()
  const { subject, text } = digest(news.length - reviews, reviews)
  const id = mailId('digest', organisation, staff, day)
  await gateway.send({ id, to, subject: checkedOutgoing(subject), text: checkedOutgoing(text), at: now })
  return true
}
