import { type Clock, today } from '../../../../kernel/clock.ts'
import type { Db } from '../../../../kernel/database.ts'
import type { Id } from '../../../../kernel/ids.ts'
import { organisationByKey, sitesOf } from '../../../govern/index.ts'
import { type Advice, advise, agreementOn, type StoredAgreement } from '../../../programme/index.ts'
import { programmeKey } from '../../programme-key.ts'
import { type Mode, modes } from '../../steps/wish.ts'
import type { ReferralDraft, StepContext } from '../../steps.ts'

/** All that a page of the referral knows beside her own words: the agreement in force, the place, the day. */
export type ReferContext = StepContext & {
  agreement: StoredAgreement
  advice: Advice
  /** The key of the site she is signed in at, where the agreement has it. */
  ownSite: string | null
  usualMode: Mode | null
  siteNames: Map<string, string>
  /** The one recipient in words; several agreements name one alone. */
  recipientNames: Map<string, string>
  recipientIds: Map<string, Id>
  siteIds: Map<string, Id>
}

/** Sites where somebody may be met, and those who are met there. */
const placesOf = (agreement: StoredAgreement) => agreement.sites ?? []

const usualModeAt = (agreement: StoredAgreement, site: string | null): Mode | null => {
  const offered = placesOf(agreement).find(place => place.key === site)?.modes ?? []
  return modes.find(mode => offered.some(one => one.mode === mode)) ?? null
}

/** Undefined when no agreement is in force today: then nobody can be referred. */
export const referContext = async (
  db: Db,
  clock: Clock,
  draft: ReferralDraft = {},
): Promise<ReferContext | undefined> => {
  const day = today(clock)
  const agreement = await agreementOn(db, programmeKey, day)
  if (!agreement) return undefined
  const sites = await sitesOf(db)
  const places = placesOf(agreement)
  const ownSite =
    places.find(place => sites.some(site => site.key === place.key && db.actor.sites.includes(site.id)))?.key ?? null
  const recipients = [...new Set(agreement.tracks.flatMap(track => track.responsible ?? []))]
  const found = await Promise.all(recipients.map(async key => [key, await organisationByKey(db, key)] as const))
  const site = [draft.wish?.site ?? ownSite ?? ''].flat()[0] ?? null
  const advice = advise(agreement, {
    reasons: [draft.why?.reasons ?? []].flat(),
    ...(site ? { birthPlace: site } : {}),
  })
  return {
    today: day,
    agreement,
    advice,
    reasons: agreement.reasons.map(reason => reason.code),
    tracks: advice.tracks.map(track => track.key),
    advisedTrack: advice.tracks.find(track => track.fits)?.key ?? null,
    sites: places.map(place => place.key),
    siteNames: new Map(places.map(place => [place.key, place.name])),
    siteIds: new Map(sites.map(site => [site.key, site.id])),
    recipients,
    recipientNames: new Map(found.map(([key, one]) => [key, one?.name ?? key])),
    recipientIds: new Map(found.flatMap(([key, one]) => (one ? [[key, one.id] as const] : []))),
    ownSite,
    usualMode: usualModeAt(agreement, ownSite),
  }
}
