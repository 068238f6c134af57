import { type SessionState, standing } from './session.ts'

/** Sessions against what the agreement's track allows. `cap` null = no source states one. */
export interface Count {
  held: number
  planned: number
  noShows: number
  cap: number | null
}

export const countOf = (sessions: readonly { state: SessionState }[], cap: number | null): Count => {
  const many = (state: SessionState) => sessions.filter(session => session.state === state).length
  return { held: many('held'), planned: many('planned'), noShows: many('noShow'), cap }
}

/** A planned session has its place: two of two planned leaves no room for a third. */
export const roomForOneMore = ({ held, planned, cap }: Count): boolean => cap === null || held + planned < cap

/** Everything the track allows has been held: now somebody chooses with her what happens. */
export const capReached = ({ held, cap }: Count): boolean => cap !== null && held >= cap

/** Which one this session is, by time, among those that count: 2 of two. */
export const placeOf = (
  session: { id: string; from: Date; state: SessionState },
  sessions: readonly { id: string; from: Date; state: SessionState }[],
): number =>
  sessions.filter(
    other => other.id !== session.id && standing(other.state) && other.from.getTime() < session.from.getTime(),
  ).length + 1

const many = (count: number): string => (count === 1 ? '1 samtale holdt' : `${count} samtaler holdt`)

/** '1 af 2', '2 af 2 – hvad nu?', or the plain number where no cap is stated. */
export const sayCount = (count: Count): string => {
  if (count.cap === null) return `${many(count.held)} (loft: ikke oplyst)`
  const of = `${count.held} af ${count.cap}`
  return capReached(count) ? `${of} – hvad nu?` : of
}
