import { type Day, dayOf } from '../../kernel/clock.ts'
import type { Db } from '../../kernel/database.ts'
import type { Id } from '../../kernel/ids.ts'
import type { Visit } from '../../kernel/visit.ts'
import { type Holding, holdingOf } from '../caseload/index.ts'
import { type Family, familyOf } from '../family/index.ts'
import { type Colleague, colleagueNames, colleagues, type Site, sitesOf } from '../govern/index.ts'
import { agreementById, type StoredAgreement, type Topics, type Track, topicsOf, trackOf } from '../programme/index.ts'
import { type CourseFile, fileOf } from './store.ts'

/** What every page of a course shows around its own matter. */
export interface Scene {
  file: CourseFile
  family: Family
  held: Holding | undefined
  agreement: StoredAgreement
  track: Track | undefined
  /** What the talks can be about, and from which version of the agreement that is. */
  topics: Topics
  /** Every place by name, also of other programmes. */
  sites: Site[]
  /** Those of the agreement and of what stands already: the ones to choose from. */
  places: Site[]
  now: Date
  today: Day
}

export const carers = ['counsellor', 'coordinator'] as const

export const sceneOf = async (visit: Visit, known?: CourseFile): Promise<Scene> => {
  const { db } = visit
  const file = known ?? (await fileOf(db, visit.params.id))
  const now = visit.clock.now()
  const agreement = await agreementById(db, file.course.agreement)
  const track = trackOf(agreement, file.course.track)
  const sites = await sitesOf(db)
  return {
    file,
    family: await familyOf(db, file.course.family),
    held: await holdingOf(db, file.course.family),
    agreement,
    track,
    topics: await topicsOf(db, agreement, track),
    sites,
    places: placesOf(agreement, sites, [file.course.site, ...file.sessions.map(session => session.site)]),
    now,
    today: dayOf(now),
  }
}

/** Everybody named on the page, gone ones too. */
export const peopleIn = (db: Db, { file, held }: Scene): Promise<Map<Id, Colleague>> =>
  colleagueNames(
    db,
    [
      held?.holder,
      file.report?.by,
      ...file.states.map(state => state.by),
      ...file.steps.map(step => step.by),
      ...file.sessions.flatMap(s => [s.counsellor, s.plannedBy, s.record?.by, ...s.states.map(state => state.by)]),
    ].filter(id => id !== undefined),
  )

/** Who may hold a session on the day. */
export const carersOn = (db: Db, day: Day): Promise<Colleague[]> => colleagues(db, day, [...carers])

/** The places the agreement names, and those `known` already; all where the agreement names none. */
export const placesOf = (
  { sites: named }: Pick<StoredAgreement, 'sites'>,
  sites: readonly Site[],
  known: readonly (Id | null)[],
): Site[] => {
  const keys = (named ?? []).map(one => one.key)
  return sites.filter(one => keys.length === 0 || keys.includes(one.key) || known.includes(one.id))
}

export const siteName = (sites: readonly Site[], id: Id | null): string =>
  sites.find(site => site.id === id)?.name ?? 'sted ikke oplyst'

/** Tracks where one family meets one counsellor; groups and associations are no course of sessions. */
const individual: readonly string[] = [
  'counselling',
  'individualCourse',
  'openCounselling',
  'followPerson',
  'intervention',
]
export const tracksWithSessions = (agreement: StoredAgreement): Track[] =>
  agreement.tracks.filter(track => individual.includes(track.kind) && !track.planned)

export const trackName = (track: Track | undefined, key: string): string =>
  track ? (track.number ? `Spor ${track.number}: ${track.name}` : track.name) : key
