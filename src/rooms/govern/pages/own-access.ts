import { html } from 'hono/html'
import {
  actions,
  button,
  dataTable,
  errorFor,
  errorSummary,
  type FieldError,
  form as formOf,
  type Html,
  linkButton,
  submit,
  textInput,
} from '../../../design/index.ts'
import { isId } from '../../../kernel/ids.ts'
import { Refusal } from '../../../kernel/refusal.ts'
import { type Answer, again, type Form, field, page, see, type Visit } from '../../../kernel/visit.ts'
import { accessEvents, endMySession, mySessions, type OwnSession, waysOf } from '../access-state.ts'
import { isLine } from '../fields.ts'
import { mailAddressOf } from '../hire.ts'
import { addPasskey, beginPasskey, type Passkey, passkeyHost, passkeysOf, removePasskey } from '../identity/passkey.ts'
import { eventWords, wayWords } from '../words.ts'
import { momentWords } from './staff-access.ts'

/** Her own ways in, where she is signed in, and what happened: nobody else's. */
export const showOwnAccess = async (visit: Visit): Promise<Answer> => page('Din adgang', await ownPage(visit))

const ownPage = async (visit: Visit, errors: FieldError[] = []): Promise<Html> => {
  const { db, actor, house } = visit
  const ways = await waysOf(db, actor.staff)
  const keys = await passkeysOf(db)
  const sessions = await mySessions(db)
  const events = await accessEvents(db, actor.staff, 10)
  const names = ways.issuers.map(
    issuer => house.workplaces.find(one => one.issuer === issuer)?.name ?? 'arbejdspladsens login',
  )
  return html`${errorSummary(errors)}<h1>Din adgang</h1>
<p class="bb-lead">Den er kun din. Bruger en anden den, så står det, hun gør, i dit navn.</p>
<h2 id="noegler">Sådan logger du ind</h2>
<ul class="bb-kv">${ways.hasPassword ? html`<li>Adgangskode og kode-app</li>` : ''}${names.map(name => html`<li>${name}</li>`)}${keys.length > 0 ? html`<li>Adgangsnøgle</li>` : ''}${!ways.hasPassword && names.length + keys.length === 0 ? html`<li>Kun demonstrationens link</li>` : ''}</ul>
${keys.length > 0 ? keysTable(visit, keys) : ''}
${
  passkeyHost(house.origin)
    ? actions(linkButton({ href: '/min-adgang/noegle', text: 'Tilføj en adgangsnøgle' }))
    : html`<p>Adgangsnøgler kan ikke bruges på denne adresse.</p>`
}
<h2>Her er du logget ind</h2>
${sessionsTable(visit, sessions)}
<form method="post" action="/log-af/alle-steder">${actions(button({ label: 'Log af alle steder' }))}</form>
<h2>Det er sket</h2>
<ul class="bb-kv">${events.map(event => html`<li>${momentWords(event.at)}: ${eventWords(event)}</li>`)}</ul>
<p>Er der noget, du ikke kender? Log af alle steder, og sig det til din administrator med det samme.</p>`
}

const keysTable = (visit: Visit, keys: Passkey[]): Html =>
  dataTable<Passkey>({
    caption: 'Adgangsnøgler',
    quietCaption: true,
    stack: true,
    columns: [
      { head: 'Navn', cell: key => key.label },
      { head: 'Tilføjet', cell: key => momentWords(key.madeAt) },
      { head: 'Sidst brugt', cell: key => (key.usedAt ? momentWords(key.usedAt) : 'Ikke endnu') },
      {
        head: 'Fjern',
        quiet: true,
        cell: key =>
          formOf(
            { action: '/min-adgang/noegler/fjern', token: visit.formToken },
            html`<input type="hidden" name="noegle" value="${key.id}">${button({ label: 'Fjern', kind: 'link', about: key.label })}`,
          ),
      },
    ],
    rows: keys,
  })

const sessionsTable = (visit: Visit, sessions: OwnSession[]): Html =>
  dataTable<OwnSession>({
    caption: 'Her er du logget ind',
    quietCaption: true,
    stack: true,
    columns: [
      { head: 'Hvor', cell: one => `${one.device ?? 'Ukendt enhed'}${one.shared ? ', delt computer' : ''}` },
      { head: 'Hvordan', cell: one => wayWords(one.way) },
      { head: 'Siden', cell: one => momentWords(one.openedAt) },
      { head: 'Sidst brugt', cell: one => (one.isThis ? 'Nu' : momentWords(one.seenAt)) },
      {
        head: 'Log af',
        quiet: true,
        cell: one =>
          one.isThis
            ? 'Den, du sidder ved'
            : formOf(
                { action: '/min-adgang/sessioner/afslut', token: visit.formToken },
                html`<input type="hidden" name="session" value="${one.id}">${button({ label: 'Log af dér', kind: 'link', about: one.device ?? 'ukendt enhed' })}`,
              ),
      },
    ],
    rows: sessions,
  })

export const endSession = async (visit: Visit): Promise<Answer> => {
  const session = field(visit.form, 'session')
  const isEnded = isId(session) && (await endMySession(visit.db, session))
  // Over already, or never hers: there is nothing to end, and the list shows what is left.
  return isEnded ? see('/min-adgang', 'Du er logget af dér.') : see('/min-adgang')
}

const freshFor = 10 * 60_000

/** Only somebody who has just shown who she is may add a way in: an open screen is no proof. */
export const isFresh = async (visit: Visit): Promise<boolean> => {
  const mine = (await mySessions(visit.db)).find(session => session.isThis)
  // Both moments are the database's: the clock of the visit may be another.
  return mine !== undefined && mine.seenAt.getTime() - mine.openedAt.getTime() < freshFor
}

export const askPasskey = async (visit: Visit): Promise<Answer> =>
  page('Tilføj en adgangsnøgle', await passkeyPage(visit), { scripts: ['passkey.js'] })

const passkeyPage = async (visit: Visit, typed: Form = {}, errors: FieldError[] = []): Promise<Html> => {
  const { db, actor, house, clock, viewer } = visit
  if (!passkeyHost(house.origin)) throw new Refusal('unknown', 'no host name for passkeys')
  const head = html`${errorSummary(errors)}<h1>Tilføj en adgangsnøgle</h1>`
  if (!(await isFresh(visit)))
    return html`${head}<p class="bb-lead">Log ind igen først. Så er vi sikre på, at det er dig, der tilføjer den.</p>
<p>${linkButton({ href: '/log-ind?til=/min-adgang/noegle', text: 'Log ind igen', kind: 'primary' })}</p>`
  const email = (await mailAddressOf(db, actor.staff)) ?? ''
  const { key, options } = await beginPasskey(db, house.origin, { name: viewer.name, email }, clock.now())
  return html`${head}<p class="bb-lead">Med en adgangsnøgle logger du ind med din finger, dit ansigt eller en kode på din egen enhed.</p>
<p data-without-passkey>Adgangsnøgler kræver en browser med JavaScript. Du kan logge ind på de andre måder.</p>
<div data-passkey="make" data-options="${JSON.stringify(options)}" hidden>${formOf(
    { action: '/min-adgang/noegler', token: visit.formToken },
    html`<input type="hidden" name="noegle" value="${key}"><input type="hidden" name="svar" value="">
${textInput({ name: 'kaldes', label: 'Hvad skal den hedde?', hint: 'For eksempel Min telefon', value: field(typed, 'kaldes'), error: errorFor(errors, 'kaldes') })}
${submit('Lav adgangsnøglen')}<p class="bb-note" role="status" data-passkey-status></p>`,
  )}</div>
<p><a href="/min-adgang">Tilbage til din adgang</a></p>`
}

export const savePasskey = async (visit: Visit): Promise<Answer> => {
  const { db, form, house, clock } = visit
  const label = field(form, 'kaldes')
  const refuse = async (message: string) =>
    again('Tilføj en adgangsnøgle', await passkeyPage(visit, form, [{ field: 'kaldes', message }]), {
      scripts: ['passkey.js'],
    })
  if (!isLine(label, 60)) return refuse('Giv nøglen et navn, højst 60 tegn.')
  const sent = { key: field(form, 'noegle'), answer: field(form, 'svar'), label }
  const isAdded = (await isFresh(visit)) && (await addPasskey(db, house.origin, sent, clock.now()))
  return isAdded ? see('/min-adgang', 'Adgangsnøglen er tilføjet.') : refuse('Nøglen blev ikke taget. Prøv igen.')
}

export const dropPasskey = async (visit: Visit): Promise<Answer> => {
  const id = field(visit.form, 'noegle')
  const outcome = isId(id) ? await removePasskey(visit.db, id) : 'unknown'
  // Gone already, or never hers: there is nothing to remove, and the list shows what is left.
  if (outcome === 'unknown') return see('/min-adgang')
  if (outcome === 'removed') return see('/min-adgang', 'Adgangsnøglen er fjernet.')
  const errors = [
    { field: 'noegler', message: 'Det er din eneste måde at logge ind på. Tilføj en anden, før du fjerner den.' },
  ]
  return again('Din adgang', await ownPage(visit, errors))
}
