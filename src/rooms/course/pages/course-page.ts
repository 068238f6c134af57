import { html } from 'hono/html'
import { actions, errorSummary, holderCard, linkButton } from '../../../design/index.ts'
import { dayOf, fullDay } from '../../../kernel/clock.ts'
import type { Id } from '../../../kernel/ids.ts'
import { type Answer, type Html, page, type Visit } from '../../../kernel/visit.ts'
import { clockOf, steps as stepWords } from '../../caseload/index.ts'
import { maskCpr } from '../../family/index.ts'
import { type Colleague, coverOn } from '../../govern/index.ts'
import { messagesAbout } from '../../message/index.ts'
import { referralOf } from '../../referral/index.ts'
import { roomForOneMore } from '../cap.ts'
import type { FieldError, Words } from '../reading.ts'
import { capital, firstName, sayDay, sayWhen, wholeName } from '../say.ts'
import { peopleIn, type Scene, sceneOf, trackName } from '../scene.ts'
import { isOpen } from '../session.ts'
import type { Session } from '../store.ts'
import { courseWords } from '../words.da.ts'
import { afterLossForm } from './after-loss.ts'
import { aside } from './course-aside.ts'
import { coming, history, reportView, stepTable, talks } from './course-lists.ts'
import { countLine, stage } from './heading.ts'
import { missed } from './missed.ts'
import { toldForm } from './told-page.ts'
import { whatNowForm } from './what-now.ts'

/** One family's course: who has it and what happens next, first of all. */
export const showCourse = async (visit: Visit): Promise<Answer> => {
  const scene = await sceneOf(visit)
  return page(`Forløb: ${firstName(scene.family)}`, await courseBody(visit, scene))
}

/** The page, also with the words of a form on it that was not accepted. */
export const courseBody = async (
  visit: Visit,
  scene: Scene,
  words: Words = {},
  errors: readonly FieldError[] = [],
): Promise<Html> => {
  const { course, count } = scene.file
  const people = await peopleIn(visit.db, scene)
  // Whoever looks at her own family is here, and needs nobody in her place.
  const away = scene.held && scene.held.holder !== visit.actor.staff ? scene.held.holder : undefined
  const cover = away && (await coverOn(visit.db, scene.today)).get(away)
  const referral = await referralOf(visit.db, course.referral)
  const messages = isOpen(course.state) ? await messagesAbout(visit.db, course.family) : new Map()
  return html`${errorSummary([...errors])}
<h1>${wholeName(scene.family)}</h1>
<p class="bb-sum"><span>${trackName(scene.track, course.track)}</span>${stage(scene)}${cpr(scene)}<span><strong>${countLine(count)}</strong></span>${
    count.noShows > 0 ? html`<span>${noShows(count.noShows)}</span>` : ''
  }</p>
${isOpen(course.state) ? holding(visit, scene, people, cover) : closed(scene)}
${isOpen(course.state) ? acts(visit, scene) : ''}
<div class="bb-cols is-side"><div>
${afterLossForm(visit, scene, words, errors)}
${toldForm(visit, scene, messages)}
${whatNowForm(visit, scene, words, errors)}
${isOpen(course.state) ? coming(scene, people, messages) : ''}
${talks(scene, people)}
${stepTable(scene)}
${reportView(scene, people)}
${history(scene, people)}
</div>
${aside(visit, scene, referral, words, errors)}
</div>`
}

const noShows = (count: number): string => (count === 1 ? '1 udeblivelse' : `${count} udeblivelser`)

const cpr = ({ family }: Scene): Html | '' =>
  family.pregnant.cpr ? html`<span>CPR <span class="bb-num">${maskCpr(family.pregnant.cpr)}</span></span>` : ''

const holding = (visit: Visit, { held, today }: Scene, people: Map<Id, Colleague>, cover: Id | undefined): Html => {
  if (!held) throw new Error('an open course without a holder')
  const holder = people.get(held.holder)
  const when = held.dueAt ? sayWhen(held.dueAt, today) : `senest ${sayDay(held.due, today)}`
  return holderCard({
    holder: {
      name: holder ? `${holder.name}, ${holder.title.toLocaleLowerCase('da')}` : 'En kollega',
      organisation: visit.viewer.organisation,
      since: sayDay(dayOf(held.since), today),
      cover: cover ? (people.get(cover)?.name ?? 'en kollega') : undefined,
    },
    next: { what: stepWords[held.step].promise, when: capital(when), clock: clockOf(held, today) },
  })
}

const closed = ({ file: { course } }: Scene): Html =>
  html`<p class="bb-lead">${courseWords[course.state]}${course.endedAt ? ` ${fullDay(dayOf(course.endedAt))}` : ''}.</p>`

/** The act of the next step first; as the primary one, unless it only waits for its day. */
const acts = (visit: Visit, scene: Scene): Html => {
  const { course, count, sessions } = scene.file
  const base = `/forloeb/${course.id}`
  const first = sessions.filter(s => s.state === 'planned').toSorted((a, b) => a.from.getTime() - b.from.getTime())[0]
  const primary = primaryAct(base, scene, first)
  const links = [
    first && { href: `${base}/aftaler/${first.id}/flytning`, text: 'Flyt eller aflys aftalen' },
    roomForOneMore(count) && { href: `${base}/aftaler`, text: first ? 'Aftal en samtale mere' : 'Find en tid' },
    { href: `${base}/slutrapport`, text: 'Slut forløbet' },
  ].flatMap(link => (link && link.href !== primary?.href ? [link] : []))
  return html`${actions(
    ...(primary ? [linkButton({ ...primary, kind: 'primary' })] : []),
    ...links.map(link => linkButton(link)),
  )}${first ? missed(visit, scene, first) : ''}`
}

const primaryAct = (base: string, { held, now }: Scene, first: Session | undefined) => {
  if (held?.step === 'afterLoss') return { href: '#efter-tabet', text: 'Skriv, hvad hun vil' }
  if (held?.step === 'tellHer') return { href: '#sig-det', text: 'Sig tiden til hende' }
  if (first) return first.from <= now ? { href: `${base}/samtaler/${first.id}`, text: 'Skriv om samtalen' } : undefined
  if (held?.step === 'whatNow') return { href: '#hvad-nu', text: 'Vælg, hvad der sker nu' }
  if (held?.step === 'endReport') return { href: `${base}/slutrapport`, text: 'Skriv slutrapport' }
  return { href: `${base}/aftaler`, text: 'Find en tid' }
}
