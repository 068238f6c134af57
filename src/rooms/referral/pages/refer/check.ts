import { html } from 'hono/html'
import { actions, errorSummary, form, type Html, linkButton } from '../../../../design/index.ts'
import { addWorkdays, longDay } from '../../../../kernel/clock.ts'
import { contactRules } from '../../steps/contact.ts'
import { type Check, checkAnswers, type StepError } from '../../steps.ts'
import { answers } from './answers.ts'
import { type Likely, likenessField } from './duplicates.ts'
import { word } from './fields.ts'
import { draftPath, type PageParts, stepsBeside } from './layout.ts'
import { type Rooms, roomList } from './rooms.ts'
import { stepPaths } from './words.da.ts'

export const checked = ({ words, context }: Pick<PageParts, 'words' | 'context'>): Check => checkAnswers(words, context)

/** What is missing stands on other pages: each line leads to its field there. */
const missing = (id: string, errors: StepError[]): Html | '' =>
  errors.length === 0
    ? ''
    : html`<div class="bb-errsum is-calm" id="mangler" tabindex="-1" autofocus aria-labelledby="mangler-h">
<h2 id="mangler-h">${errors.length === 1 ? 'Ét svar mangler' : `${errors.length} svar mangler`}</h2>
<ul>${errors.map(
        error =>
          html`<li><a href="${draftPath(id, stepPaths[error.step])}?fra=tjek#${error.field}">${error.message}</a></li>`,
      )}</ul></div>`

/** What happens next, who does it, and when: before anything is sent. */
const afterwards = ({ words, context }: PageParts, check: Check, rooms: Rooms): Html => {
  const promise = context.agreement.clocks.find(clock => clock.key === 'contact')
  const rules = check.content && contactRules(check.content.contact)
  const recipient = context.recipientNames.get(word(words.consent ?? {}, 'recipient')) ?? 'Modtageren'
  return html`<section class="bb-card bb-calm" aria-labelledby="bagefter"><h2 id="bagefter">Når du har sendt</h2>
<dl class="bb-kv"><div><dt>Straks</dt><dd>Du får en kort reference og en tekst til journalen.</dd></div>
${
  rules && !rules.mayCall && !rules.mayText
    ? html`<div><dt>Kontakt</dt><dd>Ingen ringer eller skriver til hende. Aftal, hvordan hun selv kan henvende sig.</dd></div>`
    : html`<div><dt>${promise ? `Senest ${longDay(addWorkdays(context.today, promise.weekdays))}` : 'Derefter'}</dt><dd>En rådgiver fra ${recipient} kontakter hende.</dd></div>`
}
${roomList(context, rooms, word(words.wish ?? {}, 'site'))}</dl></section>`
}

export type CheckPage = { likely: Likely[]; likeness: string; rooms: Rooms }

export const checkBody = (parts: PageParts, { likely, likeness, rooms }: CheckPage): Html => {
  const { visit, draft, errors } = parts
  const check = checked(parts)
  const mistake = errors.find(error => error.field === 'likeness')?.message
  return stepsBeside(
    draft,
    'check',
    html`${errorSummary(errors)}${errors.length === 0 ? missing(draft.id, check.errors) : ''}
<h1>Tjek svarene</h1>
<p class="bb-lead">Læs dem gerne højt for hende. Intet er sendt endnu.</p>
${check.content && errors.length === 0 ? html`<div class="bb-acts"><a href="#send" autofocus>Gå ned til Send henvisningen</a></div>` : ''}
<div class="bb-cols is-side"><div>
${answers(parts)}
${form(
  { action: draftPath(draft.id, 'afsendelse'), token: visit.formToken, version: draft.version },
  html`${likenessField(likely, likeness, mistake)}
${
  check.content
    ? actions(
        html`<button type="submit" class="button button-primary" id="send">Send henvisningen</button>`,
        linkButton({ href: draftPath(draft.id), text: 'Tilbage' }),
        html`<a href="/henvis">Gem og luk</a>`,
      )
    : actions(linkButton({ href: draftPath(draft.id), text: 'Tilbage' }), html`<a href="/henvis">Gem og luk</a>`)
}`,
)}
<p class="bb-note">Har hun fortrudt? <a href="${draftPath(draft.id, 'uden-samtykke')}">Giv noget andet i stedet</a>. Så sender vi intet, og du kan slette svarene.</p>
</div>
<aside aria-label="Hvad sker der bagefter">${afterwards(parts, check, rooms)}</aside></div>`,
  )
}
