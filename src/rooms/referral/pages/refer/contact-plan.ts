import { html } from 'hono/html'
import type { Html } from '../../../../design/index.ts'
import type { ContactRules } from '../../steps/contact.ts'
import { hourWords } from './words.da.ts'

const list = new Intl.ListFormat('da', { type: 'disjunction' })

/** What the answers mean, in sentences: what somebody will do, and what nobody will. */
export const contactSentences = ({
  mayCall,
  mayText,
  mayLeaveMessage,
  hours,
  discreet,
  askAgain,
}: ContactRules): string[] => {
  const at = hours.length > 0 ? ` ${list.format(hours.map(hour => hourWords[hour].toLocaleLowerCase('da')))}` : ''
  const none = !mayCall && !mayText
  return [
    mayCall ? `De ringer på hverdage${at}.` : 'De ringer ikke.',
    mayText ? (discreet ? 'De skriver kun tid og dato.' : 'De må skrive en sms.') : 'De skriver ikke sms.',
    mayLeaveMessage ? 'De må lægge en besked.' : 'De lægger ikke besked.',
    ...(none ? ['Ingen kontakter hende. Aftal, hvordan hun selv kan henvende sig.'] : []),
    ...(askAgain ? ['Spørg hende igen, når I er alene.'] : []),
  ]
}

/** The message itself, so that both can see that it gives nothing away. */
export const contactPlan = (rules: ContactRules): Html => html`<section class="bb-card bb-calm" aria-labelledby="plan">
<h2 id="plan">Sådan kontakter de hende</h2>
<p>${contactSentences(rules).join(' ')}</p>
${
  rules.mayText
    ? html`<h3>Det står der i sms’en</h3>
<p class="bb-sms">Aftale onsdag 2. december kl. 10. Svar 1, hvis tiden passer.</p>`
    : ''
}
<p class="bb-note">Ingen navne, ingen adresse, intet emne. Et spørgsmål, I ikke svarer på, betyder ingen kontakt ad den vej.
Teksten her bliver ny, når du har gemt.</p>
</section>`
