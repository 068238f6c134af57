import { html } from 'hono/html'
import {
  actions,
  checkAnswers as answerList,
  button,
  clockBadge,
  errorSummary,
  type FieldError,
  form,
  type Html,
  linkButton,
  submit,
  taps,
  textArea,
  textInput,
  timeline,
} from '../../../design/index.ts'
import { dayOf, fullDay, longDay, longDayFrom, today } from '../../../kernel/clock.ts'
import { type Answer, page, type Visit } from '../../../kernel/visit.ts'
import { type Family, familyOf, languageWord, maskCpr, writeDay } from '../../family/index.ts'
import { colleagueNames, organisationNames, type Site, sitesOf } from '../../govern/index.ts'
import { agreementById, type StoredAgreement, trackOf } from '../../programme/index.ts'
import { wordsNow } from '../amend.ts'
import { fromContactRule, nobodyMayReach } from '../contact-rule.ts'
import type { Words } from '../form.ts'
import { sightOf } from '../mask.ts'
import { type AmendableField, amendable, reasonCodes } from '../reasons.ts'
import { beforeTalk, isOpen } from '../states.ts'
import { maySeeReason, maySeeSummary, statusForReferrer } from '../status.ts'
import { type Referral, statesOf, type TrailRow } from '../store.ts'
import { answerWords, feedbackWords, modeWords, reasonWords, scopeWords } from '../words.da.ts'
import { type Amending, amendForm, partsOf } from './amend-form.ts'
import { correctionLog } from './corrections.ts'
import { nameOf } from './mine.ts'
import { promiseBadge } from './promise-badge.ts'
import { contactSentences } from './refer/contact-plan.ts'
import { word } from './refer/fields.ts'
import { moments } from './sent-trail.ts'

/** A form of this page that was refused: its own words and what is wrong with them. */
export type Refusal422 = {
  form: 'svar' | 'rettelse' | 'tilbagetraekning' | 'kvittering'
  words: Words
  errors: FieldError[]
  status: 409 | 422
}

type Shown = { visit: Visit; referral: Referral; refused?: Refusal422 }

const refusedIn = ({ refused }: Shown, name: Refusal422['form']) => (refused?.form === name ? refused : undefined)
const address = ({ referral }: Shown, noun: string) => `/henvisninger/${referral.id}/${noun}`
const formOf = (shown: Shown, noun: Refusal422['form'], body: Html): Html =>
  form({ action: address(shown, noun), token: shown.visit.formToken, version: shown.referral.version }, body)
const errorIn = (shown: Shown, name: Refusal422['form'], field: string) =>
  refusedIn(shown, name)?.errors.find(error => error.field === field)?.message

/** The receiver's question and the midwife's answer: first on the page, as they cannot go on without it. */
const question = (shown: Shown, trail: TrailRow[]): Html | '' => {
  if (shown.referral.state !== 'needsInformation') return ''
  const asked = trail.findLast(row => row.verb === 'askForInformation')
  return html`<section class="bb-card" aria-labelledby="spoergsmaal"><h2 id="spoergsmaal">Modtageren spørger</h2>
<p class="bb-pre">${asked?.note ?? ''}</p>
${formOf(
  shown,
  'svar',
  html`${textArea({
    name: 'answer',
    label: 'Dit svar',
    hint: 'Modtageren læser det.',
    limit: 30_000,
    value: word(refusedIn(shown, 'svar')?.words ?? {}, 'answer'),
    error: errorIn(shown, 'svar', 'answer'),
    autofocus: !shown.refused,
  })}${actions(submit('Send svaret'))}`,
)}</section>`
}

/** Closed before any help began: somebody talks with her about another way, and says what came of it. */
const followUp = (shown: Shown): Html | '' => {
  const { referral } = shown
  if (!referral.followUpDue) return ''
  const words = refusedIn(shown, 'kvittering')?.words ?? {}
  return html`<section class="bb-card" aria-labelledby="opfoelgning"><h2 id="opfoelgning">Tal med hende om en anden vej</h2>
<p>${clockBadge(promiseBadge(referral.followUpDue, today(shown.visit.clock)))} Senest ${longDay(referral.followUpDue)}.</p>
${formOf(
  shown,
  'kvittering',
  html`${taps({
    name: 'outcome',
    label: 'Hvad kom der ud af det?',
    value: word(words, 'outcome'),
    error: errorIn(shown, 'kvittering', 'outcome'),
    options: reasonCodes.followUp.map(value => ({ value, text: reasonWords.followUp[value] })),
  })}${textInput({
    name: 'outcomeNote',
    label: 'Hvis andet: hvad?',
    value: word(words, 'outcomeNote'),
    error: errorIn(shown, 'kvittering', 'outcomeNote'),
    width: 'full',
  })}${actions(submit('Jeg har fulgt op'))}`,
)}</section>`
}

const withdrawal = (shown: Shown): Html | '' => {
  const { state } = shown.referral
  if (!isOpen(state) || state === 'started') return ''
  const refused = refusedIn(shown, 'tilbagetraekning')
  const words = refused?.words ?? {}
  return html`<details class="bb-more"${refused ? html` open` : ''}><summary>Træk henvisningen tilbage</summary>
${formOf(
  shown,
  'tilbagetraekning',
  html`${taps({
    name: 'withdrawReason',
    label: 'Hvorfor?',
    value: word(words, 'withdrawReason'),
    error: errorIn(shown, 'tilbagetraekning', 'withdrawReason'),
    options: reasonCodes.withdrawn
      .filter(code => code !== 'draftDropped')
      .map(value => ({ value, text: reasonWords.withdrawn[value] })),
  })}${textInput({
    name: 'withdrawNote',
    label: 'Hvis andet: hvad?',
    value: word(words, 'withdrawNote'),
    error: errorIn(shown, 'tilbagetraekning', 'withdrawNote'),
    width: 'full',
  })}<p class="bb-note">Modtageren stopper, og der sker ikke mere.</p>${actions(button({ label: 'Træk tilbage' }))}`,
)}</details>`
}

const list = new Intl.ListFormat('da')

/** What she sent, each with a way to correct it while the referral is open. */
const sentAnswers = (
  { referral, visit }: Shown,
  family: Family,
  agreement: StoredAgreement,
  site: Site | undefined,
): Html => {
  const { pregnant } = family
  const contact = fromContactRule(family.contact)
  const texts = agreement.reasons.filter(reason => referral.reasons.includes(reason.code)).map(reason => reason.text)
  const rows: { question: string; answer: string | Html; field?: AmendableField }[] = [
    { question: 'Navn', answer: pregnant.name ?? '', field: 'name' },
    { question: 'CPR-nummer', answer: pregnant.cpr ? maskCpr(pregnant.cpr) : '', field: 'cpr' },
    {
      question: 'Fødselsdag',
      answer: html`${pregnant.birthDate ? writeDay(pregnant.birthDate) : 'ikke oplyst'}${pregnant.cpr ? html` <small>Følger CPR-nummeret.</small>` : ''}`,
      field: pregnant.cpr ? undefined : 'birthDate',
    },
    { question: 'Telefon', answer: pregnant.phone ?? '', field: 'phone' },
    { question: 'Termin', answer: referral.dueDate ? writeDay(referral.dueDate) : '', field: 'dueDate' },
    {
      question: 'Barnets fødselsdag',
      answer: referral.childBirthDate ? writeDay(referral.childBirthDate) : '',
      field: 'childBirthDate',
    },
    { question: 'Det fylder', answer: list.format(texts), field: 'reasons' },
    { question: 'Note', answer: html`<span class="bb-pre">${referral.note ?? 'Ingen note'}</span>`, field: 'note' },
    {
      question: 'Tilbud',
      answer: (referral.track && trackOf(agreement, referral.track)?.name) || 'Intet bestemt ønske',
      field: 'track',
    },
    { question: 'Sted', answer: site?.name ?? '', field: 'site' },
    { question: 'Måde at mødes på', answer: referral.mode ? modeWords[referral.mode] : 'Lige meget', field: 'mode' },
    { question: 'Sprog', answer: referral.language ? languageWord(referral.language) : '', field: 'language' },
    { question: 'Tolk', answer: referral.interpreter ? answerWords[referral.interpreter] : '', field: 'interpreter' },
    { question: 'Tryg kontakt', answer: contactSentences(contact).join(' '), field: 'contact' },
    {
      question: 'Samtykke',
      answer: html`${referral.consent.id ? `Til og med ${writeDay(referral.consent.until)}` : 'Trukket tilbage'}: ${list.format(referral.consent.scope.map(scope => scopeWords[scope]))}. Vil hun noget andet nu, så skriv det under <a href="/familier/${referral.family}/samtykker">samtykker</a>.`,
    },
    { question: 'Du får at vide', answer: feedbackWords[referral.consent.feedback] },
  ]
  const mayAmend = isOpen(referral.state) && visit.actor.role === 'referrer'
  return answerList(
    rows.map(({ question, answer, field }) => ({
      question,
      answer,
      edit: field && mayAmend ? `/henvisninger/${referral.id}?ret=${field}#ret` : undefined,
    })),
  )
}

const amendingOf = (shown: Shown, family: Family, site: Site | undefined): Amending | undefined => {
  const { visit, referral } = shown
  const refused = refusedIn(shown, 'rettelse')
  const asked = refused ? word(refused.words, 'felt') : visit.query.ret
  const field = amendable.find(one => one === asked)
  if (!field || !isOpen(referral.state)) return undefined
  // The whole number is never shown: a new one is written in full.
  const stand = Object.assign({}, ...Object.values(wordsNow(referral, family, site?.key ?? ''))) as Words
  const now: Words = { ...stand, cpr: '' }
  const own = Object.fromEntries(partsOf(field).map(name => [name, (refused ? refused.words[name] : now[name]) ?? '']))
  return {
    field,
    words: own,
    reason: word(refused?.words ?? {}, 'reason'),
    note: word(refused?.words ?? {}, 'why'),
    errors: refused?.errors ?? [],
  }
}

/** Nobody may reach her as the answers stand: who can do something about it, and what. */
const unreachable = ({ referral, visit }: Shown, shut: 'unasked' | 'herWish'): Html => {
  if (shut === 'herWish')
    return html`<p>Ingen må kontakte hende: det har hun selv sagt. Aftal, hvordan hun selv kan henvende sig.</p>`
  return html`<p>Ingen må kontakte hende, som svarene står. Spørg hende igen, når I er alene, og ret tryg kontakt.</p>
${visit.actor.role === 'referrer' ? html`<p>${linkButton({ href: `/henvisninger/${referral.id}?ret=contact#ret`, text: 'Ret tryg kontakt', kind: 'primary' })}</p>` : ''}`
}

/** The referrer's side of a referral: where it stands as far as the woman lets her know, and what is hers to do. */
export const sentPage = async (visit: Visit, referral: Referral, refused?: Refusal422): Promise<Answer> => {
  const { db, clock } = visit
  const shown: Shown = { visit, referral, refused }
  const trail = await statesOf(db, referral.id)
  const family = await familyOf(db, referral.family)
  const agreement = await agreementById(db, referral.agreement)
  const recipient =
    (await organisationNames(db, [referral.otherOrganisation])).get(referral.otherOrganisation) ?? 'modtageren'
  const [site] = referral.site ? await sitesOf(db, [referral.site]) : []
  const own = trail.flatMap(row => (row.byStaff && row.byOrganisation === referral.organisation ? [row.byStaff] : []))
  const names = new Map([...(await colleagueNames(db, own))].map(([id, one]) => [id, one.name]))
  const level = referral.consent.feedback
  const { label, explanation } = statusForReferrer(referral.state, level)
  const last = trail.findLast(row => row.to === referral.state && row.from !== row.to)
  const reason =
    last?.reason && maySeeReason(referral.state, level)
      ? (reasonWords[last.reason.list] as Record<string, string>)[last.reason.code]
      : undefined
  // After the start the next date is between her and the counsellor.
  const begun = referral.state === 'started' && level !== 'none'
  const promised = level === 'none' || begun ? undefined : referral.snapshot.nextStep?.promised
  const lapsed = sightOf(referral.snapshot, today(clock)) === 'none' && level !== 'none'
  const amending = amendingOf(shown, family, site)
  const shut = beforeTalk.includes(referral.state) ? nobodyMayReach(family.contact) : undefined
  const name = nameOf(family)
  return page(
    `Henvisning ${referral.reference}`,
    html`${refused ? errorSummary(refused.errors) : ''}
<h1>${name}</h1>
<p class="bb-lead">Henvist til ${recipient} ${longDay(dayOf(referral.sentAt))}. Reference <span class="bb-num">${referral.reference}</span>.</p>
<div class="bb-cols is-side"><div>
${question(shown, trail)}${followUp(shown)}
<section class="bb-card bb-calm" aria-labelledby="status"><h2 id="status">${label}</h2>
${shut ? unreachable(shown, shut) : html`<p>${explanation}${reason ? ` ${reason}.` : ''}${begun ? ' Du får besked, når det er slut.' : ''}</p>`}
${promised ? html`<p>${clockBadge(promiseBadge(promised, today(clock)))} Senest ${longDayFrom(promised, today(clock))}.</p>` : ''}
${lapsed ? html`<p class="bb-note">Hendes samtykke gælder ikke længere, så du får ikke mere at vide.</p>` : ''}
</section>
${
  referral.summary && maySeeSummary(level)
    ? html`<section aria-labelledby="opsummering"><h2 id="opsummering">Opsummering, som hun har godkendt</h2>
<p class="bb-pre">${referral.summary}</p>${referral.summaryAt ? html`<p class="bb-note">${fullDay(dayOf(referral.summaryAt))}</p>` : ''}</section>`
    : ''
}
${amending ? amendForm(visit, referral, agreement, amending) : ''}
<section aria-labelledby="sendt"><h2 id="sendt">Det, du sendte</h2>${sentAnswers(shown, family, agreement, site)}</section>
${correctionLog(trail, agreement, 'Modtageren ser den samme log, så langt samtykket rækker.')}
${withdrawal(shown)}
</div>
<aside aria-labelledby="vej"><h2 id="vej">Vejen indtil nu</h2>${timeline(moments(trail, referral, names, recipient), { label: 'Vejen indtil nu' })}
<p><a href="/familier/${referral.family}/opgaver">Samtaler og henvendelser</a></p></aside></div>`,
    refused ? { status: refused.status } : {},
  )
}
