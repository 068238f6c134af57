import { html } from 'hono/html'
import type { Html, Link } from './markup.ts'
import { attrs, spoken } from './markup.ts'

export type ButtonKind = 'primary' | 'secondary' | 'link'
const looks: Record<ButtonKind, string> = {
  primary: 'button button-primary',
  secondary: 'button button-secondary',
  link: 'bb-linkbutton',
}

export type Button = {
  /** Names the act: 'Ring til Karla', never 'OK'. */
  label: string
  kind?: ButtonKind
  /** Which of several buttons was pressed. */
  name?: string
  value?: string
  /** Said after the label to those who cannot see which row the button is in. */
  about?: string
  autofocus?: boolean
  /** Sends the form without the browser's own checks, for 'Gem og luk'. */
  skipChecks?: boolean
  formaction?: string
}

/** A button that sends its form. */
export const button = ({ label, kind = 'secondary', about, skipChecks, ...rest }: Button): Html =>
  html`<button type="submit" class="${looks[kind]}"${attrs({ formnovalidate: skipChecks, ...rest })}>${label}${about ? spoken(` ${about}`) : ''}</button>`

/** The one primary button of a decision. */
export const submit = (label: string, more: Omit<Button, 'label' | 'kind'> = {}): Html =>
  button({ label, kind: 'primary', ...more })

/** A link that looks like a button: it goes somewhere, it changes nothing. */
export const linkButton = ({
  href,
  text,
  about,
  kind = 'secondary',
}: Link & { about?: string; kind?: ButtonKind }): Html =>
  html`<a class="${looks[kind]}" href="${href}">${text}${about ? spoken(` ${about}`) : ''}</a>`

/** The row of buttons that ends a form or a card; the primary one first. */
export const actions = (...parts: Html[]): Html => html`<div class="bb-acts">${parts}</div>`
