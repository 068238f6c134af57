import { scaleLinear, scalePoint } from 'd3-scale'
import { line as path } from 'd3-shape'
import { html } from 'hono/html'
import type { Count } from './format.ts'
import { count, number } from './format.ts'
import type { Html } from './markup.ts'
import type { Origin } from './origin.ts'
import { originLine } from './origin.ts'
import { dataTable } from './table.ts'

export type Month = { month: string; value: Count /** What stands beside in the table: '45 af 54'. */; detail?: string }
export type MonthLine = {
  id: string
  title: string
  months: Month[]
  median?: number
  /** After the value: ' %', ' hverdage'. */
  unit?: string
  max?: number
  detailHead?: string
  /** What a point stands for; a month when left out. */
  period?: { head: string; plural: string }
  origin: Origin
}

const month = { head: 'Måned', plural: 'måneder' }
const round = (value: number) => Math.round(value * 10) / 10
const isKnown = (month: Month): month is Month & { value: number } => typeof month.value === 'number'

/** In words what the line shows, for who cannot see it. */
const described = ({ months, median, unit = '', period = month }: MonthLine): string => {
  const values = months.filter(isKnown).map(month => month.value)
  const hidden = months.filter(month => month.value === 'hidden').length
  return [
    `${months.length} ${period.plural}.`,
    values.length > 0
      ? `Fra ${number(Math.min(...values))} til ${number(Math.max(...values))}${unit}.`
      : `Ingen af dem kan vises.`,
    median === undefined ? '' : `Median ${number(median)}${unit}.`,
    hidden > 0 ? `${hidden} skjult.` : '',
  ]
    .filter(Boolean)
    .join(' ')
}

const draw = (given: MonthLine, shape: 'wide' | 'narrow'): Html => {
  const { id, title, months, median, unit = '' } = given
  const [width, height, every] =
    shape === 'wide' ? [800, 280, Math.ceil(months.length / 8)] : [320, 220, Math.ceil(months.length / 3)]
  const [left, right, top, foot] = [52, shape === 'wide' ? 96 : 12, 16, height - 32]
  const top100 = given.max ?? Math.max(1, median ?? 0, ...months.filter(isKnown).map(month => month.value))
  const x = scalePoint(
    months.map(month => month.month),
    [left, width - right],
  ).padding(0.5)
  const y = scaleLinear([0, top100], [foot, top]).nice(4)
  const at = (month: Month) => round(x(month.month) ?? 0)
  const trace = path<Month>()
    .defined(isKnown)
    .x(at)
    .y(month => round(y(isKnown(month) ? month.value : 0)))
  const half = Math.min(14, x.step() / 2)
  const stripes = (from: number) =>
    Array.from(
      { length: Math.ceil((foot - top) / 8) },
      (_, n) => `M${round(from)} ${top + n * 8 + 8}l${round(half * 2)}-8`,
    ).join('')
  const ids = `${id}-${shape}`
  return html`<svg class="bb-chart bb-${shape}" viewBox="0 0 ${width} ${height}" role="img" aria-labelledby="${ids}-t ${ids}-d"><title id="${ids}-t">${title}</title><desc id="${ids}-d">${described(given)}</desc>
${y.ticks(4).map(tick => html`<line class="grid" x1="${left}" x2="${width - right}" y1="${round(y(tick))}" y2="${round(y(tick))}"/><text x="${left - 8}" y="${round(y(tick)) + 4}" text-anchor="end">${number(tick)}${unit === ' %' ? unit : ''}</text>`)}
${months.map((month, nth) => (nth % every === 0 ? html`<text x="${at(month)}" y="${height - 8}" text-anchor="middle">${month.month}</text>` : ''))}
${months.map(month => (month.value === 'hidden' ? html`<path class="hatch" d="${stripes(at(month) - half)}"/><text x="${at(month)}" y="${foot - 6}" text-anchor="middle" class="said">skjult</text>` : ''))}
${
  median === undefined
    ? ''
    : html`<line class="median" x1="${left}" x2="${width - right}" y1="${round(y(median))}" y2="${round(y(median))}"/>${
        shape === 'wide'
          ? html`<text x="${width - right + 8}" y="${round(y(median)) + 4}">median ${number(median)}${unit === ' %' ? unit : ''}</text>`
          : ''
      }`
}
<path class="trace" d="${trace(months) ?? ''}"/>
${months.filter(isKnown).map(month => html`<circle cx="${at(month)}" cy="${round(y(month.value))}" r="4"/>`)}</svg>`
}

/** Month by month with the median: variation, never an effect. Drawn twice so that letters keep their size; the table beside says the same. */
export const monthLine = (given: MonthLine): Html => {
  const { title, months, median, unit = '', detailHead, period = month, origin } = given
  const value = (month: Month) => (isKnown(month) ? `${number(month.value)}${unit}` : count(month.value))
  return html`<div class="bb-cols is-side bb-chartbox"><figure>${draw(given, 'wide')}${draw(given, 'narrow')}
<figcaption>${median === undefined ? '' : html`<p class="bb-src">Vandret streg: medianen, ${number(median)}${unit}. Diagrammet viser udsving, ikke virkning.</p>`}${originLine(origin)}</figcaption></figure>
${dataTable<Month>({
  caption: title,
  tight: true,
  columns: [
    { head: period.head, cell: point => point.month },
    ...(detailHead ? [{ head: detailHead, numeric: true, cell: (month: Month) => month.detail ?? '–' }] : []),
    { head: 'Værdi', numeric: true, cell: value },
  ],
  rows: months,
})}</div>`
}
