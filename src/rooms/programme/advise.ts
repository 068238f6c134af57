import type { AgreementVersion } from './agreement-version.ts'
import { type Criterion, type Domain, domains } from './parts.ts'
import { sayList } from './say.ts'
import { wordOf } from './values.ts'

/** What is known when a woman is referred. Left out = not asked yet. */
export type Situation = { reasons: string[]; birthPlace?: string; childAgeYears?: number }
export type CriterionAdvice = {
  code: string
  text: string
  source: string
  met: 'yes' | 'no' | 'ask'
  /** A Danish sentence that says why. */
  reason: string
}
/** `fits`: its subjects answer to a chosen reason. */
export type TrackAdvice = { key: string; name: string; fits: boolean; reason: string }
export type Advice = { criteria: CriterionAdvice[]; tracks: TrackAdvice[]; notInAgreement: string[] }

/** Which criteria of the agreement the situation meets, and why. Advice only: a person decides, and no score is made. */
export function advise(version: AgreementVersion, situation: Situation): Advice {
  const ticked = version.reasons.filter(reason => situation.reasons.includes(reason.code))
  const known = new Set(version.reasons.map(reason => reason.code))
  return {
    criteria: (version.criteria ?? []).map(criterion => ({
      code: criterion.code,
      text: criterion.text,
      source: criterion.source,
      ...judge(criterion, version, situation, ticked),
    })),
    tracks: trackAdvice(version, ticked),
    notInAgreement: situation.reasons.filter(code => !known.has(code)),
  }
}

function judge(
  criterion: Criterion,
  version: AgreementVersion,
  situation: Situation,
  ticked: Criterion[],
): Pick<CriterionAdvice, 'met' | 'reason'> {
  if (criterion.decidedBy === 'birthPlace') return byBirthPlace(version, situation.birthPlace)
  if (criterion.decidedBy === 'childAge') return byChildAge(criterion, situation.childAgeYears)
  if (ticked.some(reason => reason.code === criterion.code)) {
    return { met: 'yes', reason: `Du har valgt: ${criterion.text}.` }
  }
  const examples = ticked.filter(reason => reason.exampleOf === criterion.code)
  if (examples.length > 0) {
    return {
      met: 'yes',
      reason: `Du har valgt ${sayList(examples.map(e => e.text))}, som hører under: ${criterion.text}.`,
    }
  }
  if (criterion.domain === 'targetGroup') return { met: 'ask', reason: 'Det afklarer du i samtalen.' }
  return { met: 'no', reason: 'Det er ikke valgt som grund.' }
}

function byBirthPlace(version: AgreementVersion, key: string | undefined): Pick<CriterionAdvice, 'met' | 'reason'> {
  if (key === undefined) return { met: 'ask', reason: 'Fødestedet er ikke valgt endnu.' }
  const site = version.sites?.find(candidate => candidate.key === key)
  if (!site || (site.kind !== 'birthPlace' && site.kind !== 'homeBirthClinic')) {
    return { met: 'no', reason: 'Fødestedet er ikke et af dem, aftalen omfatter.' }
  }
  return { met: 'yes', reason: `Hun er tilknyttet ${site.name}, som aftalen omfatter.` }
}

function byChildAge(criterion: Criterion, years: number | undefined): Pick<CriterionAdvice, 'met' | 'reason'> {
  const age = criterion.childAgeYears
  if (!age) return { met: 'ask', reason: 'Alderen er ikke oplyst i aftalen.' }
  if (years === undefined) return { met: 'ask', reason: 'Barnets alder er ikke skrevet endnu.' }
  const met = years >= age.from && years <= age.to
  return met
    ? { met: 'yes', reason: `Barnet er ${years} år, og aftalen gælder ${age.from}-${age.to} år.` }
    : { met: 'no', reason: `Barnet er ${years} år; aftalen gælder ${age.from}-${age.to} år.` }
}

/** Which words of a track belong to which domain of reasons. */
const near: Partial<Record<Domain, string[]>> = {
  economy: ['economy'],
  social: ['legalAid', 'workOrEducation', 'navigatePublicOffers', 'familyNetwork'],
  relations: ['coupleRelationship', 'contactRules', 'childWellbeing', 'parentingCompetence', 'cooperationAfterBreakup'],
  body: ['pregnancy', 'birth'],
  mind: ['pregnancy', 'maternityPeriod', 'parentingCompetence'],
  earlierLoss: ['pregnancy', 'birth'],
}

function trackAdvice(version: AgreementVersion, ticked: Criterion[]): TrackAdvice[] {
  return version.tracks
    .filter(track => track.planned !== true)
    .map(track => {
      const words = [...(track.topics ?? []), ...(track.areas ?? [])]
      const chosen = [...new Set(ticked.map(reason => reason.domain))]
      const fits = words.filter(word => chosen.some(domain => near[domain]?.includes(word.key)))
      const because = chosen.filter(domain => near[domain]?.some(key => fits.some(word => word.key === key)))
      const reason =
        fits.length > 0
          ? `Sporet handler om ${sayList(fits.map(word => word.value))}, og du har valgt en grund under ${sayList(because.map(d => wordOf(domains, d)))}.`
          : words.length > 0
            ? 'Ingen af sporets emner svarer til de valgte grunde. Du vælger selv.'
            : 'Aftalen nævner ingen emner for sporet. Du vælger selv.'
      return { key: track.key, name: track.name, fits: fits.length > 0, reason }
    })
}
