import { html } from 'hono/html'
import { linkButton } from './buttons.ts'
import type { IconName } from './icons.ts'
import { icon } from './icons.ts'
import type { Html, Link } from './markup.ts'

export type Clock = {
  state: 'late' | 'soon' | 'ok' | 'wait'
  /** Weekdays in words: '4 hverdage over', 'om 7 hverdage'. */
  text: string
}
const signs: Record<Clock['state'], IconName> = { late: 'alert', soon: 'clock', ok: 'tick', wait: 'later' }

/** Icon and words and colour: take the colour away and nothing is lost. */
export const clockBadge = ({ state, text }: Clock): Html =>
  html`<span class="bb-clock is-${state}">${icon(signs[state])}${text}</span>`

export type Row = {
  clock: Clock
  name: string
  href: string
  /** Week and place: 'uge 31+2, Aabenraa'. */
  facts?: string
  /** What was promised and when. Never why a row is sensitive. */
  promise: string
  /** How she may be reached. */
  contact?: string
  /** The one act; either a link or a form of the caller's own. */
  act?: Link | Html
}

const isLink = (act: Link | Html): act is Link => 'href' in act

const row = ({
  clock,
  name,
  href,
  facts,
  promise,
  contact,
  act,
}: Row): Html => html`<li class="bb-row is-${clock.state}">
<div>${clockBadge(clock)}</div>
<div class="bb-what"><p class="bb-who"><a href="${href}">${name}</a>${facts ? html` <span class="bb-note">${facts}</span>` : ''}</p>
<p>${promise}</p>${contact ? html`<p class="bb-note">${contact}</p>` : ''}</div>
<div>${act ? (isLink(act) ? linkButton({ ...act, kind: clock.state === 'late' ? 'primary' : 'secondary' }) : act) : ''}</div>
</li>`

/** One heading and its rows, in the order given: the caller sorts by promise. */
export const worklist = ({
  id,
  heading,
  note,
  rows,
}: {
  id: string
  heading: string
  note?: string
  rows: Row[]
}): Html => html`<section aria-labelledby="${id}">
<h2 id="${id}">${heading}</h2>
${note ? html`<p class="bb-note">${note}</p>` : ''}
<ol class="bb-work">${rows.map(row)}</ol>
</section>`
