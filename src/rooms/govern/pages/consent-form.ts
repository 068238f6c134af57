import { html } from 'hono/html'
import {
  actions,
  dateInput,
  errorFor,
  errorSummary,
  type FieldError,
  form as formOf,
  type Html,
  linkButton,
  select,
  submit,
  taps,
  textInput,
} from '../../../design/index.ts'
import { type Day, today } from '../../../kernel/clock.ts'
import { type Id, isId } from '../../../kernel/ids.ts'
import { tellInside } from '../../../kernel/news.ts'
import { type Answer, again, type Form, field, fieldList, page, see, type Visit } from '../../../kernel/visit.ts'
import { type Basis, bases, faultsOf, feedbackLevels, latestUntil, type Purpose, parts, purposes } from '../consent.ts'
import { type Consent, consentOf, giveConsent, recipientsOf } from '../consent-store.ts'
import { readDanishDay } from '../fields.ts'
import { faultWords, feedbackWords, formWords, partWords } from './consent-words.ts'
import { giverTaps } from './consents.ts'
import { type FindHer, type Her, herOf } from './her.ts'

const has = <K extends string>(list: Record<K, unknown>, key: string): key is K => Object.hasOwn(list, key)
const typed = (day: Day): string => day.split('-').map(Number).reverse().join('.')
const capital = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1)

const renewed = async ({ db, clock, actor }: Visit, id: string): Promise<Consent | undefined> => {
  if (!isId(id)) return undefined
  const one = await consentOf(db, id, today(clock))
  return one.organisation === actor.organisation && one.standing !== 'withdrawn' && one.standing !== 'replaced'
    ? one
    : undefined
}

const start = (one: Consent | undefined, day: Day): Form => ({
  fornyer: one?.id ?? '',
  modtager: one?.recipient ?? '',
  lov: one?.basis ?? '',
  hvem: one?.givenBy ?? 'woman',
  indehaver: one?.custodian ?? '',
  dele: one?.parts ?? [],
  formaal: one?.purpose ?? '',
  tilbage: one?.feedback ?? 'none',
  givet: typed(day),
  til: typed(latestUntil(day)),
})

const body = async (visit: Visit, family: Id, her: Her, values: Form, errors: FieldError[] = []): Promise<Html> => {
  const at = (name: string) => ({ name, value: field(values, name), error: errorFor(errors, name) })
  const options = (words: Record<string, string>) =>
    Object.entries(words).map(([value, text]) => ({ value, text: capital(text) }))
  const recipients = await recipientsOf(visit.db)
  return html`${errorSummary(errors)}<h1>${field(values, 'fornyer') ? 'Forny samtykket' : 'Nyt samtykke'}: ${her.name}</h1>
<p class="bb-lead">Gennemgå svarene med hende, før du gemmer. Siger hun nej, skriver du intet, og hun får den samme hjælp hos jer.</p>
${formOf(
  { action: `/familier/${family}/samtykker`, token: visit.formToken },
  html`<input type="hidden" name="fornyer" value="${field(values, 'fornyer')}">
${select({ ...at('modtager'), label: 'Hvem må få det at vide?', hint: 'Ét sted ad gangen.', empty: 'Vælg', options: recipients.map(one => ({ value: one.id, text: one.name })) })}
${taps({ ...at('dele'), value: fieldList(values, 'dele'), label: 'Hvad må de få at vide?', many: true, options: options(partWords) })}
${taps({ ...at('formaal'), label: 'Hvad skal det bruges til?', options: options(purposes) })}
${select({ ...at('lov'), label: 'Hvilken lov giver I det videre efter?', empty: 'Vælg', options: options(bases) })}
${giverTaps(field(values, 'hvem'), errorFor(errors, 'hvem'))}
${textInput({ ...at('indehaver'), label: 'Hvis det er den, der har forældremyndigheden: navn' })}
${taps({ ...at('form'), label: 'Hvordan siger hun ja?', options: options(formWords) })}
${textInput({ ...at('grund'), label: 'Hvis mundtligt: hvorfor?' })}
${taps({ ...at('tilbage'), label: 'Hvad må I få at vide bagefter?', options: options(feedbackWords) })}
${dateInput({ ...at('givet'), label: 'Hun sagde ja den' })}
${dateInput({ ...at('til'), label: 'Samtykket gælder til og med', hint: 'Højst et år.' })}
${actions(submit('Gem samtykket'), linkButton({ href: `/familier/${family}/samtykker`, text: 'Fortryd' }))}`,
)}`
}

export const askConsent = async (visit: Visit, find: FindHer): Promise<Answer> => {
  const { family, her } = await herOf(visit, find)
  const before = await renewed(visit, visit.query.fornyer ?? '')
  return page('Samtykke', await body(visit, family, her, start(before, today(visit.clock))))
}

export const saveConsent = async (visit: Visit, find: FindHer): Promise<Answer> => {
  const { db, form, clock } = visit
  const { family, her } = await herOf(visit, find)
  const value = (name: string) => field(form, name)
  const [basis, purpose, feedback, how] = [value('lov'), value('formaal'), value('tilbage'), value('form')]
  const known = parts.filter(part => fieldList(form, 'dele').includes(part))
  const givenOn = readDanishDay(value('givet'))
  const until = readDanishDay(value('til'))
  const terms = {
    form: how,
    oralReason: value('grund'),
    givenBy: value('hvem'),
    custodian: value('indehaver'),
    parts: known,
    givenOn,
    until,
  }
  const recipient = (await recipientsOf(db)).find(one => one.id === value('modtager'))?.id
  const errors: FieldError[] = [
    ...(recipient ? [] : [{ field: 'modtager', message: 'Vælg det ene sted, der må få det at vide.' }]),
    ...(has(purposes, purpose) ? [] : [{ field: 'formaal', message: 'Vælg, hvad det skal bruges til.' }]),
    ...(has(bases, basis) ? [] : [{ field: 'lov', message: 'Vælg den lov, I giver det videre efter.' }]),
    ...(has(formWords, how) ? [] : [{ field: 'form', message: 'Vælg, om hun siger ja skriftligt eller mundtligt.' }]),
    ...faultsOf(terms, today(clock), her.born).map(fault => faultWords[fault]),
    ...[value('grund'), value('indehaver')].flatMap(text =>
      text.length > 1000 ? [{ field: 'grund', message: 'Skriv højst 1.000 tegn.' }] : [],
    ),
  ]
  if (errors.length > 0 || !recipient || !givenOn || !until)
    return again('Samtykke', await body(visit, family, her, form, errors))
  const before = await renewed(visit, value('fornyer'))
  const consent = await giveConsent(
    db,
    {
      family,
      recipient,
      basis: basis as Basis,
      form: how as Consent['form'],
      oralReason: value('grund') || null,
      givenBy: terms.givenBy as Consent['givenBy'],
      custodian: value('indehaver') || null,
      parts: known,
      purpose: purpose as Purpose,
      feedback: feedbackLevels.find(level => level === feedback) ?? 'none',
      givenOn,
      until,
      replaces: before?.recipient === recipient && before.family === family ? before.id : null,
    },
    clock,
  )
  await tellInside(db, { kind: 'consent.given', consent, family }, clock)
  return see(`/familier/${family}/samtykker`, before ? 'Samtykket er fornyet.' : 'Samtykket er gemt.')
}
