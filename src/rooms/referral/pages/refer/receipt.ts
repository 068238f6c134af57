import { html } from 'hono/html'
import { copyBox, type Html, linkButton, timeline } from '../../../../design/index.ts'
import { dayOf, longDay } from '../../../../kernel/clock.ts'
import type { Visit } from '../../../../kernel/visit.ts'
import { familyOf } from '../../../family/index.ts'
import { organisationNames, sitesOf } from '../../../govern/index.ts'
import { agreementById, trackOf } from '../../../programme/index.ts'
import { nobodyMayReach } from '../../contact-rule.ts'
import { recordText } from '../../record-text.ts'
import type { Referral } from '../../store.ts'

/** It is sent: the reference, the lines for the record, and what happens now. */
export const receipt = async (visit: Visit, referral: Referral): Promise<Html> => {
  const { db } = visit
  const family = await familyOf(db, referral.family)
  const agreement = await agreementById(db, referral.agreement)
  const recipient = (await organisationNames(db, [referral.otherOrganisation])).get(referral.otherOrganisation) ?? ''
  const [site] = referral.site ? await sitesOf(db, [referral.site]) : []
  const track = referral.track ? trackOf(agreement, referral.track) : undefined
  const text = recordText({
    // No number: the text is pasted where others may read it.
    woman: family.pregnant.name || 'Kvinden',
    referrer: referral.referredBy,
    sentOn: dayOf(referral.sentAt),
    reference: referral.reference,
    recipient,
    site: site?.name ?? 'sted ikke oplyst',
    offer: track?.name ?? null,
    consent: { ...referral.consent, recipient },
  })
  const { nextStep } = referral.snapshot
  const { contact } = family
  const reachable = !nobodyMayReach(contact)
  return html`<h1>Sendt til ${recipient}</h1>
<p class="bb-lead">Reference <strong class="bb-num">${referral.reference}</strong>. Brug den, når I taler om henvisningen.</p>
${copyBox({ id: 'journal', label: 'Tekst til journalen', text, first: true })}
<p class="bb-note">Grundene og hvordan hun kontaktes trygt står med vilje ikke i teksten. Andre kan læse journalen.</p>
<h2>Hvad sker der nu?</h2>
${timeline(
  [
    { state: 'done', title: 'Sendt', text: `I dag af ${referral.referredBy}` },
    referral.receivedAt
      ? { state: 'done', title: 'Modtaget', text: `${recipient} har ansvaret nu.` }
      : { state: 'now', title: 'Venter på at blive modtaget', text: 'Du har ansvaret, indtil de tager imod.' },
    reachable
      ? {
          state: 'ahead',
          title: 'En rådgiver kontakter hende',
          text: nextStep?.clock === 'contact' ? `Senest ${longDay(nextStep.promised)}` : undefined,
        }
      : {
          state: 'ahead',
          title: 'Ingen kontakter hende endnu',
          text: 'Der er ingen måde, vi må kontakte hende på. Spørg hende igen, når I er alene, og ret henvisningen.',
        },
  ],
  { label: 'Henvisningens vej' },
)}
<div class="bb-acts">${linkButton({ href: '/henvis', text: 'Henvis en til' })}${linkButton({ href: `/henvisninger/${referral.id}`, text: 'Se henvisningen' })}<a href="/mine-henvisninger">Mine henvisninger</a></div>`
}
