import { html, raw } from 'hono/html'
import { button } from './buttons.ts'
import { hiddenFields } from './forms.ts'
import { icon, wordmark } from './icons.ts'
import type { Html, Link } from './markup.ts'
import { attrs } from './markup.ts'
import { asset } from './static.ts'

export type Viewer = {
  name: string
  organisation: string
  /** The role she acts in. */
  role: string
  /** Where she sees her own access. */
  href?: string
  /** Where she chooses another of her roles, when she has several. */
  otherRole?: string
}

/** Everything around a page's own content. Without a viewer it is a public page. */
export type Frame = {
  title: string
  viewer?: Viewer
  nav?: (Link & { current?: boolean })[]
  /** True while people and numbers are invented. Required, so that nobody forgets to say it. */
  synthetic: boolean
  signOutToken?: string
  /** Whether other families are hidden because somebody looks along; the button turns it on or off and leads back. */
  shield?: { on: boolean; back: string }
  /** Short names of static scripts: 'draft.js', 'copy.js'. */
  scripts?: string[]
  wide?: boolean
  notice?: { kind: 'ok' | 'info'; text: string }
  /** Another site the page leads on to by itself: a form may not be answered by its address. */
  onward?: string
  /** True when the page returns a form with errors: the title says so first. */
  failed?: boolean
}

const navigation = (links: NonNullable<Frame['nav']>): Html =>
  html`<nav aria-label="Hovedmenu"><ul>${links.map(
    link =>
      html`<li><a${attrs({ href: link.href, 'aria-current': link.current ? 'page' : undefined })}>${link.text}</a></li>`,
  )}</ul></nav>`

const signedIn = ({ viewer, shield, signOutToken }: Frame): Html | '' => {
  if (!viewer) return ''
  const { name, organisation, role, href, otherRole } = viewer
  return html`<div class="bb-me">
<p>${href ? html`<a href="${href}">${name}</a>` : html`<b>${name}</b>`} <span>${role}, ${organisation}</span></p>
${otherRole ? html`<a href="${otherRole}">Skift rolle</a>` : ''}
${
  shield
    ? html`<form method="post" action="/skaerm">${hiddenFields({ token: signOutToken })}<input type="hidden" name="til" value="${shield.back}">${button(
        {
          label: shield.on ? 'Vis alle familier igen' : 'Skærm mod borgeren',
          kind: 'link',
          name: 'skaerm',
          value: shield.on ? 'nej' : 'ja',
        },
      )}</form>`
    : ''
}
<form method="post" action="/log-af">${hiddenFields({ token: signOutToken })}${button({ label: 'Log af', kind: 'link' })}</form>
</div>`
}

const notice = (given: Frame['notice']): Html | '' =>
  given
    ? html`<p class="bb-notice is-${given.kind}" role="status">${icon(given.kind === 'ok' ? 'tick' : 'info')}<span>${given.text}</span></p>`
    : ''

/** Leads on at once, also without script. */
export const onwardMark = (address: string | undefined): Html | '' =>
  address ? html`<meta http-equiv="refresh" content="0;url=${address}">` : ''

/** A whole page. `main` begins with its own h1. */
export const page = (frame: Frame, main: Html): Html => html`${raw('<!DOCTYPE html>')}
<html lang="da">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
${onwardMark(frame.onward)}<title>${frame.failed ? 'Fejl: ' : ''}${frame.title} – Brobygger</title>
<link rel="icon" href="${asset('icon.svg')}" type="image/svg+xml">
<link rel="stylesheet" href="${asset('dkfds.css')}">
<link rel="stylesheet" href="${asset('brobygger.css')}">
<link rel="stylesheet" href="${asset('print.css')}" media="print">
${(frame.scripts ?? []).map(name => html`<script src="${asset(name)}" defer></script>`)}
</head>
<body class="bb-staff${frame.wide ? ' is-wide' : ''}">
<a class="bb-skip" href="#main">Gå til indhold</a>
<header class="bb-top"><div class="bb-wrap">
<a class="bb-mark" href="/">${wordmark}Brobygger</a>
${frame.nav?.length ? navigation(frame.nav) : ''}
${signedIn(frame)}
</div>${frame.synthetic ? html`<p class="bb-synthetic"><span class="bb-wrap">Alle personer og tal på siden er opdigtede</span></p>` : ''}</header>
<main id="main" tabindex="-1" class="bb-wrap">
${notice(frame.notice)}
${main}
</main>
<footer class="bb-foot"><ul class="bb-wrap"><li><a href="/tilgaengelighed">Tilgængelighedserklæring</a></li><li><a href="/ord">Hjælp og ord</a></li></ul></footer>
</body>
</html>`
