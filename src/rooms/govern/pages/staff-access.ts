import { html } from 'hono/html'
import {
  button,
  dataTable,
  dateInput,
  errorFor,
  type FieldError,
  form as formOf,
  type Html,
  select,
  submit,
  taps,
  textInput,
  timeInput,
} from '../../../design/index.ts'
import { dayOf, fullDay, timeOf } from '../../../kernel/clock.ts'
import { type Form, field, type Visit } from '../../../kernel/visit.ts'
import { accessEvents, type GivenRole, givenRoles, type Ways, waysOf } from '../access-state.ts'
import type { Employed } from '../hire.ts'
import { identityChecks } from '../invitation.ts'
import type { StaffRole } from '../staff.ts'
import { eventWords, roleWords } from '../words.ts'

export interface AccessTyped {
  form: Form
  errors: FieldError[]
}

/** '23. november 2026 kl. 09.00' */
export const momentWords = (at: Date): string => `${fullDay(dayOf(at))} kl. ${timeOf(at)}`

/** How a colleague signs in and in which roles, with what an administrator may do about it. */
export const accessSections = async (visit: Visit, one: Employed, typed?: AccessTyped): Promise<Html> => {
  const ways = await waysOf(visit.db, one.id)
  const roles = await givenRoles(visit.db, one.id)
  const events = await accessEvents(visit.db, one.id)
  const isSelf = one.id === visit.actor.staff
  return html`<h2>Adgang</h2>
<p>${waysInWords(visit, ways)}</p>
${isSelf ? html`<p>Din egen adgang ændrer en anden administrator.</p>` : accessForms(visit, one, ways, typed)}
<h2>Roller</h2>
${rolesTable(visit, one, roles, isSelf)}
${isSelf ? '' : roleForm(visit, one, typed)}
${
  events.length === 0
    ? ''
    : html`<details class="bb-more"><summary>Hvad er der sket med adgangen?</summary><ul class="bb-kv">${events.map(
        event => html`<li>${momentWords(event.at)}: ${eventWords(event)}</li>`,
      )}</ul></details>`
}`
}

/** 'Hun logger ind med adgangskode og kode-app, og med Region Syddanmark.' */
const waysInWords = ({ house }: Visit, { hasPassword, passkeys, issuers, invitedUntil }: Ways): string => {
  const named = issuers.map(
    issuer => house.workplaces.find(one => one.issuer === issuer)?.name ?? 'arbejdspladsens login',
  )
  const ways = [
    ...(hasPassword ? ['adgangskode og kode-app'] : []),
    ...named,
    ...(passkeys > 0 ? [passkeys === 1 ? 'en adgangsnøgle' : `${passkeys} adgangsnøgler`] : []),
  ]
  const invited = invitedUntil ? ` Hun er inviteret, og invitationen gælder til ${momentWords(invitedUntil)}.` : ''
  return `${ways.length > 0 ? `Hun logger ind med ${ways.join(', ')}.` : 'Hun kan ikke logge ind endnu.'}${invited}`
}

const accessForms = (visit: Visit, one: Employed, ways: Ways, typed: AccessTyped = { form: {}, errors: [] }): Html => {
  const first = one.name.split(' ')[0] ?? ''
  const workplaces = visit.house.workplaces
  const has = ways.hasPassword || ways.passkeys > 0 || ways.issuers.length > 0
  const open = (...names: string[]) => (typed.errors.some(error => names.includes(error.field)) ? ' open' : '')
  return html`${
    has
      ? ''
      : formOf(
          { action: `/medarbejdere/${one.id}/invitation`, token: visit.formToken },
          html`<p>Hun får en mail til ${one.email} med et link, der virker én gang og i tre dage.</p>${button({ label: ways.invitedUntil ? 'Send en ny invitation' : 'Send invitation' })}`,
        )
  }${
    has
      ? html`<details class="bb-more"${open('sikker')}><summary>${first} har mistet sin adgang</summary>
${formOf(
  { action: `/medarbejdere/${one.id}/tabt-adgang`, token: visit.formToken },
  html`<p>Alt, hun loggede ind med, holder op med at virke, og hun får en ny invitation. I får begge besked.</p>${taps({
    name: 'sikker',
    label: 'Hvordan er du sikker på, at det er hende?',
    value: field(typed.form, 'sikker'),
    error: errorFor(typed.errors, 'sikker'),
    options: Object.entries(identityChecks).map(([value, text]) => ({ value, text })),
  })}${submit('Nulstil og send invitation')}`,
)}</details>`
      : ''
  }${
    workplaces.length > 0
      ? html`<details class="bb-more"${open('udsteder', 'person')}><summary>Bind til arbejdspladsens login</summary>
${formOf(
  { action: `/medarbejdere/${one.id}/arbejdsplads`, token: visit.formToken },
  html`<p>Kun når du kender hendes faste nummer dér. Ellers binder hun sig selv med invitationen.</p>${select({
    name: 'udsteder',
    label: 'Login',
    value: field(typed.form, 'udsteder'),
    error: errorFor(typed.errors, 'udsteder'),
    options: workplaces.map(({ issuer, name }) => ({ value: issuer, text: name })),
  })}${textInput({
    name: 'person',
    label: 'Hendes nummer dér (sub)',
    hint: 'Tomt: bindingen ender',
    optional: true,
    value: field(typed.form, 'person'),
    error: errorFor(typed.errors, 'person'),
  })}${submit('Gem binding')}`,
)}</details>`
      : ''
  }`
}

const stateOf = (role: GivenRole, now: Date): string => {
  if (role.endedAt) return `endte ${momentWords(role.endedAt)}`
  if (role.from > now) return 'begynder senere'
  return role.until && role.until <= now ? 'er forbi' : 'gælder nu'
}

const rolesTable = (visit: Visit, one: Employed, roles: GivenRole[], isSelf: boolean): Html => {
  const main = html`<p>Ansat som ${roleWords[one.role].toLocaleLowerCase('da')}${roles.length === 0 ? '. Ingen andre roller.' : '.'}</p>`
  if (roles.length === 0) return main
  const now = visit.clock.now()
  return html`${main}${dataTable<GivenRole>({
    caption: 'Andre roller',
    quietCaption: true,
    stack: true,
    columns: [
      { head: 'Rolle', cell: role => roleWords[role.role] },
      { head: 'Fra', cell: role => momentWords(role.from) },
      { head: 'Til', cell: role => (role.until ? momentWords(role.until) : 'Ikke sat') },
      { head: 'Nu', cell: role => stateOf(role, now) },
      {
        head: 'Afslut',
        quiet: true,
        cell: role =>
          isSelf || role.endedAt || (role.until && role.until <= now)
            ? ''
            : formOf(
                { action: `/medarbejdere/${one.id}/roller/ophoer`, token: visit.formToken },
                html`<input type="hidden" name="rolle-nr" value="${role.id}">${button({ label: 'Afslut nu', kind: 'link', about: roleWords[role.role] })}`,
              ),
      },
    ],
    rows: roles,
  })}`
}

const roleForm = (visit: Visit, one: Employed, typed: AccessTyped = { form: {}, errors: [] }): Html => {
  const names = ['ny-rolle', 'rolle-fra', 'rolle-fra-tid', 'rolle-til', 'rolle-til-tid']
  const text = (name: string) => ({ name, value: field(typed.form, name), error: errorFor(typed.errors, name) })
  const others = (Object.keys(roleWords) as StaffRole[]).filter(role => role !== one.role)
  return html`<details class="bb-more"${typed.errors.some(error => names.includes(error.field)) ? ' open' : ''}><summary>Giv en rolle mere</summary>
${formOf(
  { action: `/medarbejdere/${one.id}/roller`, token: visit.formToken },
  html`<p>Hun vælger selv, hvilken rolle hun er i, og den står på hver side.</p>${select({
    ...text('ny-rolle'),
    label: 'Rolle',
    empty: 'Vælg',
    options: others.map(role => ({ value: role, text: roleWords[role] })),
  })}${dateInput({ ...text('rolle-fra'), label: 'Fra dag' })}${timeInput({ ...text('rolle-fra-tid'), label: 'Klokken', optional: true, hint: 'Tomt: fra dagens begyndelse' })}${dateInput(
    { ...text('rolle-til'), label: 'Til dag', optional: true },
  )}${timeInput({ ...text('rolle-til-tid'), label: 'Klokken', optional: true, hint: 'Tomt: dagen ud' })}${submit('Giv rollen')}`,
)}</details>`
}
