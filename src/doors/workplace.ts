import type { Context, Hono } from 'hono'
import { html } from 'hono/html'
import { linkButton } from '../design/index.ts'
import { log } from '../kernel/log.ts'
import { field, type Html } from '../kernel/visit.ts'
import { beginWithProvider, finishWithWorkplace, type IdentityProvider, openInvitation } from '../rooms/govern/index.ts'
import { limit, readForm } from './form.ts'
import { readBrowser } from './guard.ts'
import { enter, type OpenDoor, type Status, safeTarget, showOpen } from './open-door.ts'
import { deviceWords } from './seat.ts'
import { browserSecret, staffProviders } from './sign-in.ts'

export const workplaceAddresses: Record<string, string> = {
  'POST /log-ind/arbejdsplads': 'Sender videre til arbejdspladsens eget login',
  'GET /log-ind/svar/:key': 'Arbejdspladsens svar, som kun tages fra den browser, der spurgte',
}

export const openWorkplace = (app: Hono, door: OpenDoor): void => {
  const { config, database, clock } = door
  const find = (key: string | undefined) => staffProviders(door.providers).find(provider => provider.key === key)

  app.post('/log-ind/arbejdsplads', limit(16, config.demo), async c => {
    const typed = await readForm(c)
    const provider = find(field(typed, 'arbejdsplads'))
    if (!provider)
      return showOpen(c, door, 'Log ind', tellBody('Vælg din arbejdsplads', 'Gå tilbage, og vælg den på listen.'), {
        status: 422,
      })
    return sendOn(c, door, provider, { target: safeTarget(field(typed, 'til')), shared: field(typed, 'delt') === 'ja' })
  })

  app.get('/log-ind/svar/:key', async c => {
    const provider = find(c.req.param('key'))
    if (!provider) return c.notFound()
    const seat = { browser: readBrowser(c, config), words: deviceWords(c.req.header('User-Agent')) }
    const outcome = await finishWithWorkplace(database, provider, new URL(c.req.url), seat, clock.now())
    log('sign-in', { way: 'workplace', provider: provider.key, outcome: outcome.ok ? 'in' : outcome.why })
    if (outcome.ok) {
      await enter(c, door, outcome)
      return c.redirect(outcome.target, 303)
    }
    const [head, says, status] = sentences[outcome.why]
    return showOpen(c, door, head, tellBody(head, says), { status })
  })
}

interface Onward {
  target: string
  shared: boolean
  invitation?: string
}

/** Shows a page that leads on to the workplace: a form may not be answered by another site's address. */
export const sendOn = async (c: Context, door: OpenDoor, provider: IdentityProvider, onward: Onward) => {
  const { config, database, clock } = door
  const callback = `${config.baseUrl}/log-ind/svar/${provider.key}`
  const browser = browserSecret(c, door)
  const address = await beginWithProvider(database, { ...onward, provider, callback, browser }, clock.now())
  if (address) return showOpen(c, door, 'Videre til login', onwardBody(provider.name, address), { onward: address })
  log('sign-in', { way: 'workplace', provider: provider.key, outcome: 'unreachable' })
  const [head, says, status] = sentences.unreachable
  return showOpen(c, door, head, tellBody(head, says), { status })
}

/** The provider of an invitation's own house. */
export const providerFor = async (door: OpenDoor, token: string) => {
  const invitation = await openInvitation(door.database, token, door.clock.now())
  const provider =
    invitation && staffProviders(door.providers).find(one => one.organisation === invitation.organisationKey)
  return { invitation, provider }
}

export const onwardBody = (name: string, address: string): Html => html`<h1>Du sendes videre</h1>
<p class="bb-lead">Log ind hos ${name}. Bagefter kommer du tilbage hertil.</p>
<p>${linkButton({ href: address, text: `Videre til ${name}`, kind: 'primary' })}</p>`

export const tellBody = (head: string, says: string, href = '/log-ind'): Html => html`<h1>${head}</h1>
<p class="bb-lead">${says}</p>
<p>${linkButton({ href, text: 'Tilbage til log ind' })}</p>`

const notBelieved: [string, string, Status] = [
  'Vi kunne ikke logge dig ind',
  'Svaret fra login passede ikke til det, vi spurgte om. Begynd forfra.',
  401,
]
type Why = Exclude<Awaited<ReturnType<typeof finishWithWorkplace>>, { ok: true }>['why']

const sentences: Record<Why, [string, string, Status]> = {
  declined: ['Du er ikke logget ind', 'Login blev afbrudt. Du kan prøve igen.', 401],
  answer: notBelieved,
  token: notBelieved,
  time: notBelieved,
  level: [
    'Login var ikke sikkert nok',
    'Her skal man logge ind på sikringsniveau Betydelig: med to ting, for eksempel adgangskode og app. Prøv igen, og vælg det hos din arbejdsplads.',
    401,
  ],
  unreachable: ['Login svarer ikke', 'Din arbejdsplads’ login svarer ikke lige nu. Prøv igen om lidt.', 502],
  unknown: [
    'Vi kender dig ikke endnu',
    'Din arbejdsplads siger god for dig, men du har ingen adgang her. Bed din administrator om en invitation.',
    401,
  ],
  ended: ['Du har ingen adgang i dag', 'Din adgang er ikke begyndt eller er ophørt. Spørg din administrator.', 401],
  taken: [
    'Det login hører til en anden',
    'En kollega logger allerede ind som den person. Hver har sin egen adgang: log af hos din arbejdsplads, og log ind som dig selv.',
    409,
  ],
  gone: [
    'Invitationen virker ikke mere',
    'Den er brugt, eller den er for gammel. Bed din administrator om en ny.',
    409,
  ],
}
