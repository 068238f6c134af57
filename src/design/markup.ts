import { html, raw } from 'hono/html'

/** A piece of page: everything put into it is escaped unless it is itself a piece of page. */
export type Html = ReturnType<typeof html>

/** A link with words on it. */
export type Link = { href: string; text: string }

/** Attributes from a record: undefined and false are left out, true stands alone. The names are ours, the values are escaped. */
export const attrs = (given: Record<string, string | number | boolean | undefined>): Html =>
  html`${Object.entries(given).map(([name, value]) => {
    if (value === undefined || value === false) return ''
    return value === true ? html` ${raw(name)}` : html` ${raw(name)}="${value}"`
  })}`

/** Words for screen readers alone. */
export const spoken = (text: string): Html => html`<span class="sr-only">${text}</span>`

/** Ids of describing elements, joined, or undefined when there are none. */
export const idList = (...ids: (string | undefined | false)[]): string | undefined =>
  ids.filter(Boolean).join(' ') || undefined
