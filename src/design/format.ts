const whole = new Intl.NumberFormat('da-DK', { maximumFractionDigits: 0 })
const one = new Intl.NumberFormat('da-DK', { maximumFractionDigits: 1 })

/** 'hidden' = kept back because it is small; null = nobody has said it. Neither may look like nought. */
export type Count = number | 'hidden' | null

/** 1.176 */
export const number = (value: number): string => (Number.isInteger(value) ? whole : one).format(value)

/** 1.176, skjult or ikke oplyst. */
export const count = (value: Count): string =>
  value === 'hidden' ? 'skjult' : value === null ? 'ikke oplyst' : number(value)

/** '85 %', or a dash when one of the two cannot be shown: a share would give the hidden number away. */
export const share = (part: Count, of: Count): string =>
  typeof part === 'number' && typeof of === 'number' && of > 0 ? `${whole.format((100 * part) / of)} %` : '–'
