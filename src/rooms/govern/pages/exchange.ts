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
import { fullDay, today } from '../../../kernel/clock.ts'
import type { Id } from '../../../kernel/ids.ts'
import { type Answer, again, type Form, field, fieldList, page, see, type Visit } from '../../../kernel/visit.ts'
import { type ExchangeType, exchangeTypes } from '../consent.ts'
import { kindOfHouse } from '../consent-store.ts'
import { type Exchange, exchangesOf, holdExchange } from '../disclosure.ts'
import { isLine, readDanishDay } from '../fields.ts'
import { type FindHer, type Her, herOf } from './her.ts'

const title = 'Møder om tidlig hjælp'
const list = new Intl.ListFormat('da')
const children: Record<string, string> = {
  unborn1: 'Det ufødte barn',
  unborn2: 'Det andet ufødte barn',
  child1: 'Første barn',
  child2: 'Andet barn',
  child3: 'Tredje barn',
  child4: 'Fjerde barn',
}

const said = (one: Exchange): Html =>
  html`<li>${children[one.child] ?? 'Et barn'}: ${one.nth === 1 ? 'møde' : 'opfølgning'} ${fullDay(one.heldOn)} mellem ${list.format(
    one.participants.map(type => exchangeTypes[type].toLocaleLowerCase('da')),
  )}${one.reason ? `. Grund: ${one.reason}` : ''}</li>`

const body = (
  visit: Visit,
  { family, her, held, municipal }: { family: Id; her: Her; held: Exchange[]; municipal: boolean },
  values: Form,
  errors: FieldError[] = [],
): Html => {
  const at = (name: string) => ({ name, value: field(values, name), error: errorFor(errors, name) })
  return html`${errorSummary(errors)}<h1>${title}: ${her.name}</h1>
<p class="bb-lead">Skole, dagtilbud, kommunens sundhedstjeneste og familieafdeling må udveksle oplysninger om et barn uden samtykke på ét møde, og undtagelsesvis på én opfølgning. Regioner og foreninger er ikke med. Ingen har pligt til at dele.</p>
${held.length > 0 ? html`<h2>Holdt</h2><ul>${held.map(said)}</ul>` : ''}
${
  municipal
    ? formOf(
        { action: `/familier/${family}/udveksling`, token: visit.formToken },
        html`${select({ ...at('barn'), label: 'Hvilket barn?', empty: 'Vælg', options: Object.entries(children).map(([value, text]) => ({ value, text })) })}
${taps({ ...at('deltagere'), value: fieldList(values, 'deltagere'), label: 'Hvem var med?', many: true, options: Object.entries(exchangeTypes).map(([value, text]) => ({ value, text })) })}
${dateInput({ ...at('dag'), label: 'Mødet blev holdt den' })}
${textInput({ ...at('grund'), label: 'Hvis det er det andet møde: hvorfor en opfølgning?' })}
${actions(submit('Gem mødet'), linkButton({ href: `/familier/${family}/samtykker`, text: 'Fortryd' }))}`,
      )
    : html`<p>Din organisation er ikke med i den udveksling. I skal have hendes samtykke.</p>
${actions(linkButton({ href: `/familier/${family}/samtykker`, text: 'Tilbage til samtykker' }))}`
}`
}

const lookAround = async (visit: Visit, find: FindHer) => {
  const { family, her } = await herOf(visit, find)
  const held = await exchangesOf(visit.db, family)
  return { family, her, held, municipal: ['municipality', 'kommune'].includes(await kindOfHouse(visit.db)) }
}

export const askExchange = async (visit: Visit, find: FindHer): Promise<Answer> =>
  page(title, body(visit, await lookAround(visit, find), {}))

const allowed = (text: string): text is ExchangeType => Object.hasOwn(exchangeTypes, text)

export const saveExchange = async (visit: Visit, find: FindHer): Promise<Answer> => {
  const { db, form, clock } = visit
  const around = await lookAround(visit, find)
  const child = field(form, 'barn')
  const types = [...new Set(fieldList(form, 'deltagere'))]
  const day = readDanishDay(field(form, 'dag'))
  const reason = field(form, 'grund')
  const before = around.held.filter(one => one.child === child)
  const errors: FieldError[] = [
    ...(around.municipal
      ? []
      : [{ field: 'deltagere', message: 'Regioner og foreninger kan ikke være med. Spørg hende om samtykke.' }]),
    ...(Object.hasOwn(children, child) ? [] : [{ field: 'barn', message: 'Vælg, hvilket barn mødet handlede om.' }]),
    ...(types.length >= 2 && types.every(allowed)
      ? []
      : [
          {
            field: 'deltagere',
            message: 'Vælg mindst to fra listen. Regioner og foreninger kan ikke være med uden samtykke.',
          },
        ]),
    ...(day && day <= today(clock)
      ? []
      : [{ field: 'dag', message: 'Skriv den dag, mødet blev holdt. Den kan ikke ligge i fremtiden.' }]),
    ...(before.length === 1 && !isLine(reason, 1000)
      ? [{ field: 'grund', message: 'Der er holdt et møde om barnet. Skriv, hvorfor en opfølgning var nødvendig.' }]
      : []),
    ...(before.length >= 2
      ? [{ field: 'barn', message: 'Der er holdt to møder om barnet. Flere kræver samtykke.' }]
      : []),
  ]
  const again422 = (more: FieldError[]) => again(title, body(visit, around, form, more))
  if (errors.length > 0 || !day) return again422(errors)
  const broken = await holdExchange(
    db,
    around.family,
    {
      child,
      nth: before.length + 1,
      reason: before.length === 1 ? reason : null,
      heldOn: day,
      participants: types.filter(allowed),
    },
    clock.now(),
  )
  if (broken)
    return again422([
      {
        field: broken === 'first_comes_first' ? 'dag' : 'barn',
        message:
          broken === 'first_comes_first'
            ? 'En opfølgning kan ikke ligge før det første møde.'
            : 'Mødet kan ikke skrives. En kollega har måske gjort det samtidig.',
      },
    ])
  return see(`/familier/${around.family}/udveksling`, 'Mødet er skrevet.')
}
