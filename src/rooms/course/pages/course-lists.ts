import { html } from 'hono/html'
import { checkAnswers, dataTable, emptyState, icon, timeline } from '../../../design/index.ts'
import { dayOf, fullDay } from '../../../kernel/clock.ts'
import type { Id } from '../../../kernel/ids.ts'
import type { Html } from '../../../kernel/visit.ts'
import type { Colleague } from '../../govern/index.ts'
import { reasonWords as referralReasons } from '../../referral/index.ts'
import { capital, firstName, sayDay, saySpan, sayWhen } from '../say.ts'
import { type Scene, siteName, trackName } from '../scene.ts'
import type { Session } from '../store.ts'
import { doerWords, modeWords, resultWords, sayReason, sessionWords } from '../words.da.ts'
import { sayTookPart, sayTopics } from './record-words.ts'

type People = Map<Id, Colleague>

const name = (people: People, id: Id): string => people.get(id)?.name ?? 'en kollega'

const where = (scene: Scene, { mode, site, room }: Session): string =>
  mode === 'physical' ? [siteName(scene.sites, site), room].filter(Boolean).join(', ') : modeWords[mode]

/** Appointments to come, and those whose time is gone and nobody has written about. */
export const coming = (scene: Scene, people: People): Html => {
  const others = scene.file.sessions.filter(s => s.state === 'planned' && s.counsellor !== scene.held?.holder)
  const withWhom = (s: Session) =>
    s.from > scene.now
      ? `Samtalen ${sayWhen(s.from, scene.today)} står hos ${name(people, s.counsellor)}. Flyt den, hvis det skal være en anden.`
      : `Samtalen ${sayWhen(s.from, scene.today)} var hos ${name(people, s.counsellor)}, og ingen har skrevet om den. Spørg, hvordan den gik.`
  const planned = scene.file.sessions.filter(session => session.state === 'planned')
  const base = `/forloeb/${scene.file.course.id}`
  const about = (session: Session) => html`<span class="sr-only"> ${sayWhen(session.from, scene.today)}</span>`
  const write = (session: Session): Html | string =>
    session.from <= scene.now
      ? html`<a href="${base}/samtaler/${session.id}">Skriv om samtalen${about(session)}</a>`
      : ''
  const change = (session: Session) => html`<a href="${base}/aftaler/${session.id}/flytning">Ændr${about(session)}</a>`
  return html`<section aria-labelledby="aftaler"><h2 id="aftaler">Aftaler</h2>
${others.map(s => html`<p class="bb-notice is-info">${icon('info')}<span>${withWhom(s)}</span></p>`)}
${
  planned.length === 0
    ? html`<p>Ingen aftaler i kalenderen.</p>`
    : dataTable({
        caption: 'Aftaler',
        quietCaption: true,
        stack: true,
        rows: planned,
        columns: [
          { head: 'Hvornår', cell: s => capital(sayWhen(s.from, scene.today)) },
          { head: 'Hvor', cell: s => where(scene, s) },
          {
            head: 'Med',
            cell: s =>
              [name(people, s.counsellor), s.interpreter && `tolk: ${s.interpreter}`].filter(Boolean).join(', '),
          },
          { head: 'Ændr', quiet: true, cell: change },
          { head: 'Skriv', quiet: true, cell: write },
        ],
      })
}</section>`
}

const excerptLength = 160
const excerpt = (text: string): string => {
  const letters = [...text]
  return letters.length > excerptLength ? `${letters.slice(0, excerptLength).join('')}…` : text
}

/** Held sessions, newest first; the whole note stands one click away. */
export const talks = (scene: Scene, people: People): Html => {
  const held = scene.file.sessions.filter(session => session.state === 'held').toReversed()
  const link = ({ id, from }: Session) =>
    html`<a class="bb-num" href="/forloeb/${scene.file.course.id}/samtaler/${id}">${fullDay(dayOf(from))}</a>`
  return html`<section aria-labelledby="samtaler"><h2 id="samtaler">Samtaler</h2>
${
  held.length === 0
    ? emptyState('Ingen samtaler er holdt endnu. Når en er holdt, står den her.')
    : dataTable({
        caption: 'Samtaler',
        quietCaption: true,
        stack: true,
        rows: held,
        columns: [
          { head: 'Dato', cell: link },
          { head: 'Form', cell: s => `${modeWords[s.mode]}${s.record ? `, ${s.record.minutes} min.` : ''}` },
          {
            head: 'Med',
            cell: s =>
              [sayTookPart(scene, s.record?.tookPart ?? []), name(people, s.counsellor)].filter(Boolean).join(' og '),
          },
          { head: 'Emner', cell: s => capital(sayTopics(scene, s.record?.topics ?? [])) || 'ikke oplyst' },
          { head: 'Note', cell: s => html`<span class="bb-pre" dir="auto">${excerpt(s.record?.note ?? '')}</span>` },
        ],
      })
}</section>`
}

export const stepTable = (scene: Scene): Html => {
  const { steps } = scene.file
  const her = firstName(scene.family)
  return html`<section aria-labelledby="skridt"><h2 id="skridt">Det har vi aftalt</h2>
${
  steps.length === 0
    ? html`<p>Ingen aftalte skridt endnu.</p>`
    : dataTable({
        caption: 'Aftalte skridt',
        quietCaption: true,
        stack: true,
        rows: [...steps],
        columns: [
          { head: 'Skridt', cell: s => html`<span dir="auto">${s.text}</span>` },
          { head: 'Hvem', cell: s => (s.who === 'woman' ? her : doerWords[s.who]) },
          { head: 'Senest', cell: s => (s.due ? fullDay(s.due) : 'ikke oplyst') },
          { head: 'Hvordan gik det', cell: s => (s.result ? resultWords[s.result] : 'I gang') },
        ],
      })
}</section>`
}

export const reportView = (scene: Scene, people: People): Html | '' => {
  const { report } = scene.file
  if (!report) return ''
  const reasons: Record<string, string> = referralReasons.ended
  return html`<section aria-labelledby="rapport"><h2 id="rapport">Slutrapport</h2>
${checkAnswers([
  { question: 'Hvorfor forløbet sluttede', answer: [reasons[report.reason], report.note].filter(Boolean).join(': ') },
  { question: 'Opsummering', answer: report.summary && html`<span class="bb-pre" dir="auto">${report.summary}</span>` },
  {
    question: 'Må henviseren få den',
    answer: report.approved ? 'Ja, hun har sagt ja' : 'Nej, den bliver her',
  },
  { question: 'Skrevet af', answer: `${name(people, report.by)}, ${fullDay(dayOf(report.at))}` },
])}</section>`
}

interface Happening {
  at: Date
  title: string
  text: string
  ahead?: boolean
}

/** Everything that happened, with who and when: also what was moved, cancelled and taken back. */
export const history = (scene: Scene, people: People): Html => {
  const { sessions, states, course } = scene.file
  const by = (id: Id) => name(people, id)
  const said = (parts: (string | null)[]) => parts.filter(Boolean).join('. ')
  const ofCourse: Happening[] = states.map(state => ({
    at: state.at,
    title: courseTitle(scene, state.verb, state.track),
    text: said([fullDay(dayOf(state.at)), by(state.by), endWords(state.verb, state.reason), state.note]),
  }))
  const ofSessions = sessions.flatMap((session): Happening[] => [
    ...session.states.map(state => ({
      at: state.at,
      title: verbTitles[state.verb] ?? sessionWords[state.to as keyof typeof sessionWords],
      text: said([
        `Samtalen ${sayWhen(session.from, scene.today)}`,
        sayReason(state.reason),
        state.note,
        `${by(state.by)}, ${fullDay(dayOf(state.at))}`,
      ]),
    })),
    ...(session.state === 'planned'
      ? [
          {
            at: session.from,
            title: session.replaces ? 'Aftalt, flyttet hertil' : 'Aftalt',
            text: `${capital(sayDay(dayOf(session.from), scene.today))} kl. ${saySpan(session)}`,
            ahead: true,
          },
        ]
      : []),
  ])
  const all = [...ofCourse, ...ofSessions].toSorted(
    (a, b) => Number(a.ahead ?? false) - Number(b.ahead ?? false) || a.at.getTime() - b.at.getTime(),
  )
  const moments: Parameters<typeof timeline>[0] = all.map((one, nth) => ({
    state: one.ahead ? (all[nth - 1]?.ahead ? 'ahead' : 'now') : 'done',
    title: one.title,
    text: one.text,
  }))
  const opened = course.state === 'open' || course.state === 'closing'
  return html`<section aria-labelledby="historie"><h2 id="historie">${opened ? 'Forløbet indtil nu' : 'Sådan gik forløbet'}</h2>
${timeline(moments, { label: 'Forløbets historie' })}</section>`
}

const verbTitles: Record<string, string> = { undo: 'Taget tilbage', handOver: 'Går over til en kollega' }

const courseTitle = (scene: Scene, verb: string, track: string | null): string => {
  const to = scene.agreement.tracks.find(one => one.key === track)
  const titles: Record<string, string> = {
    start: 'Forløbet begyndte',
    decideEnd: 'Besluttet, at forløbet slutter',
    goOn: 'Forløbet går videre',
    changeTrack: `Nyt spor: ${trackName(to, track ?? '')}`,
    end: 'Forløbet sluttede',
    pregnancyLost: 'Graviditeten er endt: alt automatisk er stoppet',
    talkedAfterLoss: 'Vi har talt med hende efter tabet',
    lossTakenBack: 'Tabet var noteret ved en fejl',
    closeAsMistaken: 'Lukket: oprettet ved en fejl',
  }
  return titles[verb] ?? verb
}

const endWords = (verb: string, reason: string | null): string | null => {
  const words: Record<string, string> =
    verb === 'closeAsMistaken' ? referralReasons.falseEnrolment : referralReasons.ended
  return reason ? (words[reason] ?? null) : null
}
