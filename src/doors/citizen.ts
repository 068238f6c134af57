import type { Context, Hono } from 'hono'
import { html } from 'hono/html'
import { button, calmPage, form, linkButton, submit } from '../design/index.ts'
import { log } from '../kernel/log.ts'
import { Refusal } from '../kernel/refusal.ts'
import { field, type Html } from '../kernel/visit.ts'
import { beginWithProvider, finishWithBroker, signOutCitizen } from '../rooms/govern/index.ts'
import { limit, readForm } from './form.ts'
import { clearBrowser, readBrowser, readCitizen, writeCitizen } from './guard.ts'
import type { OpenDoor, Status } from './open-door.ts'
import { browserSecret, sharedTick } from './sign-in.ts'

export const citizenAddresses: Record<string, string> = {
  'GET /min-side': 'En borger logger ind, eller ser, at hun er logget ind; intet om en sag',
  'POST /min-side/log-ind': 'Sender videre til MitID',
  'GET /min-side/svar': 'MitID’s svar, som kun tages fra den browser, der spurgte',
  'GET /min-side/ud': 'Væk fra siden: logger af, rydder browseren og viser vejret',
  'POST /min-side/log-af': 'For at logge af, også når man er logget af imens',
}

// A word that tells nobody who looks along what the page is about.
const title = 'Min side'
const exit = '/min-side/ud'
const elsewhere = 'https://www.dmi.dk/'

export const openCitizenDoor = (app: Hono, door: OpenDoor): void => {
  const { config, database, clock } = door
  const provider = door.providers.find(one => one.for === 'citizen')
  const show = async (c: Context, body: Html, status: Status = 200) =>
    c.html(await calmPage({ title, exit, synthetic: config.demo }, body), status)

  app.get('/min-side', async c => {
    const who = await citizenOf(door, readCitizen(c, config))
    return show(c, who ? signedInBody() : signInBody(provider !== undefined))
  })

  app.post('/min-side/log-ind', limit(16, config.demo), async c => {
    if (!provider) return show(c, signInBody(false), 404)
    const shared = field(await readForm(c), 'delt') === 'ja'
    const start = {
      provider,
      callback: `${config.baseUrl}/min-side/svar`,
      browser: browserSecret(c, door),
      target: '/min-side',
      shared,
    }
    const address = await beginWithProvider(database, start, clock.now())
    if (!address) return show(c, tellBody('MitID svarer ikke lige nu', 'Prøv igen om lidt.'), 502)
    return c.html(await calmPage({ title, exit, synthetic: config.demo, onward: address }, onwardBody(address)))
  })

  app.get('/min-side/svar', async c => {
    if (!provider) return c.notFound()
    const outcome = await finishWithBroker(database, provider, new URL(c.req.url), readBrowser(c, config), clock.now())
    log('sign-in', { way: 'citizen', outcome: outcome.ok ? 'in' : outcome.why })
    if (outcome.ok) {
      const before = readCitizen(c, config)
      if (before) await signOutCitizen(database, before)
      writeCitizen(c, config, outcome.token)
      return c.redirect('/min-side', 303)
    }
    return outcome.why === 'level'
      ? show(
          c,
          tellBody(
            'Log ind med MitID på niveau Betydelig',
            'Det, du brugte, er ikke sikkert nok til dine oplysninger. Prøv igen, og brug din app eller kodeviser.',
          ),
          401,
        )
      : show(c, tellBody('Du er ikke logget ind', 'Det lykkedes ikke denne gang. Du kan prøve igen.'), 401)
  })

  const leave = async (c: Context, to: string) => {
    const token = readCitizen(c, config)
    if (token) await signOutCitizen(database, token)
    clearBrowser(c, config, true)
    return c.redirect(to, 303)
  }
  app.post('/min-side/log-af', c => leave(c, '/min-side'))
  app.get(exit, c => leave(c, elsewhere))
}

/** The citizen who is signed in, or nobody; her visit keeps her session alive. */
const citizenOf = async ({ database }: OpenDoor, token: string) => {
  try {
    return await database.asCitizen(token, async citizen => citizen)
  } catch (error) {
    if (error instanceof Refusal) return undefined
    throw error
  }
}

const signInBody = (isOpen: boolean): Html => html`<h1>Log ind</h1>
${
  isOpen
    ? html`<p class="bb-lead">Du logger ind med MitID. Vi sender ikke noget til dig. MitID gemmer selv, hvor du har logget ind.</p>
${form({ action: '/min-side/log-ind' }, html`${sharedTick('delt')}${submit('Log ind med MitID')}`)}`
    : html`<p class="bb-lead">Man kan ikke logge ind her endnu. Ring til den, du plejer at tale med.</p>`
}`

const signedInBody = (): Html => html`<h1>Du er logget ind</h1>
<p class="bb-lead">Der er ikke noget at vise her endnu.</p>
<p>Gør du ingenting i 10 minutter, bliver du logget af. På en delt computer efter 3 minutter.</p>
${form({ action: '/min-side/log-af' }, button({ label: 'Log af' }))}`

const onwardBody = (address: string): Html => html`<h1>Du sendes videre</h1>
<p class="bb-lead">Log ind med MitID. Bagefter kommer du tilbage hertil.</p>
<p>${linkButton({ href: address, text: 'Videre til MitID', kind: 'primary' })}</p>`

const tellBody = (head: string, says: string): Html => html`<h1>${head}</h1><p class="bb-lead">${says}</p>
<p>${linkButton({ href: '/min-side', text: 'Tilbage' })}</p>`
