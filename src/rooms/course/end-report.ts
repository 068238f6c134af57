export const stepResults = ['reached', 'partly', 'notReached', 'noLongerRelevant'] as const
export type StepResult = (typeof stepResults)[number]
export const isStepResult = (text: string): text is StepResult => (stepResults as readonly string[]).includes(text)

export const stepDoers = ['woman', 'counsellor', 'both', 'other'] as const
export type StepDoer = (typeof stepDoers)[number]

export interface EndReport {
  reason: string
  note: string | null
  summary: string
  /** She has heard the summary and said that the referrer may read it. */
  approved: boolean
  /** The result of every agreed step, by its id. */
  results: Record<string, StepResult>
}

export const longestSummary = 4_000

export type ReportFault = { field: string; message: string }

/** What keeps a course from ending: a step without a result, an appointment still standing, words that are missing. */
export const reportFaults = (
  report: { reason: string; note: string; summary: string; approved: string; results: Record<string, string> },
  course: { steps: readonly { id: string; text: string }[]; reasons: readonly string[]; planned: number },
): ReportFault[] => {
  const faults: ReportFault[] = []
  if (course.planned > 0)
    faults.push({
      field: 'planned',
      message: 'Der er stadig en aftale i kalenderen. Skriv om den, eller aflys den, før forløbet slutter.',
    })
  for (const step of course.steps)
    if (!isStepResult(report.results[step.id] ?? ''))
      faults.push({ field: `result-${step.id}`, message: `Vælg, hvordan det gik med: ${shorten(step.text)}` })
  if (!course.reasons.includes(report.reason))
    faults.push({ field: 'reason', message: 'Vælg, hvorfor forløbet slutter.' })
  else if (report.reason === 'other' && report.note === '')
    faults.push({ field: 'note', message: 'Skriv med dine egne ord, hvorfor forløbet slutter.' })
  if (report.approved !== 'yes' && report.approved !== 'no')
    faults.push({ field: 'approved', message: 'Vælg, om hun har sagt ja til, at henviseren får opsummeringen.' })
  else if (report.approved === 'yes' && report.summary === '')
    faults.push({ field: 'summary', message: 'Skriv den opsummering, som hun har sagt ja til.' })
  return faults
}

const shorten = (text: string): string => ([...text].length > 60 ? `${[...text].slice(0, 57).join('')}…` : text)
