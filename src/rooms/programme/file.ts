import { isUtf8 } from 'node:buffer'
import { LineCounter, parseDocument } from 'yaml'
import { type AgreementVersion, agreementVersions } from './agreement-version.ts'
import * as part from './parts.ts'
import { type Fault, reading } from './reading.ts'
import { checkRules } from './rules.ts'
import { entries, list, nothing, type Of, object, optional, type Shape } from './shape.ts'
import { textFault, yamlSentence } from './text-check.ts'
import { choice, code, text } from './values.ts'
import { version } from './version.ts'

export const statuses = { 'i drift': 'active', foreslået: 'proposed', afsluttet: 'ended' } as const
export const partnershipTypes = {
  partnerskabsaftale: 'partnershipAgreement',
  udviklingspartnerskab: 'developmentPartnership',
  'projekt med bevilling': 'fundedProject',
  'forslag til pilotprojekt': 'pilotProposal',
} as const

const sourceKey: Shape<string> = {
  says: 'en kildenøgle som S000 eller W01',
  read(node, name, at) {
    const key = code.read(node, name, at)
    if (key !== nothing) at.define('source', key)
    return key
  },
}
const saids = optional(list(part.said))

const programme = object('programmet', {
  key: code,
  name: text,
  shortName: text,
  status: choice(statuses),
  partnershipType: choice(partnershipTypes),
  sources: entries(sourceKey, part.source),
  about: list(part.said),
  announcements: saids,
  organisations: list(part.organisation, 'key'),
  goals: list(part.goal),
  statements: optional(list(part.statement)),
  rationale: saids,
  phases: saids,
  policy: saids,
  criteria: list(part.criterion, 'code'),
  barriers: saids,
  needs: saids,
  sites: list(part.site, 'key'),
  sitesNote: saids,
  channels: list(part.said),
  staff: list(part.staff),
  activityTypes: saids,
  topics: saids,
  rules: saids,
  theory: saids,
  measures: optional(list(part.measure, 'code')),
  outcomes: saids,
  evaluation: saids,
  money: saids,
  anchoring: saids,
  denominators: optional(list(part.denominator, 'key')),
  actuals: saids,
  practice: saids,
  clocks: list(part.clock, 'key'),
  planning: saids,
  open: saids,
  conflicts: optional(list(part.conflict)),
  agreements: list(version, 'version'),
})

type Entry = Of<typeof programme>
/** A whole programme as its file states it; the agreement versions are complete documents of their own. */
export type ProgrammeFile = Omit<Entry, 'agreements'> & { agreements: AgreementVersion[] }
export type ProgrammeEntry = Entry
export type ReadProgramme = { ok: true; programme: ProgrammeFile } | { ok: false; faults: Fault[] }

/** Reads a programme file; every fault names file, line and what to write instead. Never throws for any text. */
export function readProgramme(source: string, fileName: string): ReadProgramme {
  const unreadable = textFault(source, fileName)
  if (unreadable) return { ok: false, faults: [unreadable] }

  const lines = new LineCounter()
  const document = parseDocument(source, { lineCounter: lines, prettyErrors: false, version: '1.2', schema: 'core' })
  const problems = [...document.errors, ...document.warnings]
  if (problems.length > 0) {
    const faults = problems.slice(0, 50).map(problem => ({
      file: fileName,
      line: Math.max(1, lines.linePos(problem.pos[0]).line),
      message: yamlSentence(problem.code),
    }))
    return { ok: false, faults }
  }

  const at = reading(fileName, lines)
  const entry = programme.read(document.contents, 'programmet', at)
  at.checkNames()
  if (entry !== nothing) checkRules(entry, document, at)
  if (entry === nothing || at.faults.length > 0) {
    return { ok: false, faults: at.faults.toSorted((a, b) => a.line - b.line).slice(0, 200) }
  }
  return { ok: true, programme: { ...entry, agreements: agreementVersions(entry) } }
}

/** The same for a file as it lies on disk: bytes that are not UTF-8 are a fault, not a question mark. */
export function readProgrammeBytes(bytes: Uint8Array, fileName: string): ReadProgramme {
  if (!isUtf8(bytes)) {
    const message = 'Filen er ikke gemt som UTF-8. Gem den igen med tegnsættet UTF-8.'
    return { ok: false, faults: [{ file: fileName, line: 1, message }] }
  }
  return readProgramme(new TextDecoder().decode(bytes), fileName)
}
