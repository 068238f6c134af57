import type { Hono } from 'hono'
import { html } from 'hono/html'
import { actions, button, errorSummary, form, select, submit, textInput, tick } from '../design/index.ts'
import { log } from '../kernel/log.ts'
import { field, type Html } from '../kernel/visit.ts'
import {
  type IdentityProvider,
  newSecret,
  passkeyHost,
  signInWithPassword,
  signOut,
  signOutEverywhere,
} from '../rooms/govern/index.ts'
import { limit, readForm } from './form.ts'
import { clearBrowser, readBrowser, readDevice, readSession, writeBrowser } from './guard.ts'
import { enter, type OpenDoor, safeTarget, showOpen } from './open-door.ts'
import { seatOf } from './seat.ts'

export const signInAddresses: Record<string, string> = {
  'GET /log-ind': 'For at logge ind',
  'POST /log-ind': 'Adgangskode og engangskode, med loft over forsøg',
  'POST /log-af': 'For at logge af, også når man er logget af imens',
  'POST /log-af/alle-steder': 'For at ende alle sine egne sessioner på én gang',
}

export const staffProviders = (providers: IdentityProvider[]): IdentityProvider[] =>
  providers.filter(provider => provider.for === 'staff')

export const openSignIn = (app: Hono, door: OpenDoor): void => {
  const { config, database, clock } = door
  const show = (typed: Typed, problem?: string) => signInBody(door, typed, problem)
  const scripts = passkeyHost(config.baseUrl) ? ['passkey.js'] : []

  app.get('/log-ind', c => showOpen(c, door, 'Log ind', show({ target: safeTarget(c.req.query('til')) }), { scripts }))

  app.post('/log-ind', limit(16, config.demo), async c => {
    const typed = await readForm(c)
    const target = safeTarget(field(typed, 'til'))
    const [email, code] = [field(typed, 'email'), field(typed, 'kode')]
    const password = [typed.adgangskode].flat()[0] ?? ''
    const shared = field(typed, 'delt') === 'ja'
    const again = (text: string) =>
      showOpen(c, door, 'Log ind', show({ target, email: email.slice(0, 300), shared }, text), { status: 422, scripts })
    if (password.length > 1_000 || email.length > 300 || code.length > 20) return again(wrong)
    const seat = seatOf(c, config, database.keys, shared)
    const outcome = await signInWithPassword(database, { email, password, code }, seat, clock.now())
    log('sign-in', { way: 'password', outcome: outcome.ok ? 'in' : outcome.many ? 'many' : 'wrong' })
    if (!outcome.ok) return again(outcome.many ? tooMany : wrong)
    await enter(c, door, outcome)
    return c.redirect(target, 303)
  })

  app.post('/log-af', async c => {
    await signOut(database, readSession(c, config))
    clearBrowser(c, config, !readDevice(c, config))
    return c.redirect('/log-ind', 303)
  })
  app.post('/log-af/alle-steder', async c => {
    await signOutEverywhere(database, readSession(c, config))
    clearBrowser(c, config, !readDevice(c, config))
    return c.redirect('/log-ind', 303)
  })
}

/** The secret of the browser that begins a sign-in, made when it has none. */
export const browserSecret = (c: Parameters<typeof readBrowser>[0], { config }: Pick<OpenDoor, 'config'>): string => {
  const known = readBrowser(c, config)
  const secret = /^[\w-]{32}$/.test(known) ? known : newSecret()
  writeBrowser(c, config, secret)
  return secret
}

const wrong = 'E-mail, adgangskode eller engangskode passer ikke. Prøv igen.'
const tooMany =
  'Der er prøvet for mange gange. Vent et kvarter, og prøv igen. Er det ikke dig, så sig det til din administrator.'

interface Typed {
  target: string
  email?: string
  shared?: boolean
}

/** The tick that makes three minutes of it, and leaves nothing in the browser. */
export const sharedTick = (id: string, checked = false): Html =>
  tick({
    id,
    name: 'delt',
    text: 'Delt computer',
    hint: 'Andre bruger den også: log af efter 3 minutters pause',
    checked,
  })

const workplaces = (providers: IdentityProvider[], target: string): Html | '' => {
  if (providers.length === 0) return ''
  const options = providers.map(({ key, name }) => ({ value: key, text: name }))
  return html`<section aria-labelledby="arbejdsplads-h"><h2 id="arbejdsplads-h">Med din arbejdsplads</h2>
${form(
  { action: '/log-ind/arbejdsplads' },
  html`<input type="hidden" name="til" value="${target}">
${select({ name: 'arbejdsplads', label: 'Vælg din arbejdsplads', options, empty: options.length > 1 ? 'Vælg' : undefined })}
${sharedTick('delt-arbejdsplads')}${submit('Videre til login')}`,
)}</section>`
}

const signInBody = ({ providers, config }: OpenDoor, { target, email = '', shared }: Typed, problem?: string): Html => {
  const vouching = staffProviders(providers)
  return html`${problem ? errorSummary([{ field: 'email', message: problem }]) : ''}
<h1>Log ind</h1>
${workplaces(vouching, target)}
<section aria-labelledby="kode-h"><h2 id="kode-h">${vouching.length > 0 ? 'Uden din arbejdsplads' : 'Med adgangskode'}</h2>
${form(
  { action: '/log-ind' },
  html`<input type="hidden" name="til" value="${target}">
${textInput({ name: 'email', label: 'E-mail', value: email, type: 'email', autocomplete: 'username' })}
${textInput({ name: 'adgangskode', label: 'Adgangskode', type: 'password', autocomplete: 'current-password' })}
${textInput({ name: 'kode', label: 'Engangskode', hint: 'Seks tal fra din kode-app', autocomplete: 'one-time-code', inputmode: 'numeric' })}
${sharedTick('delt-kode', shared)}${submit('Log ind')}`,
)}
${
  passkeyHost(config.baseUrl)
    ? html`<div data-passkey="login" hidden>${form(
        { action: '/log-ind/noegle' },
        html`<input type="hidden" name="til" value="${target}"><input type="hidden" name="delt" value=""><input type="hidden" name="noegle" value=""><input type="hidden" name="svar" value="">
${actions(button({ label: 'Log ind med adgangsnøgle' }))}<p class="bb-note" role="status" data-passkey-status></p>`,
      )}</div>`
    : ''
}</section>
<p><a href="/log-ind/hjaelp">Kan du ikke logge ind?</a></p>`
}
