import { html } from 'hono/html'
import { emptyState, page as frame, linkButton, refusal } from '../design/index.ts'
import { type Answer, type Form, type Html, page } from '../kernel/visit.ts'

const home = { href: '/', text: 'Gå til forsiden' }

/** Missing and forbidden: one text. */
export const missingPage = (synthetic: boolean): Html =>
  frame({ title: 'Siden findes ikke, eller du har ikke adgang', synthetic }, refusal({ home }))

/** The form was sent before, or the matter was settled meanwhile. */
export const stalePage = (synthetic: boolean): Html =>
  frame(
    { title: 'Det er allerede sket', synthetic },
    html`<h1>Det er allerede sket</h1>
      ${emptyState('Formularen er sendt før, eller en anden har ordnet sagen imens. Der er ikke sket noget to gange.')}
      <p>${linkButton(home)}</p>`,
  )

/** Somebody looks along at the screen: nothing that could name another family. */
export const shieldedAnswer: Answer = page(
  'Skjult, mens nogen ser med',
  html`<h1>Skjult, mens nogen ser med</h1>
    ${emptyState('Familierne på siden er skjult. Vælg Vis alle familier igen, når du er alene.')}`,
)

/** Nothing was sent: what was written is longer than any of our forms can be. */
export const tooMuchPage = (synthetic: boolean, kilobytes: number): Html =>
  frame(
    { title: 'Det er for meget på én gang', synthetic },
    html`<h1>Det er for meget på én gang</h1>
      <p class="bb-lead">Vi kan højst tage imod ${kilobytes} kB ad gangen. Intet er gemt.</p>
      <p>Gå tilbage, kortere teksten af, og send igen.</p>
      <p>${linkButton(home)}</p>`,
  )

/** Another site made her browser send it, or her browser hides where it came from. */
export const strangerPage = (synthetic: boolean): Html =>
  frame(
    { title: 'Det kom fra en anden side', synthetic },
    html`<h1>Det kom fra en anden side</h1>
      <p class="bb-lead">For din og familiernes skyld tager vi kun imod det, der er sendt fra vores egne sider. Intet er gemt.</p>
      <p>Åbn siden her hos os, og prøv igen.</p>
      <p>${linkButton(home)}</p>`,
  )

/** The page is too old to be sent from, or was not ours: nothing has happened. */
export const unsentPage = (synthetic: boolean): Html =>
  frame(
    { title: 'Det blev ikke sendt', synthetic },
    html`<h1>Det blev ikke sendt</h1>
      <p class="bb-lead">Siden var for gammel, eller den er ændret, siden du åbnede den. Intet er gemt.</p>
      <p>Gå tilbage, kopiér det, du har skrevet, åbn siden igen, og send det derfra.</p>
      <p>${linkButton(home)}</p>`,
  )

/** A bug of ours: a number to give when asking for help, and nothing of the inside. */
export const faultPage = (synthetic: boolean, reference: string): Html =>
  frame(
    { title: 'Noget gik galt hos os', synthetic },
    html`<h1>Noget gik galt hos os</h1>
      <p class="bb-lead">Intet er gemt halvt. Prøv igen om lidt.</p>
      <p>Sker det igen, så giv dette nummer videre: <strong>${reference}</strong></p>
      <p>${linkButton(home)}</p>`,
  )

const sendAgain = (path: string, form: Form): Html => html`<form method="post" action="${path}">
        ${Object.entries(form).flatMap(([name, value]) =>
          [value].flat().map(one => html`<input type="hidden" name="${name}" value="${one}">`),
        )}
        <button class="button button-primary" type="submit">Send igen</button>
      </form>`

/**
 * The database is away for a moment. Her words wait in the page; whether the first sending came through is not known,
 * and sending it twice has one effect.
 */
export const busyPage = (synthetic: boolean, again?: { path: string; form: Form }): Html =>
  frame(
    { title: 'Vi er her om lidt', synthetic },
    html`<h1>Vi er her om lidt</h1>
      <p class="bb-lead">Systemet svarer ikke lige nu. Prøv igen om et øjeblik.</p>
      ${
        again
          ? html`<p>Det, du skrev, er ikke tabt. Sender du det igen, sker der ikke noget to gange.</p>${sendAgain(again.path, again.form)}`
          : ''
      }`,
  )

/** Sent twice, and the first is still being answered: sending it again shows where the first arrived. */
export const underWayPage = (path: string, form: Form, synthetic: boolean): Html =>
  frame(
    { title: 'Det er på vej', synthetic },
    html`<h1>Det er på vej</h1>
      <p class="bb-lead">Formularen er sendt og bliver behandlet lige nu. Vent et øjeblik, og send igen: der sker ikke noget to gange.</p>
      ${sendAgain(path, form)}`,
  )

/** Signed out in the middle of a form: her words wait in the page, and go in when she has signed in beside it. */
export const signedOutPage = (path: string, form: Form, synthetic: boolean): Html =>
  frame(
    { title: 'Du er logget af', synthetic },
    html`<h1>Du er logget af</h1>
      <p class="bb-lead">Der gik lang tid, så vi loggede dig af. Det, du skrev, er ikke tabt.</p>
      <ol>
        <li><a href="/log-ind" target="_blank" rel="noopener">Log ind i en ny fane</a></li>
        <li>Kom tilbage hertil, og send igen.</li>
      </ol>
      ${sendAgain(path, form)}`,
  )
