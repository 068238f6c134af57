import type { Hono } from 'hono'
import { html } from 'hono/html'
import { log } from '../kernel/log.ts'
import { field } from '../kernel/visit.ts'
import { beginPasskeySignIn, finishPasskeySignIn, openSession, passkeyHost } from '../rooms/govern/index.ts'
import { limit, readForm } from './form.ts'
import { readBrowser } from './guard.ts'
import { enter, type OpenDoor, safeTarget, showOpen } from './open-door.ts'
import { seatOf } from './seat.ts'
import { browserSecret } from './sign-in.ts'
import { tellBody } from './workplace.ts'

export const passkeyAddresses: Record<string, string> = {
  'GET /log-ind/hjaelp': 'Hjælp til den, der ikke kan logge ind',
  'POST /log-ind/noegle/begyndelse': 'En udfordring til adgangsnøglen; den nævner ingen person',
  'POST /log-ind/noegle': 'Adgangsnøglens svar',
}

export const openPasskeys = (app: Hono, door: OpenDoor): void => {
  const { config, database, clock } = door
  const { origin } = new URL(config.baseUrl)

  app.post('/log-ind/noegle/begyndelse', limit(1, config.demo), async c => {
    if (!passkeyHost(origin)) return c.notFound()
    const browser = browserSecret(c, door)
    return c.json(await database.asNobody(kysely => beginPasskeySignIn(kysely, origin, browser, clock.now())))
  })

  app.post('/log-ind/noegle', limit(32, config.demo), async c => {
    const typed = await readForm(c)
    const sent = { key: field(typed, 'noegle'), answer: field(typed, 'svar'), browser: readBrowser(c, config) }
    const seat = seatOf(c, config, database.keys, field(typed, 'delt') === 'ja')
    const token = await database.asNobody(async kysely => {
      const account = await finishPasskeySignIn(kysely, origin, sent, clock.now())
      return account && openSession(kysely, account, 'passkey', seat)
    })
    log('sign-in', { way: 'passkey', outcome: token ? 'in' : 'wrong' })
    if (!token)
      return showOpen(c, door, notTaken, tellBody(notTaken, 'Prøv igen, eller log ind på en anden måde.'), {
        status: 422,
      })
    await enter(c, door, { token })
    return c.redirect(safeTarget(field(typed, 'til')), 303)
  })

  app.get('/log-ind/hjaelp', c => showOpen(c, door, 'Kan du ikke logge ind?', helpBody()))
}

const notTaken = 'Adgangsnøglen blev ikke taget'

const helpBody = () => html`<h1>Kan du ikke logge ind?</h1>
<p class="bb-lead">Din administrator kan hjælpe dig. Ring, eller gå hen til hende.</p>
<ul class="bb-kv">
<li>Har du fået ny telefon eller glemt adgangskoden? Så sender hun dig en ny invitation, når hun er sikker på, at det er dig.</li>
<li>Virker invitationen ikke? Den virker én gang og i tre dage. Bed om en ny.</li>
<li>Er der prøvet for mange gange? Vent et kvarter. Har du logget ind på computeren før, kan du som regel prøve igen med det samme.</li>
<li>Brug altid din egen adgang, aldrig en kollegas.</li>
</ul>
<p><a href="/log-ind">Tilbage til log ind</a></p>`
