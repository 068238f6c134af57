import { html } from 'hono/html'
import { type Html, taps } from '../../../../design/index.ts'
import { dayOf } from '../../../../kernel/clock.ts'
import type { Db } from '../../../../kernel/database.ts'
import type { Id } from '../../../../kernel/ids.ts'
import { familiesOf, likelyDuplicates, maskCpr, writeDay } from '../../../family/index.ts'
import type { Schema } from '../../schema.ts'
import type { FeedbackLevel, State } from '../../states.ts'
import { statusForReferrer } from '../../status.ts'
import type { Who } from '../../steps/who.ts'

export type Likely = { family: Id; name: string; number: string; referred: { id: Id; sentAt: Date; label: string }[] }

const most = 3

/** Files at her own organisation that may be the same woman, with what was sent for them. A person decides. */
export const likelyOf = async (db: Db, who: Who | null): Promise<Likely[]> => {
  if (!who) return []
  const ids = await likelyDuplicates(db, { ...who, name: who.name ?? '' })
  if (ids.length === 0) return []
  const families = await familiesOf(db, ids.slice(0, most))
  const rows = await db
    .tables<Schema>()
    .selectFrom('referral.referral')
    .select(['id', 'family', 'sent_at', 'state', 'consent_feedback'])
    .where('organisation', '=', db.actor.organisation)
    .where('family', 'in', [...families.keys()])
    .where('side', '=', 'sender')
    .orderBy('sent_at', 'desc')
    .execute()
  return [...families.values()].map(({ id, pregnant }) => ({
    family: id,
    name: pregnant.name,
    number: pregnant.cpr ? maskCpr(pregnant.cpr) : (pregnant.birthDate ?? ''),
    referred: rows
      .filter(row => row.family === id)
      .map(row => ({
        id: row.id,
        sentAt: row.sent_at,
        label: statusForReferrer(row.state as State, row.consent_feedback as FeedbackLevel).label,
      })),
  }))
}

/** The answer to "is it her?": a family's id, 'other', or '' when nobody has looked yet. */
export const likenessField = (likely: Likely[], value: string, error: string | undefined): Html =>
  likely.length === 0
    ? html``
    : html`<section aria-labelledby="samme"><h2 id="samme">Er hun henvist før?</h2>
<p>Der er allerede nogen hos jer med samme oplysninger. Du afgør, om det er hende.</p>
${taps({
  name: 'likeness',
  label: 'Er det den samme kvinde?',
  value,
  error,
  options: [
    ...likely.map(one => ({
      value: one.family,
      text: `Ja: ${[one.name, one.number].filter(Boolean).join(', ')}`,
      hint:
        one.referred
          .map(({ sentAt, label }) => `Henvist ${writeDay(dayOf(sentAt))}: ${label.toLocaleLowerCase('da')}`)
          .join('. ') || 'Ikke henvist før',
    })),
    { value: 'other', text: 'Nej, det er en anden' },
  ],
})}
${likely.flatMap(one => one.referred).map(({ id, sentAt }) => html`<p><a href="/henvisninger/${id}">Se henvisningen fra ${writeDay(dayOf(sentAt))}</a></p>`)}
</section>`
