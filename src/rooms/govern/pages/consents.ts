import { html } from 'hono/html'
import {
  actions,
  checkAnswers,
  emptyState,
  errorSummary,
  type FieldError,
  form as formOf,
  type Html,
  linkButton,
  submit,
  taps,
  textInput,
} from '../../../design/index.ts'
import { addDays, dayOf, fullDay, today } from '../../../kernel/clock.ts'
import type { Id } from '../../../kernel/ids.ts'
import { type Answer, again, field, page, see, type Visit } from '../../../kernel/visit.ts'
import { bases, purposes, renewalDays } from '../consent.ts'
import { type Consent, consentsOf, decideConsent, withdrawConsent } from '../consent-store.ts'
import { type Disclosure, disclosuresOf } from '../disclosure.ts'
import { organisationNames } from '../organisations.ts'
import { type Colleague, colleagueNames } from '../staff.ts'
import {
  feedbackWords,
  formWords,
  partWords,
  standingWords,
  withdrawalDoes,
  withdrawalDoesNot,
} from './consent-words.ts'
import { toldForm } from './disclosure.ts'
import { type FindHer, type Her, herOf } from './her.ts'

const list = new Intl.ListFormat('da')

interface Around {
  visit: Visit
  family: Id
  her: Her
  houses: Map<Id, string>
  staff: Map<Id, Colleague>
  consents: Consent[]
  disclosures: Disclosure[]
}

const lookAround = async (visit: Visit, find: FindHer): Promise<Around> => {
  const { db, clock } = visit
  const { family, her } = await herOf(visit, find)
  const consents = await consentsOf(db, family, today(clock))
  const disclosures = await disclosuresOf(db, family)
  const houses = await organisationNames(
    db,
    consents.flatMap(one => [one.organisation, one.recipient]),
  )
  const staff = await colleagueNames(db, [...consents.map(one => one.witness), ...disclosures.map(one => one.by)])
  return { visit, family, her, houses, staff, consents, disclosures }
}

const house = ({ houses }: Around, id: Id): string => houses.get(id) ?? 'En anden organisation'
const own = ({ visit }: Around, one: Consent): boolean => one.organisation === visit.actor.organisation

const facts = (around: Around, one: Consent): Html =>
  checkAnswers([
    { question: 'Hvad de må se', answer: list.format(one.parts.map(part => partWords[part])) },
    { question: 'Hvad det skal bruges til', answer: purposes[one.purpose] },
    { question: 'Hvad den, der gav, får at vide', answer: feedbackWords[one.feedback] },
    { question: 'Lov', answer: bases[one.basis] },
    {
      question: 'Hvordan',
      answer: `${formWords[one.form]}${one.oralReason && own(around, one) ? `, fordi: ${one.oralReason}` : ''}`,
    },
    {
      question: 'Hvem sagde ja',
      answer: one.givenBy === 'woman' ? 'Hun selv' : `Den, der har forældremyndigheden: ${one.custodian}`,
    },
    {
      question: 'Vidne',
      answer: own(around, one)
        ? (around.staff.get(one.witness)?.name ?? 'En tidligere kollega')
        : 'En hos den, der gav',
    },
    {
      question: 'Gælder',
      answer: `Fra ${fullDay(one.givenOn)} til og med ${fullDay(one.until)}${
        one.withdrawnAt ? `. Trukket tilbage ${fullDay(dayOf(one.withdrawnAt))}` : ''
      }`,
    },
  ])

const points = (lines: readonly string[]): Html => html`<ul>${lines.map(line => html`<li>${line}</li>`)}</ul>`

const withdrawal = (
  { visit, family }: Around,
  one: Consent,
): Html => html`<details><summary>Hun trækker det tilbage</summary>
<p><b>Det sker der:</b></p>${points(withdrawalDoes)}<p><b>Det sker der ikke:</b></p>${points(withdrawalDoesNot)}
${formOf(
  { action: `/familier/${family}/samtykker/tilbagetraekning`, token: visit.formToken },
  html`<input type="hidden" name="samtykke" value="${one.id}"><input type="hidden" name="sagt-af" value="${one.givenBy}">${actions(submit('Træk samtykket tilbage nu'))}`,
)}</details>`

// Several may run out at once: each has a field of its own.
const wordsField = (one: Consent): string => `ord-${one.id.slice(0, 8)}`

const decision = ({ visit, family }: Around, one: Consent, kind: 'lapse' | 'seen'): Html =>
  formOf(
    { action: `/familier/${family}/samtykker/afgoerelse`, token: visit.formToken },
    html`<input type="hidden" name="samtykke" value="${one.id}"><input type="hidden" name="afgoerelse" value="${kind}">${
      kind === 'seen'
        ? actions(submit('Jeg har set det'))
        : html`${textInput({ name: wordsField(one), label: 'Hvad har I besluttet, hvis det skal udløbe?' })}${actions(submit('Lad det udløbe'))}`
    }`,
  )

const card = (around: Around, one: Consent): Html => {
  const { visit, family } = around
  const day = today(visit.clock)
  const given = own(around, one)
  const runsOut = one.standing === 'live' && one.until <= addDays(day, renewalDays) && !one.decided
  return html`<section class="bb-card"><h3>${given ? `Til ${house(around, one.recipient)}` : `Fra ${house(around, one.organisation)}`}</h3>
<p><b>${standingWords[one.standing]}</b>${one.decided === 'lapse' ? '. Det er besluttet, at det må udløbe' : ''}</p>
${runsOut ? html`<p class="bb-note">Udløber om ${renewalDays} dage eller før. Tal med hende: skal det fornys?</p>` : ''}
${
  !given && one.standing === 'withdrawn'
    ? html`<p>Samtykket er trukket tilbage. I beholder det, I har fået, og det, I selv har skrevet. I kan ikke længere se noget hos ${house(around, one.organisation)}.</p>`
    : ''
}
${facts(around, one)}
${given && (one.standing === 'live' || one.standing === 'expired') ? html`<p>${linkButton({ href: `/familier/${family}/samtykker/nyt?fornyer=${one.id}`, text: 'Forny' })}</p>` : ''}
${runsOut && !given ? html`<p>Det er ${house(around, one.organisation)}, der fornyer. Spørg hende, og sig det til dem.</p>` : ''}
${runsOut ? decision(around, one, 'lapse') : ''}
${!given && one.standing === 'withdrawn' && one.decided !== 'seen' ? decision(around, one, 'seen') : ''}
${given && one.standing === 'live' ? withdrawal(around, one) : ''}</section>`
}

const groups = [
  ['Gælder nu', ['live']],
  ['Udløbet', ['expired']],
  ['Trukket tilbage', ['withdrawn']],
  ['Fornyet', ['replaced']],
] as const

/** A midwife's way goes by her referrals: she has no page of the family. */
const back = ({ visit, family }: Around): Html =>
  actions(
    visit.actor.role === 'referrer'
      ? linkButton({ href: '/mine-henvisninger', text: 'Tilbage til dine henvisninger' })
      : linkButton({ href: `/familier/${family}`, text: 'Tilbage til familien' }),
  )

const body = (around: Around, errors: FieldError[] = []): Html => {
  const { family, her, consents, disclosures, visit } = around
  return html`${errorSummary(errors)}<h1>Samtykker: ${her.name}</h1>
<p class="bb-lead">Hvad hun har sagt ja til, hvem det gælder, og hvor længe. Hvert samtykke gælder ét sted.</p>
<p>${linkButton({ href: `/familier/${family}/samtykker/nyt`, text: 'Skriv et nyt samtykke', kind: 'primary' })}</p>
${consents.length === 0 ? emptyState('Der er ingen samtykker endnu.') : ''}
${groups.map(([title, standings]) => {
  const some = consents.filter(one => standings.some(standing => standing === one.standing))
  return some.length === 0 ? '' : html`<h2>${title}</h2>${some.map(one => card(around, one))}`
})}
<h2>Givet videre uden samtykke</h2>
${disclosures.length === 0 ? html`<p>Intet er givet videre uden samtykke.</p>` : ''}
${disclosures.map(
  one => html`<section class="bb-card"><h3>Til ${one.recipient}</h3><p>${one.what}</p>
<p>${one.toldOn ? `Hun fik det at vide ${fullDay(one.toldOn)}.` : `Hun har ikke fået det at vide endnu. Senest ${fullDay(one.tellBy ?? '')}.`}</p>
${one.toldOn ? '' : toldForm(visit, family, one)}</section>`,
)}
<p><a href="/familier/${family}/uden-samtykke">Giv noget videre uden samtykke</a></p>
<p><a href="/familier/${family}/udveksling">Møder i kommunen om tidlig hjælp</a></p>
<p><a href="/adgang/${family}">Hvem kan se hvad i denne sag</a></p>
${back(around)}`
}

export const showConsents = async (visit: Visit, find: FindHer): Promise<Answer> => {
  const around = await lookAround(visit, find)
  return page('Samtykker', body(around))
}

const chosen = ({ consents, visit }: Around): Consent | undefined =>
  consents.find(one => one.id === field(visit.form, 'samtykke'))
const notFound: FieldError = { field: 'samtykke', message: 'Vælg et samtykke, der står på siden.' }

export const withdraw = async (visit: Visit, find: FindHer): Promise<Answer> => {
  const around = await lookAround(visit, find)
  const one = chosen(around)
  if (!one || !own(around, one) || one.standing === 'withdrawn') return again('Samtykker', body(around, [notFound]))
  const saidBy = field(visit.form, 'sagt-af') === 'custodian' ? 'custodian' : 'woman'
  await withdrawConsent(visit.db, one, saidBy, visit.clock)
  return see(`/familier/${around.family}/samtykker`, 'Samtykket er trukket tilbage. Det gælder fra nu af.')
}

export const decide = async (visit: Visit, find: FindHer): Promise<Answer> => {
  const around = await lookAround(visit, find)
  const one = chosen(around)
  const outcome = field(visit.form, 'afgoerelse') === 'seen' ? 'seen' : 'lapse'
  if (!one) return again('Samtykker', body(around, [notFound]))
  const words = field(visit.form, wordsField(one))
  if (outcome === 'lapse' && (words === '' || words.length > 1000))
    return again('Samtykker', body(around, [{ field: wordsField(one), message: 'Skriv kort, hvad I har besluttet.' }]))
  await decideConsent(visit.db, one, outcome, words, visit.clock.now())
  return see(`/familier/${around.family}/samtykker`, 'Det er skrevet.')
}

/** Kept beside the list so that the words about a consent are in one place. */
export const giverTaps = (value: string, error?: string): Html =>
  taps({
    name: 'hvem',
    label: 'Hvem siger ja?',
    value,
    error,
    options: [
      { value: 'woman', text: 'Hun selv (fyldt 15 år)' },
      { value: 'custodian', text: 'Den, der har forældremyndigheden' },
    ],
  })
