import { html } from 'hono/html'
import type { Count } from './format.ts'
import { count } from './format.ts'
import type { Html } from './markup.ts'

/** Where a number comes from. What nobody knows is said, not left out. */
export type Origin = {
  numerator?: Count
  denominator?: Count
  /** What is counted: 'henvisninger'. */
  unit: string
  /** What is left out and why: '3 uden dato er ikke med'. */
  leftOut?: string
  missing?: Count
  source: string
  /** '23. november 2026' */
  date: string
}

const sentences = ({ numerator, denominator, unit, leftOut, missing, source, date }: Origin): string =>
  [
    numerator === undefined
      ? undefined
      : denominator === undefined
        ? `${count(numerator)} ${unit}`
        : `${count(numerator)} af ${count(denominator)} ${unit}`,
    leftOut ?? 'Intet er udeladt',
    missing === undefined ? undefined : `${count(missing)} uden oplysning`,
    `Kilde: ${source}`,
    `Opgjort ${date}`,
  ]
    .filter(Boolean)
    .map(text => `${text}.`)
    .join(' ')

/** The line under a table or a chart. */
export const originLine = (origin: Origin): Html => html`<p class="bb-src">${sentences(origin)}</p>`

/** One number with its words and its origin beneath. No coloured tile, no arrow, no praise. */
export const keyFigure = ({ value, text, origin }: { value: string; text: string; origin: Origin }): Html =>
  html`<div class="bb-figure"><p><b>${value}</b> ${text}</p>${originLine(origin)}</div>`
