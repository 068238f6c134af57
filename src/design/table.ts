import { html } from 'hono/html'
import type { Html, Link } from './markup.ts'
import { attrs, spoken } from './markup.ts'

export type Column<T> = {
  head: string
  cell: (row: T) => string | Html
  /** Digits line up at the end of the cell. */
  numeric?: boolean
  /** Left out on a phone; it must stand in the file to download. */
  wideOnly?: boolean
  /** The head is for screen readers alone, as over bars and buttons. */
  quiet?: boolean
}
export type Table<T> = {
  caption: string
  /** The heading above the table says the same: the caption is for screen readers alone. */
  quietCaption?: boolean
  columns: Column<T>[]
  rows: T[]
  total?: T
  /** On a phone each row becomes a small card; for tables of words. Tables of numbers stay and drop columns. */
  stack?: boolean
  tight?: boolean
}

const line = <T>(columns: Column<T>[], row: T): Html =>
  html`<tr>${columns.map(({ head, cell, numeric, wideOnly, quiet }, nth) => {
    const look = [numeric && 'r', wideOnly && 'bb-hide-s'].filter(Boolean).join(' ')
    const shared = { class: look || undefined }
    return nth === 0
      ? html`<th scope="row"${attrs(shared)}>${cell(row)}</th>`
      : html`<td${attrs({ ...shared, 'data-title': quiet ? undefined : head })}>${cell(row)}</td>`
  })}</tr>`

/** A table with a caption and heads that say their direction. The first column heads the row. */
export const dataTable = <T>({
  caption,
  quietCaption,
  columns,
  rows,
  total,
  stack,
  tight,
}: Table<T>): Html => html`<table class="bb-table${
  stack ? ' bb-stack' : ''
}${tight ? ' is-tight' : ''}"><caption${attrs({ class: quietCaption ? 'sr-only' : undefined })}>${caption}</caption>
<thead><tr>${columns.map(({ head, numeric, wideOnly, quiet }) => {
  const look = [numeric && 'r', wideOnly && 'bb-hide-s'].filter(Boolean).join(' ')
  return html`<th scope="col"${attrs({ class: look || undefined })}>${quiet ? spoken(head) : head}</th>`
})}</tr></thead>
<tbody>${rows.map(row => line(columns, row))}</tbody>${total === undefined ? '' : html`<tfoot>${line(columns, total)}</tfoot>`}</table>`

/** Views of one list as links; the number is how many rows each holds. */
export const tabs = (label: string, links: (Link & { count?: string; current?: boolean })[]): Html =>
  html`<nav class="bb-tabs" aria-label="${label}"><ul>${links.map(
    ({ href, text, count, current }) =>
      html`<li><a${attrs({ href, 'aria-current': current ? 'page' : undefined })}>${text}${count === undefined ? '' : html` <span>${count}</span>`}</a></li>`,
  )}</ul></nav>`

/** Forward and back in a long list. No page numbers: rows come and go while one reads. */
export const pager = ({ previous, next, text }: { previous?: string; next?: string; text?: string }): Html =>
  html`<nav class="bb-pager" aria-label="Flere rækker">${
    previous ? html`<a rel="prev" href="${previous}">Forrige</a>` : ''
  }${text ? html`<span class="bb-note">${text}</span>` : ''}${next ? html`<a rel="next" href="${next}">Næste</a>` : ''}</nav>`
