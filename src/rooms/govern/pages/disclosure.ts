import { html } from 'hono/html'
import {
  actions,
  dataTable,
  dateInput,
  emptyState,
  errorFor,
  errorSummary,
  type FieldError,
  form as formOf,
  type Html,
  linkButton,
  select,
  submit,
  textArea,
  textInput,
} from '../../../design/index.ts'
import { addDays, dayOf, fullDay, today } from '../../../kernel/clock.ts'
import type { Id } from '../../../kernel/ids.ts'
import { type Answer, again, type Form, field, page, see, type Visit } from '../../../kernel/visit.ts'
import { type DisclosureBasis, disclosureBases } from '../consent.ts'
import { consentForms } from '../consent-store.ts'
import { allDisclosures, type Disclosure, disclose, disclosuresOf, noteTold } from '../disclosure.ts'
import { isLine, readDanishDay } from '../fields.ts'
import { colleagueNames } from '../staff.ts'
import { type FindHer, type Her, herOf } from './her.ts'

const title = 'Uden samtykke'
const isText = (text: string, shortest: number): boolean =>
  text.length >= shortest && text.length <= 4000 && !/[^\P{Cc}\n\r\t]/u.test(text)

const body = (visit: Visit, family: Id, her: Her, values: Form, errors: FieldError[] = []): Html => {
  const at = (name: string) => ({ name, value: field(values, name), error: errorFor(errors, name) })
  return html`${errorSummary(errors)}<h1>Giv videre uden samtykke: ${her.name}</h1>
<p class="bb-lead">Spørg hende først, når det er muligt. Loven åbner kun sjældent for det her. Databeskyttelsesrådgiveren ser, hvad du skriver.</p>
${formOf(
  { action: `/familier/${family}/uden-samtykke`, token: visit.formToken },
  html`${select({ ...at('lov'), label: 'Hvilken paragraf?', empty: 'Vælg', options: Object.entries(disclosureBases).map(([value, text]) => ({ value, text })) })}
${textArea({ ...at('begrundelse'), label: 'Hvorfor er det nødvendigt?', limit: 4000, rows: 4 })}
${textInput({ ...at('modtager'), label: 'Hvem får det at vide?', hint: 'Én modtager: sted og navn.' })}
${textArea({ ...at('hvad'), label: 'Hvad får de at vide?', limit: 4000, rows: 4 })}
${dateInput({ ...at('fortalt'), label: 'Hvis hun ved det: hvilken dag fik hun det at vide?', hint: 'Tomt, hvis hun ikke ved det endnu.' })}
${textInput({ ...at('hvorfor-ikke'), label: 'Hvis hun ikke ved det: hvorfor?' })}
${dateInput({ ...at('senest'), label: 'Hvis hun ikke ved det: fortæl hende det senest', hint: 'Hun skal have det at vide snarest. Højst 30 dage frem.' })}
${actions(submit('Gem'), linkButton({ href: `/familier/${family}/samtykker`, text: 'Fortryd' }))}`,
)}`
}

export const askDisclosure = async (visit: Visit, find: FindHer): Promise<Answer> => {
  const { family, her } = await herOf(visit, find)
  return page(title, body(visit, family, her, {}))
}

const isBasis = (text: string): text is DisclosureBasis => Object.hasOwn(disclosureBases, text)

export const saveDisclosure = async (visit: Visit, find: FindHer): Promise<Answer> => {
  const { db, form, clock } = visit
  const { family, her } = await herOf(visit, find)
  const day = today(clock)
  const [basis, why, recipient, what] = ['lov', 'begrundelse', 'modtager', 'hvad'].map(name => field(form, name)) as [
    string,
    string,
    string,
    string,
  ]
  const toldText = field(form, 'fortalt')
  const told = readDanishDay(toldText)
  const reason = field(form, 'hvorfor-ikke')
  const tellBy = readDanishDay(field(form, 'senest'))
  const errors: FieldError[] = [
    ...(isBasis(basis) ? [] : [{ field: 'lov', message: 'Vælg den paragraf, det sker efter.' }]),
    ...(isText(why, 20)
      ? []
      : [{ field: 'begrundelse', message: 'Skriv, hvorfor det er nødvendigt, mindst 20 tegn.' }]),
    ...(isLine(recipient, 200) && recipient.length >= 2
      ? []
      : [{ field: 'modtager', message: 'Skriv, hvem der får det at vide.' }]),
    ...(isText(what, 3) ? [] : [{ field: 'hvad', message: 'Skriv, hvad de får at vide.' }]),
    ...(toldText !== '' && (!told || told > day)
      ? [{ field: 'fortalt', message: 'Skriv den dag, hun fik det at vide. Den kan ikke ligge i fremtiden.' }]
      : []),
    ...(toldText === '' && !isLine(reason, 1000)
      ? [{ field: 'hvorfor-ikke', message: 'Skriv, hvornår hun fik det at vide, eller hvorfor hun ikke ved det.' }]
      : []),
    ...(toldText === '' && (!tellBy || tellBy < day || tellBy > addDays(day, 30))
      ? [{ field: 'senest', message: 'Skriv den dag, hun senest skal have det at vide, højst 30 dage frem.' }]
      : []),
  ]
  if (errors.length > 0 || !isBasis(basis)) return again(title, body(visit, family, her, form, errors))
  await disclose(
    db,
    {
      family,
      basis,
      justification: why,
      recipient,
      what,
      toldOn: told ?? null,
      notToldReason: told ? null : reason,
      tellBy: told ? null : (tellBy ?? null),
    },
    clock.now(),
  )
  return see(`/familier/${family}/samtykker`, 'Det er skrevet, og databeskyttelsesrådgiveren kan se det.')
}

/** On the page of her consents: she has been told now. */
export const toldForm = (visit: Visit, family: Id, one: Disclosure): Html =>
  formOf(
    { action: `/familier/${family}/uden-samtykke/besked`, token: visit.formToken },
    html`<input type="hidden" name="nummer" value="${one.id}">${actions(submit('Hun har fået det at vide i dag'))}`,
  )

export const saveTold = async (visit: Visit, find: FindHer): Promise<Answer> => {
  const { db, form, clock } = visit
  const { family, her } = await herOf(visit, find)
  const one = (await disclosuresOf(db, family)).find(row => row.id === field(form, 'nummer'))
  if (!one || one.toldOn)
    return again(
      title,
      body(visit, family, her, {}, [{ field: 'lov', message: 'Det er skrevet allerede, eller det står ikke her.' }]),
    )
  await noteTold(db, one, today(clock), clock.now())
  return see(`/familier/${family}/samtykker`, 'Det er skrevet, at hun har fået det at vide.')
}

/** For whoever watches over the house: every time, with a number for the family, and how many yeses are oral. */
export const showDisclosures = async (visit: Visit): Promise<Answer> => {
  const { db, clock } = visit
  const day = today(clock)
  const all = await allDisclosures(db)
  const staff = await colleagueNames(
    db,
    all.map(one => one.by),
  )
  const forms = await consentForms(db, addDays(day, -365))
  return page(
    'Samtykke',
    html`<h1>Samtykke</h1>
<p class="bb-lead">Hver gang noget er givet videre uden samtykke. Dem, hvor hun ikke har fået det at vide, står øverst.</p>
<h2>Mundtlige samtykker det sidste år</h2>
<p>${formsSay(forms)}</p>
<h2>Givet videre uden samtykke</h2>
${
  all.length === 0
    ? emptyState('Intet er givet videre uden samtykke.')
    : dataTable<Disclosure>({
        caption: 'Givet videre uden samtykke',
        quietCaption: true,
        stack: true,
        columns: [
          { head: 'Om', cell: one => `Familie ${one.family.slice(0, 8)}` },
          { head: 'Hvornår', cell: one => fullDay(dayOf(one.at)) },
          { head: 'Hvem', cell: one => staff.get(one.by)?.name ?? 'En tidligere kollega' },
          { head: 'Til', cell: one => one.recipient },
          { head: 'Paragraf', cell: one => disclosureBases[one.basis] },
          { head: 'Begrundelse', cell: one => one.justification },
          {
            head: 'Har hun fået det at vide?',
            cell: one =>
              one.toldOn
                ? `Ja, ${fullDay(one.toldOn)}`
                : `Nej: ${one.notToldReason}. Senest ${fullDay(one.tellBy ?? day)}${(one.tellBy ?? day) < day ? ' (overskredet)' : ''}`,
          },
        ],
        rows: all,
      })
}`,
  )
}

const fewest = 5
const formsSay = ({ oral, total }: { oral: number; total: number }): string => {
  if (total < fewest) return 'Der er for få samtykker til at vise en andel.'
  if (oral > 0 && oral < fewest) return `Færre end ${fewest} af ${total} samtykker er mundtlige.`
  if (oral < total && total - oral < fewest) return `Næsten alle ${total} samtykker er mundtlige.`
  return `${oral} af ${total} samtykker er mundtlige, ${Math.round((oral / total) * 100)} procent.`
}
