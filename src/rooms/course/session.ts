/** A session is planned once; whatever happens to it is a row with a who and a when. */
export const sessionStates = ['planned', 'held', 'noShow', 'cancelledByHer', 'cancelledByUs', 'rescheduled'] as const
export type SessionState = (typeof sessionStates)[number]

export const sessionVerbs = ['hold', 'miss', 'cancelByHer', 'cancelByUs', 'reschedule', 'handOver', 'undo'] as const
export type SessionVerb = (typeof sessionVerbs)[number]

interface Move {
  from: SessionState
  verb: SessionVerb
  to: SessionState
}

// A moved session has a successor, so it cannot be taken back; everything else can, by a new row.
export const sessionMoves: readonly Move[] = [
  { from: 'planned', verb: 'hold', to: 'held' },
  { from: 'planned', verb: 'miss', to: 'noShow' },
  { from: 'planned', verb: 'cancelByHer', to: 'cancelledByHer' },
  { from: 'planned', verb: 'cancelByUs', to: 'cancelledByUs' },
  { from: 'planned', verb: 'reschedule', to: 'rescheduled' },
  { from: 'planned', verb: 'handOver', to: 'planned' },
  { from: 'held', verb: 'undo', to: 'planned' },
  { from: 'noShow', verb: 'undo', to: 'planned' },
  { from: 'cancelledByHer', verb: 'undo', to: 'planned' },
  { from: 'cancelledByUs', verb: 'undo', to: 'planned' },
]

export type SessionRefusal = 'notFromThisState' | 'notYet'

/** Where the verb leads, or why not. What has not begun can be neither held nor missed. */
export const moveSession = (
  session: { state: SessionState; from: Date },
  verb: SessionVerb,
  now: Date,
): { ok: true; to: SessionState } | { ok: false; refusal: SessionRefusal } => {
  const move = sessionMoves.find(one => one.from === session.state && one.verb === verb)
  if (!move) return { ok: false, refusal: 'notFromThisState' }
  if ((verb === 'hold' || verb === 'miss') && session.from > now) return { ok: false, refusal: 'notYet' }
  return { ok: true, to: move.to }
}

/** Takes a time of somebody and of a room, and counts against a cap. */
export const standing = (state: SessionState): boolean => state === 'planned' || state === 'held'

export const courseStates = ['open', 'closing', 'ended', 'mistaken'] as const
export type CourseState = (typeof courseStates)[number]
/** 'closing': it is decided that the course ends, and the end report is waiting to be written. */
export const isOpen = (state: CourseState): boolean => state === 'open' || state === 'closing'

export const moveReasons = ['sheCannot', 'sheIsIll', 'weCannot', 'weAreIll', 'interpreter', 'room', 'other'] as const
export type MoveReason = (typeof moveReasons)[number]
