import type { Context, Hono } from 'hono'
import { html } from 'hono/html'
import { errorSummary, type Frame, form, page as frame, submit, textInput } from '../design/index.ts'
import type { Clock } from '../kernel/clock.ts'
import type { Config } from '../kernel/config.ts'
import type { Database } from '../kernel/database.ts'
import type { Html } from '../kernel/visit.ts'
import { field } from '../kernel/visit.ts'
import {
  linkAccount,
  type signInWithLink as SignIn,
  signInWithLink,
  signInWithPassword,
  signOut,
} from '../rooms/govern/index.ts'
import { wordsPage } from '../rooms/programme/index.ts'
import { limit, readForm } from './form.ts'
import { readSession, writeSession } from './guard.ts'
import { statement } from './statement.ts'

interface OpenDoor {
  config: Config
  database: Database
  clock: Clock
}

/** Every address that answers without sign-in, and why. A test compares it with what the server answers. */
export const publicAddresses: Record<string, string> = {
  'GET /log-ind': 'For at logge ind',
  'POST /log-ind': 'Adgangskode og engangskode, med loft over forsøg',
  'GET /log-ind/demo/:token': 'Kun i demonstrationen: den, der har linket, er personen',
  'POST /log-ind/demo/:token': 'Kun i demonstrationen',
  'POST /log-af': 'For at logge af, også når man er logget af imens',
  'GET /tilgaengelighed': 'Loven om webtilgængelighed: erklæringen skal kunne læses af alle',
  'GET /was': 'Fører til den registrerede tilgængelighedserklæring',
  'GET /ord': 'Ordene, vi bruger. Ingen personer, intet fra databasen',
  'GET /healthz': 'Drift: processen svarer',
  'GET /readyz': 'Drift: databasen svarer',
}

/** The pages that need no sign-in. */
export const openOpenDoor = (app: Hono, { config, database, clock }: OpenDoor): void => {
  const show = async (c: Context, title: string, body: Html, status: 200 | 401 | 404 | 422 = 200) => {
    const data: Frame = { title, failed: status === 422, synthetic: config.demo }
    return c.html(await frame(data, body), status)
  }
  const enter = (c: Context, outcome: Awaited<ReturnType<typeof SignIn>>, target: string) => {
    if (!outcome.ok) return undefined
    writeSession(c, config, outcome.token)
    return c.redirect(target, 303)
  }

  app.get('/log-ind', c => show(c, 'Log ind', signInBody(safeTarget(c.req.query('til')))))

  app.post('/log-ind', limit(16), async c => {
    const typed = await readForm(c)
    const target = safeTarget(field(typed, 'til'))
    const email = field(typed, 'email')
    const password = [typed.adgangskode].flat()[0] ?? ''
    const code = field(typed, 'kode')
    if (password.length > 1_000 || email.length > 300 || code.length > 20)
      return show(c, 'Log ind', signInBody(target, email.slice(0, 300), wrong), 422)
    const outcome = await signInWithPassword(database, email, password, code, clock.now())
    const text = !outcome.ok && outcome.reason === 'tooMany' ? tooMany : wrong
    return enter(c, outcome, target) ?? show(c, 'Log ind', signInBody(target, email, text), 422)
  })

  if (config.demo) {
    app.get('/log-ind/demo/:token', async c => {
      const account = await linkAccount(database, c.req.param('token'))
      if (!account)
        return show(
          c,
          'Linket virker ikke',
          html`<h1>Linket virker ikke</h1><p>Start demonstrationen igen for at få nye links.</p>`,
          404,
        )
      return show(
        c,
        'Log ind i demonstrationen',
        html`<h1>Log ind som ${account.name}</h1>
          <p class="bb-lead">${account.title}. Alle personer er opdigtede.</p>
          ${form({ action: c.req.path }, submit(`Log ind som ${account.title.toLowerCase()}`))}`,
      )
    })
    app.post('/log-ind/demo/:token', async c => {
      const outcome = await signInWithLink(database, c.req.param('token'))
      return enter(c, outcome, '/') ?? show(c, 'Linket virker ikke', html`<h1>Linket virker ikke</h1>`, 404)
    })
  }

  app.post('/log-af', async c => {
    await signOut(database, readSession(c, config))
    writeSession(c, config, '')
    c.header('Clear-Site-Data', '"cache", "cookies", "storage"')
    return c.redirect('/log-ind', 303)
  })

  app.get('/tilgaengelighed', c => show(c, 'Tilgængelighedserklæring', statement()))
  app.get('/ord', c => show(c, 'Ord, vi bruger', wordsPage()))
  app.get('/was', c => c.redirect(process.env.BROBYGGER_WAS_URL ?? '/tilgaengelighed', 302))
  app.get('/healthz', c => c.text('ok'))
  app.get('/readyz', async c => {
    await database.asNobody(async () => undefined)
    return c.text('ok')
  })
}

const wrong = 'E-mail, adgangskode eller engangskode passer ikke. Prøv igen.'
const tooMany = 'Der er prøvet for mange gange. Vent et kvarter, og prøv igen.'

/** Only a path of our own: never another site's address. */
const safeTarget = (target: string | undefined): string =>
  target && /^\/(?![/\\])[\w/.-]*$/.test(target) ? target : '/'

const signInBody = (target: string, email = '', problem?: string): Html => html`
  ${problem ? errorSummary([{ field: 'email', message: problem }]) : ''}
  <h1>Log ind</h1>
  ${form(
    { action: '/log-ind' },
    html`<input type="hidden" name="til" value="${target}">
      ${textInput({ name: 'email', label: 'E-mail', value: email, type: 'email', autocomplete: 'username' })}
      ${textInput({ name: 'adgangskode', label: 'Adgangskode', type: 'password', autocomplete: 'current-password' })}
      ${textInput({ name: 'kode', label: 'Engangskode', hint: 'Seks tal fra din kode-app', autocomplete: 'one-time-code', inputmode: 'numeric' })}
      ${submit('Log ind')}`,
  )}`
