import { sql } from 'kysely'
import { today } from '../../kernel/clock.ts'
import type { Db } from '../../kernel/database.ts'
import { type Id, isId } from '../../kernel/ids.ts'
import type { Inside } from '../../kernel/news.ts'
import { tell } from '../../kernel/outbox.ts'
import { holdingOf } from '../caseload/index.ts'
import { type Consent, consentOf } from '../govern/index.ts'
import { stopNews } from '../message/index.ts'
import { performFrom } from './perform.ts'
import { type Referral, type ReferralRow, referralOf, tables, toReferral } from './store.ts'

// A referral rests on a consent. Each house has its own copy of the words of it; both follow in the same transaction.

const restingOn = async (db: Db, family: Id, consent: Consent): Promise<Referral[]> => {
  const { rows } = await sql<ReferralRow>`select * from referral.referral
    where organisation = ${db.actor.organisation} and family = ${family} and side = 'sender'
      and other_organisation = ${consent.recipient}
      and (consent = ${consent.id} or consent = ${consent.replaces} or (consent is null and closed_at is null))`.execute(
    tables(db),
  )
  return rows.map(toReferral)
}

const setConsent = async (db: Db, { id, consent }: { id: Id; consent: Consent | null }): Promise<void> => {
  const set = consent
    ? {
        consent: consent.id,
        consent_scope: consent.parts,
        consent_form: consent.form,
        consent_oral_reason: consent.oralReason,
        consent_given_on: consent.givenOn,
        consent_until: consent.until,
        consent_feedback: consent.feedback,
      }
    : { consent: null }
  await tables(db)
    .updateTable('referral.referral')
    .set(set)
    .where('organisation', '=', db.actor.organisation)
    .where('id', '=', id)
    .execute()
}

const inBothHouses = async (db: Db, referral: Referral, consent: Consent | null): Promise<void> => {
  await setConsent(db, { id: referral.id, consent })
  await db.through(referral.link, beyond => setConsent(beyond, { id: referral.id, consent }))
}

/** Whoever has her at the receiver is told by the day's mail that there is news, and sees it in her list at once. */
const tellReceiver = (db: Db, referral: Referral): Promise<void> =>
  db.through(referral.link, async beyond => {
    const theirs = await referralOf(beyond, referral.id)
    const held = await holdingOf(beyond, theirs.family)
    await stopNews(beyond, referral.id)
    const to = held?.holder ?? beyond.actor.organisation
    await tell(beyond, { kind: 'feedback.given', referral: referral.id, family: theirs.family, to })
  })

const named = async (db: Db, { consent, family }: Record<string, unknown>, day: string) => {
  if (!isId(family) || !isId(consent)) throw new Error('news of a consent without an id')
  return { family, consent: await consentOf(db, consent, day) }
}

/** Renewed, or given anew after it was taken back: what rests on it goes on by the new one. */
export const followGiven: Inside = async (db, news, clock) => {
  const { family, consent } = await named(db, news, today(clock))
  for (const referral of await restingOn(db, family, consent)) await inBothHouses(db, referral, consent)
  return undefined
}

/** Taken back: no more news of her passes between the houses, and what has not begun ends here. */
export const followWithdrawn: Inside = async (db, news, clock) => {
  const { family, consent } = await named(db, news, today(clock))
  for (const referral of await restingOn(db, family, consent)) {
    if (referral.consent.id !== consent.id) continue
    // One that is over refuses: nothing rests on it any more.
    await performFrom(db, referral.id, { verb: 'consentWithdrawn' }, clock, 'system')
    await inBothHouses(db, referral, null)
    await stopNews(db, referral.id)
    await tellReceiver(db, referral)
  }
  return undefined
}
