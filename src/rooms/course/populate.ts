import type { Kysely } from 'kysely'
import { bulkInsert } from '../../kernel/bulk.ts'
import { dayOf } from '../../kernel/clock.ts'
import type { Id } from '../../kernel/ids.ts'
import type { Random } from '../../kernel/random.ts'
import { populateHoldings } from '../caseload/populate.ts'
import { countOf } from './cap.ts'
import { nextStep } from './next-step.ts'
import type { ToldCourse, ToldSession } from './story.ts'

export interface InventedCourse {
  id: Id
  organisation: Id
  family: Id
  referral: Id
  programme: string
  agreement: Id
  clocks: readonly { key: string; weekdays: number }[]
  track: string
  cap: number | null
  site: Id
  counsellor: Id
  startedAt: Date
  endedAt: Date | null
  endReason: string | null
  /** She said yes to the referrer reading the summary. */
  approved: boolean
  told: ToldCourse
}

const hour = 3_600_000
const written = [
  'Talt om det, der fylder mest.',
  'Gennemgået økonomien sammen.',
  'Aftalt hvem der ringer hvor.',
  'Hun fortalte, hvad der går bedre.',
]
const tasks = [
  'Ringe til Familieretshuset',
  'Samle lønsedler til næste gang',
  'Tale med sin jordemoder',
  'Besøge den åbne legestue',
]

/** Puts invented courses in as the keeper; one sentence of note, no more: the point is the shape, not the story. */
export const populateCourses = async (
  kysely: Kysely<unknown>,
  random: Random,
  courses: InventedCourse[],
): Promise<void> => {
  const sessions = courses.flatMap(course =>
    course.told.sessions.map(session => ({ course, session, id: random.id() })),
  )
  const done = sessions.filter(s => s.session.state !== 'planned')
  const held = sessions.filter(s => s.session.state === 'held')
  const steps = held.filter(() => random.chance(0.3)).map(s => ({ ...s, step: random.id() }))
  await bulkInsert(kysely, 'course.course', courses.map(courseRow))
  await bulkInsert(kysely, 'course.state', courses.flatMap(courseStates))
  await bulkInsert(kysely, 'course.session', sessions.map(sessionRow))
  await bulkInsert(
    kysely,
    'course.session_state',
    done.map(({ course, session, id }) => ({
      organisation: course.organisation,
      session: id,
      nth: 1,
      family: course.family,
      at: new Date(session.from.getTime() + hour),
      by: course.counsellor,
      verb: session.state === 'held' ? 'hold' : 'miss',
      from_state: 'planned',
      to_state: session.state,
    })),
  )
  await bulkInsert(
    kysely,
    'course.record',
    held.map(({ course, session, id }) => ({
      organisation: course.organisation,
      session: id,
      nth: 1,
      family: course.family,
      at: new Date(session.from.getTime() + hour),
      by: course.counsellor,
      minutes: session.minutes,
      took_part: session.partner ? ['woman', 'partner'] : ['woman'],
      topics: session.topics,
      note: random.pick(written),
    })),
  )
  await bulkInsert(
    kysely,
    'course.agreed_step',
    steps.map(({ course, session, id, step }) => ({
      organisation: course.organisation,
      id: step,
      family: course.family,
      course: course.id,
      session: id,
      text: random.pick(tasks),
      who: random.pick(['woman', 'counsellor', 'both']),
      at: new Date(session.from.getTime() + hour),
      by: course.counsellor,
    })),
  )
  await bulkInsert(
    kysely,
    'course.step_result',
    steps
      .filter(({ course }) => course.endedAt)
      .map(({ course, step }) => ({
        organisation: course.organisation,
        step,
        family: course.family,
        result: random.weighted({ reached: 60, partly: 20, notReached: 12, noLongerRelevant: 8 }),
        at: course.endedAt,
        by: course.counsellor,
      })),
  )
  await bulkInsert(
    kysely,
    'course.end_report',
    courses
      .filter(course => course.endedAt)
      .map(course => ({
        organisation: course.organisation,
        course: course.id,
        family: course.family,
        at: course.endedAt,
        by: course.counsellor,
        reason: course.endReason,
        summary: 'Vi har talt sammen, som vi aftalte. Hun ved, hvor hun kan få hjælp igen.',
        approved: course.approved,
      })),
  )
  await populateHoldings(kysely, courses.flatMap(holdingRow))
}

const courseRow = (c: InventedCourse) => ({
  organisation: c.organisation,
  id: c.id,
  family: c.family,
  referral: c.referral,
  programme: c.programme,
  agreement: c.agreement,
  track: c.track,
  cap: c.cap,
  site: c.site,
  started_at: c.startedAt,
  started_by: c.counsellor,
  state: c.endedAt ? 'ended' : 'open',
  ended_at: c.endedAt,
  end_reason: c.endReason,
  version: c.endedAt ? 2 : 1,
  synthetic: true,
})

const courseStates = (c: InventedCourse) => {
  const shared = { organisation: c.organisation, course: c.id, family: c.family, by: c.counsellor }
  const start = {
    ...shared,
    nth: 1,
    at: c.startedAt,
    verb: 'start',
    from_state: 'open',
    to_state: 'open',
    reason: null as string | null,
  }
  return c.endedAt
    ? [
        start,
        { ...shared, nth: 2, at: c.endedAt, verb: 'end', from_state: 'open', to_state: 'ended', reason: c.endReason },
      ]
    : [start]
}

const sessionRow = ({ course, session, id }: { course: InventedCourse; session: ToldSession; id: Id }) => ({
  organisation: course.organisation,
  id,
  family: course.family,
  course: course.id,
  planned_from: session.from,
  planned_to: new Date(session.from.getTime() + session.minutes * 60_000),
  mode: session.mode,
  site: course.site,
  counsellor: course.counsellor,
  planned_at: course.startedAt,
  planned_by: course.counsellor,
  state: session.state,
  version: session.state === 'planned' ? 0 : 1,
})

/** The one dated next step of a course under way, by the room's own rule, counted from its latest session. */
const holdingRow = (c: InventedCourse) => {
  if (c.endedAt) return []
  const { sessions } = c.told
  const past = sessions.filter(s => s.state !== 'planned').at(-1)
  const next = nextStep(
    { state: 'open', sessions, count: countOf(sessions, c.cap) },
    dayOf(past?.from ?? c.startedAt),
    c.clocks,
  )
  return {
    organisation: c.organisation,
    family: c.family,
    holder: c.counsellor,
    stage: 'active',
    step: next.step,
    due: next.due,
    due_at: next.dueAt,
    subject: 'course',
    subject_id: c.id,
    track: c.track,
    site: c.site,
    since: past?.from ?? c.startedAt,
    version: 1,
  }
}
