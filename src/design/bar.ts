import { html } from 'hono/html'
import type { Html } from './markup.ts'

export type Part = { kind: 'used' | 'pale' | 'over' | 'worse'; from: number; to: number }
const round = (value: number) => Math.round(value * 100) / 100

const stripes = (): string => Array.from({ length: 25 }, (_, n) => `M${n * 4} 10l2.4-10`).join('')

/** A bar of 100 by 10 without text, so that it may stretch. The words stand in the cells beside; it is drawing only. */
export const bar = ({
  title,
  parts,
  mark,
  hidden,
}: {
  title: string
  parts: Part[]
  mark?: number
  hidden?: boolean
}): Html =>
  html`<svg class="bb-bar" viewBox="0 0 100 10" preserveAspectRatio="none" aria-hidden="true" focusable="false"><title>${title}</title><rect class="ground" width="100" height="10"/>${
    hidden ? html`<path class="hatch" d="${stripes()}"/>` : ''
  }${parts.map(({ kind, from, to }) =>
    to > from ? html`<rect class="${kind}" x="${round(from)}" width="${round(to - from)}" height="10"/>` : '',
  )}${mark === undefined ? '' : html`<line x1="${round(mark)}" x2="${round(mark)}" y1="-3" y2="13"/>`}</svg>`
