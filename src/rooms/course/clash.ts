import { type SessionState, standing } from './session.ts'

/** Half-open: one that ends at 10 and one that begins at 10 do not meet. */
export interface Interval {
  from: Date
  to: Date
}

export interface Booking extends Interval {
  id: string
  state: SessionState
  counsellor: string
  site: string | null
  room: string | null
  interpreter: string | null
}

export const clashKinds = ['counsellor', 'room', 'interpreter'] as const
export type ClashKind = (typeof clashKinds)[number]
export interface Clash {
  kind: ClashKind
  with: Booking
}

export const overlap = (a: Interval, b: Interval): boolean => a.from < b.to && b.from < a.to

/** Rooms and interpreters are names people type: capitals and spare space make no other room. */
export const sameName = (a: string | null, b: string | null): boolean =>
  a !== null && b !== null && a.trim().toLowerCase() === b.trim().toLowerCase()

const shares: Record<ClashKind, (a: Booking, b: Booking) => boolean> = {
  counsellor: (a, b) => a.counsellor === b.counsellor,
  room: (a, b) => a.site !== null && a.site === b.site && sameName(a.room, b.room),
  interpreter: (a, b) => sameName(a.interpreter, b.interpreter),
}

/** Whom or what the wanted booking would have in two places at once. The database refuses the same. */
export const clashes = (wanted: Booking, others: readonly Booking[]): Clash[] =>
  others
    .filter(
      other => other.id !== wanted.id && standing(other.state) && standing(wanted.state) && overlap(wanted, other),
    )
    .flatMap(other => clashKinds.filter(kind => shares[kind](wanted, other)).map(kind => ({ kind, with: other })))

/** What is left of a span when the taken parts are taken out. */
export const freeIn = (span: Interval, taken: readonly Interval[]): Interval[] => {
  const free: Interval[] = []
  let at = span.from
  for (const one of taken.filter(t => overlap(t, span)).toSorted((a, b) => a.from.getTime() - b.from.getTime())) {
    if (one.from > at) free.push({ from: at, to: one.from })
    if (one.to > at) at = one.to
  }
  if (at < span.to) free.push({ from: at, to: span.to })
  return free
}
