import type { Hono } from 'hono'
import { html } from 'hono/html'
import { form, submit } from '../design/index.ts'
import { linkAccount, signInWithLink } from '../rooms/govern/index.ts'
import { wordsPage } from '../rooms/programme/index.ts'
import { citizenAddresses, openCitizenDoor } from './citizen.ts'
import { invitationAddresses, openInvitations } from './invitation.ts'
import { enter, type OpenDoor, showOpen } from './open-door.ts'
import { openPasskeys, passkeyAddresses } from './passkeys.ts'
import { seatOf } from './seat.ts'
import { openSignIn, signInAddresses } from './sign-in.ts'
import { statement } from './statement.ts'
import { openWorkplace, workplaceAddresses } from './workplace.ts'

/** Every address that answers without sign-in, and why. A test compares it with what the server answers. */
export const publicAddresses: Record<string, string> = {
  ...signInAddresses,
  ...workplaceAddresses,
  ...passkeyAddresses,
  ...invitationAddresses,
  ...citizenAddresses,
  'GET /log-ind/demo/:token': 'Kun i demonstrationen: den, der har linket, er personen',
  'POST /log-ind/demo/:token': 'Kun i demonstrationen',
  'GET /tilgaengelighed': 'Loven om webtilgængelighed: erklæringen skal kunne læses af alle',
  'GET /was': 'Fører til den registrerede tilgængelighedserklæring',
  'GET /ord': 'Ordene, vi bruger. Ingen personer, intet fra databasen',
  'GET /healthz': 'Drift: processen svarer',
  'GET /readyz': 'Drift: databasen svarer',
}

/** The pages that need no sign-in. */
export const openOpenDoor = (app: Hono, door: OpenDoor): void => {
  const { config, database } = door
  openSignIn(app, door)
  openPasskeys(app, door)
  openWorkplace(app, door)
  openInvitations(app, door)
  openCitizenDoor(app, door)
  if (config.demo) openDemonstration(app, door)

  app.get('/tilgaengelighed', c => showOpen(c, door, 'Tilgængelighedserklæring', statement()))
  app.get('/ord', c => showOpen(c, door, 'Ord, vi bruger', wordsPage()))
  app.get('/was', c => c.redirect(process.env.BROBYGGER_WAS_URL ?? '/tilgaengelighed', 302))
  app.get('/healthz', c => c.text('ok'))
  app.get('/readyz', async c => {
    await database.asNobody(async () => undefined)
    return c.text('ok')
  })
}

const openDemonstration = (app: Hono, door: OpenDoor): void => {
  const { config, database } = door
  const gone = html`<h1>Linket virker ikke</h1><p>Start demonstrationen igen for at få nye links.</p>`
  app.get('/log-ind/demo/:token', async c => {
    const account = await linkAccount(database, c.req.param('token'))
    if (!account) return showOpen(c, door, 'Linket virker ikke', gone, { status: 404 })
    return showOpen(
      c,
      door,
      'Log ind i demonstrationen',
      html`<h1>Log ind som ${account.name}</h1>
        <p class="bb-lead">${account.title}. Alle personer er opdigtede.</p>
        ${form({ action: c.req.path }, submit(`Log ind som ${account.title.toLowerCase()}`))}`,
    )
  })
  app.post('/log-ind/demo/:token', async c => {
    const outcome = await signInWithLink(database, c.req.param('token'), seatOf(c, config, database.keys, false))
    if (!outcome.ok) return showOpen(c, door, 'Linket virker ikke', gone, { status: 404 })
    await enter(c, door, outcome)
    return c.redirect('/', 303)
  })
}
