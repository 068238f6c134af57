import { html } from 'hono/html'
import type { Html } from '../../../../design/index.ts'
import { type Answer, type Contact, contactRules } from '../../steps/contact.ts'
import { hourWords } from './words.da.ts'

const list = new Intl.ListFormat('da', { type: 'disjunction' })

/** Why a way is closed although she may have said yes to it; nothing when it is her own no. */
const why = ({ alone, readAlong }: Contact, answer: Answer, isWritten: boolean): string => {
  if (answer === 'no') return ''
  if (alone === 'no') return ', fordi hun blev spurgt, mens andre hørte med'
  if (alone === 'unknown') return ', fordi det ikke er oplyst, om I var alene'
  if (answer === 'unknown') return ', fordi hun ikke er spurgt'
  return isWritten && readAlong === 'unknown' ? ', fordi det ikke er oplyst, om nogen læser med' : ''
}

/** What the answers mean, in sentences: what somebody will do, what nobody will, and why not. */
export const contactSentences = (contact: Contact): string[] => {
  const { mayCall, mayText, mayLeaveMessage, hours, discreet, askAgain } = contactRules(contact)
  const at = hours.length > 0 ? ` ${list.format(hours.map(hour => hourWords[hour].toLocaleLowerCase('da')))}` : ''
  const none = !mayCall && !mayText
  return [
    mayCall ? `De ringer på hverdage${at}.` : `De ringer ikke${why(contact, contact.call, false)}.`,
    mayText
      ? discreet
        ? 'De skriver kun tid og dato.'
        : 'De må skrive en sms.'
      : `De skriver ikke sms${contact.alone === 'yes' ? why(contact, contact.text, true) : ''}.`,
    mayLeaveMessage ? 'De må lægge en besked.' : 'De lægger ikke besked.',
    ...(none ? ['Ingen kontakter hende. Aftal, hvordan hun selv kan henvende sig.'] : []),
    ...(askAgain ? ['Spørg hende igen, når I er alene.'] : []),
  ]
}

/** The message itself, so that both can see that it gives nothing away. */
export const contactPlan = (contact: Contact): Html => html`<section class="bb-card bb-calm" aria-labelledby="plan">
<h2 id="plan">Sådan kontakter de hende</h2>
<p>${contactSentences(contact).join(' ')}</p>
${
  contactRules(contact).mayText
    ? html`<h3>Det står der i sms’en</h3>
<p class="bb-sms">Aftale onsdag 2. december kl. 10. Svar 1, hvis tiden passer.</p>`
    : ''
}
<p class="bb-note">Ingen navne, ingen adresse, intet emne. Et spørgsmål, I ikke svarer på, betyder ingen kontakt ad den vej.
Teksten her bliver ny, når du har gemt.</p>
</section>`
