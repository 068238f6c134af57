import { html } from 'hono/html'
import { actions, linkButton } from './buttons.ts'
import { icon } from './icons.ts'
import type { Html, Link } from './markup.ts'

/** Says what is fine and what comes next; never 'Ingen data'. */
export const emptyState = (text: string, next?: Link): Html =>
  html`<div class="bb-empty">${icon('tick')}<p>${text}${
    next ? html` <a href="${next.href}">${next.text}</a>` : ''
  }</p></div>`

/** One text for 'missing' and 'forbidden', so that nobody can learn from it whether a family exists. */
export const refusal = ({ home, askHref }: { home: Link; askHref?: string }): Html => html`<div class="bb-refuse">
<h1>Siden findes ikke, eller du har ikke adgang</h1>
<p>Vi skriver det samme i begge tilfælde. Det beskytter familierne.</p>
<p>Har du fået linket af en kollega, så bed om en overlevering.${
  askHref ? html` Har du brug for at se noget nu, så <a href="${askHref}">skriv hvorfor</a>. Din leder får besked.` : ''
}</p>
<p>${linkButton(home)}</p>
</div>`

export type Conflict = {
  /** Who saved first, and when: 'Lone Test Berg', 'i dag kl. 10.42'. */
  by: string
  at: string
  /** She wrote first herself, in another window. */
  own?: boolean
  fields: { label: string; saved: string; yours: string }[]
  /** The form with the person's own text still in it and the new version number. */
  form: Html
  /** Where the saved version stands, for who lets it be. */
  keep: Link
}

/** Two people wrote at the same time: both versions side by side, hers still in the form below. */
export const conflict = ({
  by,
  at,
  own,
  fields,
  form,
  keep,
}: Conflict): Html => html`<h1>${own ? 'Du har gemt i et andet vindue imens' : 'En anden har gemt imens'}</h1>
<p class="bb-lead">${own ? 'Du' : by} gemte ${at}. Din tekst ${own ? 'i dette vindue ' : ''}er ikke gemt endnu, og den er ikke gået tabt.</p>
<table class="bb-table bb-stack"><caption>De to udgaver</caption>
<thead><tr><th scope="col">Felt</th><th scope="col">${own ? 'Det andet vindue' : `Gemt af ${by}`}</th><th scope="col">${own ? 'Dette vindue' : 'Din udgave'}</th></tr></thead>
<tbody>${fields.map(
  ({ label, saved, yours }) =>
    html`<tr><th scope="row">${label} <small>${saved === yours ? 'Ens' : 'Forskellig'}</small></th><td data-title="${own ? 'Det andet vindue' : 'Gemt'}"><span class="bb-pre">${saved || 'ikke oplyst'}</span></td><td data-title="${own ? 'Dette vindue' : 'Din udgave'}"><span class="bb-pre">${yours || 'ikke oplyst'}</span></td></tr>`,
)}</tbody></table>
<h2>Ret din udgave, og gem</h2>
${form}
${actions(linkButton(keep))}`

/** Out of the page in one press, ink on the whole width, last in the reading order (exit.js makes it leave no step back). */
export const quickExit = (href: string): Html =>
  html`<nav class="bb-exit" aria-label="Væk fra siden"><a href="${href}" rel="noreferrer nofollow" data-exit>${icon('leave')}Væk fra siden</a></nav>`
