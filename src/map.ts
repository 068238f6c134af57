/** The rooms and what each may use, as in the plan of the house. kernel and design are everybody's. */
export const map = {
  govern: [],
  programme: ['govern'],
  family: ['govern'],
  caseload: ['govern', 'family'],
  message: ['govern', 'family'],
  safety: ['govern', 'family', 'caseload'],
  concern: ['govern', 'family', 'caseload'],
  referral: ['govern', 'programme', 'family', 'caseload', 'message', 'safety'],
  course: ['govern', 'programme', 'family', 'caseload', 'message', 'safety', 'referral'],
  evaluate: ['govern', 'programme'],
} as const satisfies Record<string, readonly string[]>

export type Room = keyof typeof map

/** Rooms that count over the pseudonymous facts views of others. */
export const readsFacts: readonly Room[] = ['evaluate']
