import { scaleLinear } from 'd3-scale'
import { html } from 'hono/html'
import { bar } from './bar.ts'
import type { Count } from './format.ts'
import { count, share } from './format.ts'
import type { Html } from './markup.ts'
import type { Origin } from './origin.ts'
import { originLine } from './origin.ts'
import { dataTable } from './table.ts'

const known = (value: Count): number => (typeof value === 'number' ? value : 0)
const onBar = (values: Count[]) =>
  scaleLinear()
    .domain([0, Math.max(1, ...values.map(known))])
    .range([0, 100])
    .clamp(true)

export type TargetRow = { label: string; actual: Count; target: Count }

/** Actual against target; the line is the target. The bars live in the table, so chart and table are one. */
export const targetBars = ({
  caption,
  what,
  rows,
  origin,
}: {
  caption: string
  what: string
  rows: TargetRow[]
  origin: Origin
}): Html => {
  const at = onBar(rows.flatMap(row => [row.actual, row.target]).map(value => (value === null ? null : value)))
  return html`<div class="bb-chartbox">${dataTable<TargetRow>({
    caption,
    quietCaption: true,
    columns: [
      { head: what, cell: row => row.label },
      {
        head: 'Stregen er målet',
        cell: ({ label, actual, target }) =>
          bar({
            title: `${label}: ${count(actual)} af ${count(target)}`,
            parts: [{ kind: 'used', from: 0, to: at(known(actual)) }],
            mark: typeof target === 'number' ? at(target) : undefined,
            hidden: actual === 'hidden',
          }),
      },
      { head: 'Faktisk', numeric: true, cell: row => count(row.actual) },
      { head: 'Mål', numeric: true, cell: row => count(row.target) },
      { head: 'Af målet', numeric: true, wideOnly: true, cell: row => share(row.actual, row.target) },
    ],
    rows,
  })}${originLine(origin)}</div>`
}

export type FunnelStep = {
  label: string
  value: Count /** Some are still under way and cannot have reached it yet. */
  open?: boolean
}

/** From the first step to the last; a pale bar is a step that some are still on their way to. */
export const funnel = ({
  caption,
  unit,
  steps,
  origin,
}: {
  caption: string
  unit: string
  steps: FunnelStep[]
  origin: Origin
}): Html => {
  const at = onBar(steps.map(step => step.value))
  const rows = steps.map((step, nth) => ({ ...step, before: steps[nth - 1]?.value ?? null }))
  return html`<div class="bb-chartbox">${dataTable<(typeof rows)[number]>({
    caption,
    quietCaption: true,
    columns: [
      { head: 'Trin', cell: row => row.label },
      {
        head: 'Søjle',
        quiet: true,
        cell: ({ label, value, open }) =>
          bar({
            title: `${label}: ${count(value)}`,
            parts: [{ kind: open ? 'pale' : 'used', from: 0, to: at(known(value)) }],
            hidden: value === 'hidden',
          }),
      },
      { head: unit, numeric: true, cell: row => count(row.value) },
      { head: 'Af forrige', numeric: true, wideOnly: true, cell: row => share(row.value, row.before) },
    ],
    rows,
  })}${originLine(origin)}</div>`
}
