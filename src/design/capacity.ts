import { html } from 'hono/html'
import { bar } from './bar.ts'
import { number } from './format.ts'
import type { Html } from './markup.ts'

export type Capacity = {
  booked: number
  promised?: number
  total: number
  unit?: string
  free?: { one: string; many: string }
}

const rest = (left: number, { one, many }: { one: string; many: string }): string => {
  if (left === 0) return 'fuldt'
  if (left < 0) return `${number(-left)} for mange`
  return `${number(left)} ${left === 1 ? one : many}`
}

/** The words first, then booked, promised and free; what is too much stands in rust past a line. */
export const capacityBar = ({
  booked,
  promised = 0,
  total,
  unit = 'timer om ugen',
  free = { one: 'ledig', many: 'ledige' },
}: Capacity): Html => {
  const used = booked + promised
  const scale = Math.max(used, total, 1)
  const at = (value: number) => (100 * value) / scale
  const within = Math.min(booked, total)
  return html`<div class="bb-capacity"><p class="bb-cap"><span>${number(used)} af ${number(total)} ${unit}</span><span>${rest(total - used, free)}</span></p>${bar(
    {
      title: `${number(booked)} booket, ${number(promised)} lovet, ${number(total)} i alt`,
      parts: [
        { kind: 'used', from: 0, to: at(within) },
        { kind: 'pale', from: at(within), to: at(Math.min(used, total)) },
        { kind: 'over', from: at(total), to: at(used) },
      ],
      mark: used > total ? at(total) : undefined,
    },
  )}</div>`
}
