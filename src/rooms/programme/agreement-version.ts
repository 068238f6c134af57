import type { ProgrammeEntry } from './file.ts'
import type { Clock, Criterion, Site } from './parts.ts'
import type { VersionEntry } from './version.ts'

/** One dated version of an agreement, whole in itself, so that it can be kept as one unchangeable document. */
export type AgreementVersion = Omit<VersionEntry, 'sites' | 'criteria'> & {
  programme: string
  sites: Site[] | null
  criteria: Criterion[] | null
  /** Reasons a referrer may tick: the criteria, and the examples a source gives of them. */
  reasons: Criterion[]
  clocks: Clock[]
}

/** A criterion as this version's own source states it; facts of another source do not follow along. */
const statedBy = (criterion: Criterion, source: string | undefined): Criterion =>
  source === undefined || source === criterion.source ? criterion : { ...criterion, source, facts: undefined }

/** Replaces the names in each version with the things they name. */
export function agreementVersions(entry: ProgrammeEntry): AgreementVersion[] {
  const byNumber = entry.agreements.toSorted((a, b) => a.version - b.version)
  return byNumber.map(version => {
    const criteria =
      version.criteria &&
      entry.criteria.filter(c => version.criteria?.includes(c.code)).map(c => statedBy(c, version.criteriaSource))
    const stated = new Set(version.criteria ?? [])
    return {
      ...version,
      programme: entry.key,
      sites: version.sites && entry.sites.filter(site => version.sites?.includes(site.key)),
      criteria,
      reasons: entry.criteria.filter(
        c =>
          c.domain !== 'targetGroup' &&
          (c.domain === 'other' || stated.has(c.code) || (c.exampleOf && stated.has(c.exampleOf))),
      ),
      clocks: entry.clocks,
    }
  })
}
