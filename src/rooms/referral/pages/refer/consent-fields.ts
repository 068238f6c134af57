import { html } from 'hono/html'
import { type Html, taps } from '../../../../design/index.ts'
import { readDay, writeDay } from '../../../family/index.ts'
import type { Words } from '../../form.ts'
import { type Scope, scopes } from '../../steps/consent.ts'
import { feedbackWords, scopeWordsToHer } from '../../words.da.ts'
import type { ReferContext } from './context.ts'
import { dayField, from, oralReasonField, type Paint, word, wordList } from './fields.ts'
import { scopeTaps } from './words.da.ts'

const list = new Intl.ListFormat('da')

const backWords: Record<string, string> = {
  none: 'Jeg får ikke at vide, hvad der sker bagefter.',
  status: 'Jeg får at vide, når de har modtaget, startet og afsluttet.',
  summary: 'Jeg får at vide, når de har modtaget, startet og afsluttet, og den opsummering, du selv har sagt ja til.',
}

/** Read aloud to her before she answers: plain Danish, what, to whom, until when, and that no is an answer. */
export const consentText = (words: Words, context: ReferContext): Html => {
  const recipient = context.recipientNames.get(word(words, 'recipient')) ?? 'modtageren'
  const known = scopes.filter(scope => wordList(words, 'scope').includes(scope))
  const until = readDay(word(words, 'until'))
  return html`<div class="bb-card bb-calm">
<p class="bb-note">Læs højt for hende</p>
<p>Må jeg sende dine svar til ${recipient}, så de kan kontakte dig? De får at vide: ${list.format(known.map((scope: Scope) => scopeWordsToHer[scope]))}.
${until ? html`De må bruge det til og med ${writeDay(until)}.` : ''} ${backWords[word(words, 'feedback')] ?? backWords.none}</p>
<p>Du kan altid sige nej igen. Siger du nej nu, sender vi intet, og du får den samme hjælp her hos os.</p>
</div>`
}

export const consentField = (paint: Paint): Html =>
  taps({
    ...from(paint, 'consent'),
    label: 'Hvad siger hun?',
    options: [
      { value: 'written', text: 'Ja, hun har sagt ja her på skærmen eller på papir' },
      { value: 'oral', text: 'Ja, mundtligt' },
      { value: 'no', text: 'Nej' },
    ],
  })

export const consentFields = (paint: Paint, context: ReferContext): Html => html`
${consentText(paint.words, context)}
${consentField(paint)}
${oralReasonField(paint)}
${taps({
  ...from(paint, 'recipient'),
  label: 'Hvem må få svarene?',
  hint: 'Ét sted ad gangen.',
  options: context.recipients.map(value => ({ value, text: context.recipientNames.get(value) ?? value })),
})}
${taps({
  ...from(paint, 'scope'),
  value: wordList(paint.words, 'scope'),
  label: 'Hvad må de få at vide?',
  hint: 'Fjern det, hun ikke vil have sendt. Hvem hun er, og hvordan hun kontaktes trygt, skal med.',
  many: true,
  options: scopes.map(value => ({ value, text: scopeTaps[value] })),
})}
${taps({
  ...from(paint, 'feedback'),
  label: 'Hvad må du få at vide bagefter?',
  options: (['none', 'status', 'summary'] as const).map(value => ({ value, text: feedbackWords[value] })),
})}
${dayField(paint, 'givenOn', 'Hun sagde ja den', { hint: 'Tomt felt betyder i dag.', optional: true })}
${dayField(paint, 'until', 'Samtykket gælder til og med', { hint: 'Højst et år. For eksempel 23.11.2027' })}`
