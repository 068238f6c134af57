export type RefusalReason =
  | 'unknown'
  | 'forbidden'
  | 'signedOut'
  | 'stale'
  | 'unsent'
  | 'changed'
  | 'inFlight'
  | 'alreadyDone'
  | 'notNow'

/**
 * A closed door, as opposed to bad input (a value) and a bug (any other throw). Unknown and forbidden look
 * alike outside; only the log knows which it was.
 */
export class Refusal extends Error {
  readonly reason: RefusalReason
  constructor(reason: RefusalReason, detail = '') {
    super(detail || reason)
    this.name = 'Refusal'
    this.reason = reason
  }
}

/** What may stop a command before it has begun: printed as one plain sentence, exit code 1. */
export class PlainFault extends Error {
  override name = 'PlainFault'
}
