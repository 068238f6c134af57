import type { Hono } from 'hono'
import { html } from 'hono/html'
import { copyBox, errorFor, errorSummary, type FieldError, form, submit, textInput } from '../design/index.ts'
import { dayOf, longDay, timeOf } from '../kernel/clock.ts'
import { field, type Html } from '../kernel/visit.ts'
import { acceptWithPassword, type IdentityProvider, type Invitation, shortestPassword } from '../rooms/govern/index.ts'
import { limit, readForm } from './form.ts'
import { type OpenDoor, showOpen } from './open-door.ts'
import { providerFor, sendOn, tellBody } from './workplace.ts'

export const invitationAddresses: Record<string, string> = {
  'GET /invitation/:token': 'Den, der er inviteret, vælger, hvordan hun logger ind; at åbne siden ændrer intet',
  'POST /invitation/:token': 'Egen adgangskode og kode-app; virker én gang',
  'POST /invitation/:token/arbejdsplads': 'Binder adgangen til arbejdspladsens login; virker én gang',
}

export const openInvitations = (app: Hono, door: OpenDoor): void => {
  const gone = (c: Parameters<typeof showOpen>[0]) =>
    showOpen(
      c,
      door,
      goneHead,
      tellBody(goneHead, 'Den er brugt, eller den er for gammel. Bed din administrator om en ny.'),
      { status: 404 },
    )

  app.get('/invitation/:token', async c => {
    const { invitation, provider } = await providerFor(door, c.req.param('token'))
    if (!invitation) return gone(c)
    return showOpen(c, door, 'Din invitation', invitationBody(c.req.path, invitation, provider), {
      scripts: ['copy.js'],
    })
  })

  app.post('/invitation/:token', limit(16, door.config.demo), async c => {
    const { invitation, provider } = await providerFor(door, c.req.param('token'))
    if (!invitation) return gone(c)
    const typed = await readForm(c)
    const password = [typed.adgangskode].flat()[0] ?? ''
    const again = (errors: FieldError[]) =>
      showOpen(c, door, 'Din invitation', invitationBody(c.req.path, invitation, provider, errors), {
        status: 422,
        scripts: ['copy.js'],
      })
    if (password !== [typed.gentag].flat()[0])
      return again([{ field: 'gentag', message: 'De to adgangskoder er ikke ens. Skriv dem igen.' }])
    const outcome = await acceptWithPassword(
      door.database,
      invitation,
      { password, code: field(typed, 'kode') },
      door.clock.now(),
    )
    if (outcome === 'gone') return gone(c)
    if (outcome !== 'done') return again([outcome])
    return showOpen(
      c,
      door,
      'Adgangen er klar',
      tellBody('Adgangen er klar', `Log ind med ${invitation.email}, din adgangskode og den næste kode fra appen.`),
    )
  })

  app.post('/invitation/:token/arbejdsplads', limit(16, door.config.demo), async c => {
    const { invitation, provider } = await providerFor(door, c.req.param('token'))
    if (!invitation || !provider) return gone(c)
    return sendOn(c, door, provider, { target: '/', shared: false, invitation: invitation.id })
  })
}

const goneHead = 'Invitationen virker ikke'

const invitationBody = (
  action: string,
  invitation: Invitation,
  provider: IdentityProvider | undefined,
  errors: FieldError[] = [],
): Html => {
  const until = `${longDay(dayOf(invitation.expiresAt))} kl. ${timeOf(invitation.expiresAt)}`
  return html`${errorSummary(errors)}<h1>Velkommen, ${invitation.name.split(' ')[0]}</h1>
<p class="bb-lead">Vælg, hvordan du vil logge ind hos ${invitation.organisation}. Adgangen er din alene. Invitationen gælder til ${until} og virker én gang.</p>
${
  provider
    ? html`<section aria-labelledby="med-h"><h2 id="med-h">Med din arbejdsplads</h2><p>Du bruger det login, du har i forvejen.</p>
${form({ action: `${action}/arbejdsplads` }, submit(`Brug ${provider.name}`))}</section>`
    : ''
}
<section aria-labelledby="egen-h"><h2 id="egen-h">${provider ? 'Eller med egen adgangskode og kode-app' : 'Med adgangskode og kode-app'}</h2>
<p>Åbn en kode-app på din telefon, og tilføj en konto med nøglen her.</p><p>Find på en adgangskode, og skriv den kode, appen viser.</p>
${copyBox({ id: 'noegle', label: 'Nøgle til kode-appen (vælg Indtast nøgle, tidsbaseret)', text: invitation.otpSecret.match(/.{1,4}/g)?.join(' ') ?? '' })}
${form(
  { action },
  html`<input type="hidden" name="bruger" value="${invitation.email}" autocomplete="username">
${textInput({ name: 'adgangskode', label: 'Ny adgangskode', type: 'password', autocomplete: 'new-password', hint: `Mindst ${shortestPassword} tegn. Fire ord efter hinanden er godt.`, error: errorFor(errors, 'adgangskode') })}
${textInput({ name: 'gentag', label: 'Adgangskoden igen', type: 'password', autocomplete: 'new-password', error: errorFor(errors, 'gentag') })}
${textInput({ name: 'kode', label: 'Kode fra appen', hint: 'Seks tal', autocomplete: 'one-time-code', inputmode: 'numeric', width: 'short', error: errorFor(errors, 'kode') })}
${submit('Gør adgangen klar')}`,
)}</section>
<p><a href="/log-ind">Jeg kan allerede logge ind</a></p>`
}
