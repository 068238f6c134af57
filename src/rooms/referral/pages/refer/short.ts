import { html } from 'hono/html'
import { button, errorSummary, type Html } from '../../../../design/index.ts'
import { languageWord, readDay, readLanguage, writeDay } from '../../../family/index.ts'
import type { Mode } from '../../steps/wish.ts'
import { feedbackWords, modeWords } from '../../words.da.ts'
import { consentField, consentText } from './consent-fields.ts'
import { aloneField, callField, messageField, readAlongField, textField } from './contact-fields.ts'
import {
  birthDateField,
  childField,
  cprField,
  dueDateField,
  nameField,
  notPregnantField,
  oralReasonField,
  type Paint,
  phoneField,
  weekField,
  word,
} from './fields.ts'
import { closing, draftForm, nextButton, opening, type PageParts } from './layout.ts'
import { reasonChips } from './reason-chips.ts'
import { type Rooms, roomList } from './rooms.ts'

/** What the page fills in, for her to see and change: nothing is decided out of her sight. */
const filledInBeside = ({ context, words }: PageParts, rooms: Rooms): Html => {
  const wish = words.wish ?? {}
  const consent = words.consent ?? {}
  const change = (step: string, about: string) =>
    button({ label: 'Ændr', about, kind: 'link', name: 'go', value: step })
  const track = context.advice.tracks.find(one => one.key === word(wish, 'track'))
  const mode = word(wish, 'mode')
  const language = readLanguage(word(wish, 'language'), word(wish, 'languageOther')).language
  const until = readDay(word(consent, 'until'))
  const place = context.siteNames.get(word(wish, 'site')) ?? 'ikke oplyst'
  const talk = [
    language ? languageWord(language) : 'sprog ikke oplyst',
    word(wish, 'interpreter') === 'yes'
      ? 'med tolk'
      : word(wish, 'interpreter') === 'no'
        ? 'ingen tolk'
        : 'tolk ikke oplyst',
  ].join(', ')
  return html`<section class="bb-card bb-calm" aria-labelledby="udfyldt">
<h2 id="udfyldt">Det har vi udfyldt</h2>
<dl class="bb-kv">
<div><dt>Sted</dt><dd>${place}${mode ? `, ${modeWords[mode as Mode].toLocaleLowerCase('da')}` : ''}</dd></div>
<div><dt>Sprog</dt><dd>${talk}</dd></div>
<div><dt>Tilbud</dt><dd>${track ? track.name : 'Hun har intet bestemt ønske. Rådgiveren finder det rette sammen med hende.'}${
    track && track.key === context.advisedTrack ? html`<br><small>${track.reason}</small>` : ''
  }</dd></div>
</dl>
<p>${change('wish', 'hendes ønske: sted, sprog og tilbud')}</p>
<dl class="bb-kv">
<div><dt>Modtager</dt><dd>${context.recipientNames.get(word(consent, 'recipient')) ?? 'ikke valgt'}</dd></div>
<div><dt>Samtykket gælder til og med</dt><dd>${until ? writeDay(until) : 'ikke oplyst'}</dd></div>
<div><dt>Du får at vide</dt><dd>${feedbackWords[(word(consent, 'feedback') || 'none') as keyof typeof feedbackWords]}</dd></div>
</dl>
<p>${change('consent', 'samtykkets modtager, omfang og slutdag')}</p>
</section>
<section class="bb-card bb-calm" aria-labelledby="plads"><h2 id="plads">Hvornår er der plads?</h2>
<dl class="bb-kv">${roomList(context, rooms, word(wish, 'site'))}</dl></section>`
}

/** The whole shortest honest case on one page: seven inputs, then the check. */
export const shortBody = (parts: PageParts, rooms: Rooms, drafts: number): Html => {
  const { draft, context, words, errors } = parts
  const paint = (step: 'who' | 'why' | 'contact' | 'consent', first?: string): Paint => ({
    words: words[step] ?? {},
    errors,
    first,
  })
  const who = paint('who', 'cpr')
  const why = paint('why')
  const contact = paint('contact')
  const consent = paint('consent')
  const open = (step: Paint, ...fields: string[]) =>
    fields.some(field => word(step.words, field) !== '' || errors.some(error => error.field === field))
  return html`${errorSummary(errors)}
${opening(parts, 'Henvis', 'Spørg hende undervejs. Intet er sendt, før du har tjekket svarene.')}
${drafts > 0 ? html`<p class="bb-note">${drafts === 1 ? 'Du har en kladde.' : `Du har ${drafts} kladder.`} <a href="/mine-henvisninger#kladder">Se ${drafts === 1 ? 'den' : 'dem'} under Mine henvisninger</a></p>` : ''}
${draftForm(
  parts,
  'short',
  html`<div class="bb-cols is-side"><div>
<h2>Hvem</h2>
<div class="bb-pair">${cprField(who)}${phoneField(who)}</div>
<details class="bb-more"${open(who, 'name', 'birthDate') ? html` open` : ''}><summary>Hun har intet CPR-nummer, eller vi skal bruge hendes navn</summary>
<div class="bb-pair">${nameField(who)}${birthDateField(who)}</div></details>
<h2>Hvorfor</h2>
<div class="bb-pair">${weekField(why)}${dueDateField(why)}</div>
<details class="bb-more"${open(why, 'childBirthDate', 'notPregnant') ? html` open` : ''}><summary>Barnet er født, eller hun er ikke gravid nu</summary>
${childField(why)}${notPregnantField(why)}</details>
${reasonChips(why, context.agreement)}
<h2>Tryg kontakt</h2>
<p>Spørg, mens I er alene. Et spørgsmål, I ikke svarer på, betyder ingen kontakt ad den vej.</p>
<div class="bb-pair">${aloneField(contact)}${callField(contact)}${textField(contact)}${messageField(contact)}</div>
${readAlongField(contact)}
<h2>Samtykke</h2>
${consentText(consent.words, context)}
${consentField(consent)}
${oralReasonField(consent)}
${closing(draft, nextButton('Tjek svarene', 'check'), button({ label: 'Gå trin for trin', name: 'go', value: 'who' }))}
<p class="bb-note">Vil hun ikke give sit navn? <a href="/henvis/uden-samtykke">Se, hvad du kan give hende i stedet</a>. Så sender vi intet.</p>
</div>
<aside aria-label="Udfyldt på forhånd">${filledInBeside(parts, rooms)}</aside></div>`,
)}`
}
