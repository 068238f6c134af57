import { html } from 'hono/html'
import {
  actions,
  button,
  checkAnswers,
  clockBadge,
  form as formOf,
  type Html,
  holderCard,
  linkButton,
  timeline,
} from '../../../../design/index.ts'
import { type Day, dayOf, daysBetween, longDay, longDayFrom, timeOf, today } from '../../../../kernel/clock.ts'
import { type Answer, page, type Visit } from '../../../../kernel/visit.ts'
import { type Holding, holdingOf, steps } from '../../../caseload/index.ts'
import { type Family, familiesOf, languageWord, maskCpr, undecidedDuplicates, writeDay } from '../../../family/index.ts'
import { colleagueNames, coverOn, sitesOf } from '../../../govern/index.ts'
import { agreementById, type StoredAgreement, trackOf } from '../../../programme/index.ts'
import { nobodyMayReach } from '../../contact-rule.ts'
import { isOpen } from '../../states.ts'
import { fileOf, type Referral, type TrailRow } from '../../store.ts'
import { answerWords, feedbackWords, modeWords, scopeWords, stateWords } from '../../words.da.ts'
import { correctionLog, reasonOf } from '../corrections.ts'
import { promiseBadge } from '../promise-badge.ts'
import { offered, primaryOf } from './acts.ts'
import { callHer, firstName, howFar, listed, nameOf, phoneWords } from './person.ts'
import { moments, type Names } from './trail.ts'

const capital = (text: string): string => text.charAt(0).toLocaleUpperCase('da') + text.slice(1)

/** One referral at the receiver: who has her and what happens next, first; then who, why, how safely, and the way so far. */
export const openReceived = async (visit: Visit): Promise<Answer> => {
  const { db, viewer, clock } = visit
  const day = today(clock)
  const { referral, trail, urgent } = await fileOf(db, visit.params.id ?? '')
  const duplicates = await undecidedDuplicates(db, referral.family)
  const families = await familiesOf(db, [referral.family, ...duplicates])
  const family = families.get(referral.family)
  const held = await holdingOf(db, referral.family)
  const cover = (await coverOn(db, day)).get(held?.holder ?? '')
  const staff = await colleagueNames(db, [
    ...trail.flatMap(row => (row.byOrganisation === referral.organisation && row.byStaff ? [row.byStaff] : [])),
    ...trail.flatMap(row => (row.after.holder?.person ? [row.after.holder.person] : [])),
    ...[held?.holder, cover].filter(id => id !== undefined),
  ])
  const names: Names = { staff: new Map([...staff].map(([id, one]) => [id, one.name])), other: 'henviseren' }
  const [site] = referral.site ? await sitesOf(db, [referral.site]) : []
  const agreement = await agreementById(db, referral.agreement)
  const shut =
    isOpen(referral.state) && referral.state !== 'started' ? nobodyMayReach(family?.contact ?? null) : undefined
  return page(
    `Henvisning ${referral.reference}`,
    html`<h1>${nameOf(family)}</h1>
<p class="bb-sum"><span>${capital(howFar(referral, family, day)) || stateWords[referral.state]}</span><span>${site?.name ?? 'sted ikke oplyst'}</span><span>Reference <b>${referral.reference}</b></span></p>
<div class="bb-cols"><div>${standing(referral, held, names, viewer.organisation, cover, day, trail)}</div>
<section class="bb-card bb-calm" aria-labelledby="tryg"><h2 id="tryg">Tryg kontakt</h2>${shut ? html`<p>${shutWords[shut]}</p>` : ''}${callHer(family)}
<p><a href="/familier/${referral.family}/kontaktregel">Hun har sagt noget andet</a></p></section></div>
${buttons(referral, held, firstName(family), day, shut !== undefined)}
<div class="bb-cols is-side"><div>
${question(referral, trail)}
<section aria-labelledby="henvisningen"><h2 id="henvisningen">Det, hun er henvist med</h2>${content(referral, family, agreement, site?.name)}</section>
${correctionLog(trail, agreement, 'Henviseren ser den samme log.')}
<section aria-labelledby="vej"><h2 id="vej">Vejen indtil nu</h2>${timeline(moments(referral, trail, names), { label: 'Vejen indtil nu' })}</section>
</div>
<aside aria-label="Samtykke">
${consent(referral, day)}
${likeness(visit, referral, duplicates, families)}
${isOpen(referral.state) && referral.state !== 'started' ? haste(visit, referral, urgent) : ''}
</aside></div>`,
  )
}

const standing = (
  referral: Referral,
  held: Holding | undefined,
  names: Names,
  organisation: string,
  cover: string | undefined,
  day: Day,
  trail: TrailRow[],
): Html => {
  const last = trail.findLast(row => row.to === referral.state && row.from !== row.to)
  const why = last && reasonOf(last)
  const state = html`<p class="bb-lead">${stateWords[referral.state]}${why ? `: ${why.toLocaleLowerCase('da')}` : ''}</p>`
  if (!held)
    return html`${state}<p class="bb-note">${
      referral.snapshot.followUp ? 'Henviseren taler med hende om en anden vej.' : 'Ingen hos jer har mere at gøre her.'
    }</p>`
  return html`${state}${holderCard({
    holder: {
      name: names.staff.get(held.holder) ?? 'En, der er stoppet',
      organisation,
      cover: cover && names.staff.get(cover),
    },
    next: {
      what: steps[held.step].promise,
      when: capital(longDayFrom(held.due, day)) + (held.dueAt ? ` kl. ${timeOf(held.dueAt)}` : ''),
      clock: promiseBadge(held.due, day),
    },
  })}${ownDateAlone(referral, held, day)}`
}

/** Somebody has moved her own date past what was promised: both stand there. */
const ownDateAlone = ({ promised }: Referral, held: Holding, day: Day): Html | '' =>
  held.subject === 'referral' && promised && held.due > promised
    ? html`<p>${clockBadge(promiseBadge(promised, day))} Lovet senest ${longDayFrom(promised, day)}. Datoen ovenfor er jeres egen.</p>`
    : ''

const shutWords = {
  unasked:
    'Ingen må ringe eller skrive til hende, som svarene står. Spørg henviseren, om hun kan spørge hende igen, når de er alene.',
  herWish: 'Ingen må ringe eller skrive til hende: det har hun selv sagt. Hun henvender sig selv.',
}

const buttons = (referral: Referral, held: Holding | undefined, name: string, day: Day, shut: boolean): Html => {
  const first = primaryOf(referral, shut)
  const all = offered(referral, day, shut)
  const link = (noun: string, text: string, kind: 'primary' | 'secondary') =>
    linkButton({ href: `/henvisninger/${referral.id}/${noun}`, text, kind })
  const course =
    held?.subject === 'course'
      ? linkButton({ href: `/forloeb/${held.subjectId}`, text: 'Åbn forløbet', kind: 'primary' })
      : referral.state === 'accepted' && referral.assigned
        ? link('forloeb', 'Begynd forløbet', 'primary')
        : ''
  const main = all.filter(act => act.noun === first)
  const near = all.filter(act => act.noun !== first && often.includes(act.noun))
  const rest = all.filter(act => act.noun !== first && !often.includes(act.noun))
  return html`${actions(
    html`${course}`,
    ...main.map(act => link(act.noun, act.label(name), 'primary')),
    ...near.map(act => link(act.noun, act.label(name), 'secondary')),
  )}${
    rest.length === 0
      ? ''
      : html`<details class="bb-more"><summary>Andet, der kan ske</summary><ul>${rest.map(
          act => html`<li><a href="/henvisninger/${referral.id}/${act.noun}">${act.label(name)}</a></li>`,
        )}</ul></details>`
  }`
}
const often = ['tildeling', 'kontaktforsoeg', 'tilsagn', 'venteliste', 'opgivet', 'fortryd']

const question = (referral: Referral, trail: TrailRow[]): Html | '' => {
  const asked = trail.findLast(row => row.verb === 'askForInformation')
  const answer = trail.findLast(row => row.verb === 'answerInformation')
  if (referral.state === 'needsInformation')
    return html`<section class="bb-card"><h2>I venter på svar fra henviseren</h2><p class="bb-pre">${asked?.note ?? ''}</p></section>`
  return answer
    ? html`<section class="bb-card"><h2>Henviserens svar</h2><p class="bb-note">${asked?.note ?? ''}</p><p class="bb-pre">${answer.note ?? ''}</p></section>`
    : ''
}

const content = (
  referral: Referral,
  family: Family | undefined,
  agreement: StoredAgreement,
  site: string | undefined,
): Html => {
  const may = (scope: Referral['consent']['scope'][number], answer: string | Html): string | Html =>
    referral.consent.scope.includes(scope) ? answer : 'Ikke en del af hendes samtykke'
  const texts = agreement.reasons.filter(reason => referral.reasons.includes(reason.code)).map(reason => reason.text)
  const who = family?.pregnant
  return checkAnswers([
    { question: 'Henvist af', answer: `${referral.referredBy}, ${longDay(dayOf(referral.sentAt))}` },
    { question: 'CPR-nummer', answer: who?.cpr ? maskCpr(who.cpr) : '' },
    { question: 'Fødselsdag', answer: who?.birthDate ? writeDay(who.birthDate) : '' },
    { question: 'Telefon', answer: phoneWords(who?.phone) },
    { question: 'Det fylder', answer: may('reasons', capital(listed(texts))) },
    { question: 'Termin', answer: may('pregnancy', referral.dueDate ? writeDay(referral.dueDate) : '') },
    {
      question: 'Barnets fødselsdag',
      answer: may('pregnancy', referral.childBirthDate ? writeDay(referral.childBirthDate) : ''),
    },
    {
      question: 'Note',
      answer: may('note', referral.note ? html`<span class="bb-pre">${referral.note}</span>` : 'Ingen note'),
    },
    {
      question: 'Ønsket tilbud',
      answer: may(
        'wish',
        (referral.track && trackOf(agreement, referral.track)?.name) || 'Intet bestemt ønske: find det med hende',
      ),
    },
    { question: 'Sted', answer: site ?? '' },
    { question: 'Måde at mødes på', answer: may('wish', referral.mode ? modeWords[referral.mode] : 'Lige meget') },
    { question: 'Sprog', answer: referral.language ? capital(languageWord(referral.language)) : '' },
    { question: 'Tolk', answer: referral.interpreter ? answerWords[referral.interpreter] : '' },
  ])
}

const soon = 30

const consent = (referral: Referral, day: Day): Html => {
  const { consent, snapshot } = referral
  const left = daysBetween(day, consent.until)
  const badge =
    snapshot.consentUntil === null
      ? clockBadge({ state: 'late', text: 'trukket tilbage' })
      : left < 0
        ? clockBadge({ state: 'late', text: 'udløbet' })
        : left <= soon
          ? clockBadge({
              state: 'soon',
              text: left === 0 ? 'udløber i dag' : `udløber om ${left} ${left === 1 ? 'dag' : 'dage'}`,
            })
          : ''
  return html`<section class="bb-card"><h2>Samtykke</h2>
<p>Gælder til og med ${writeDay(consent.until)} ${badge}</p>
<p>I må vide: ${listed(consent.scope.map(scope => scopeWords[scope]))}.</p>
<p class="bb-note">Givet ${consent.form === 'written' ? 'skriftligt' : 'mundtligt'} ${writeDay(consent.givenOn)}. Henviseren får: ${feedbackWords[consent.feedback].toLocaleLowerCase('da')}.</p></section>`
}

const likeness = (visit: Visit, referral: Referral, duplicates: string[], families: Map<string, Family>): Html | '' => {
  const found = duplicates.flatMap(id => families.get(id) ?? [])
  if (found.length === 0) return ''
  if (visit.actor.shielded)
    return html`<section class="bb-card"><h2>Kan være den samme</h2><p>Skjult, mens nogen ser med.</p></section>`
  return html`<section class="bb-card"><h2>Kan være den samme</h2>
<p>Se efter, og sig, hvad du ser. Intet bliver lagt sammen af sig selv.</p>${found.map(other => {
    const { pregnant } = other
    const facts = [pregnant.birthDate && `født ${writeDay(pregnant.birthDate)}`, pregnant.cpr && maskCpr(pregnant.cpr)]
    return html`<p><a href="/familier/${other.id}">${nameOf(other)}</a> <small>${facts.filter(Boolean).join(', ')}</small></p>${formOf(
      { action: `/henvisninger/${referral.id}/dubletter`, token: visit.formToken },
      html`<input type="hidden" name="anden" value="${other.id}">${actions(
        button({ label: 'Samme kvinde', name: 'samme', value: 'ja', about: nameOf(other) }),
        button({ label: 'En anden', name: 'samme', value: 'nej', about: nameOf(other) }),
      )}`,
    )}`
  })}</section>`
}

const haste = (visit: Visit, referral: Referral, urgent: boolean): Html =>
  html`<section class="bb-card"><h2>${urgent ? 'Skal ses hurtigt' : 'Haster det?'}</h2>
<p>${urgent ? 'Hun står længere fremme i rækken.' : 'Mærket flytter hende frem i rækken. Grunden skrives ikke.'}</p>${formOf(
    { action: `/henvisninger/${referral.id}/hast`, token: visit.formToken },
    html`<input type="hidden" name="haster" value="${urgent ? 'nej' : 'ja'}">${actions(
      button({ label: urgent ? 'Tag mærket af' : 'Skal ses hurtigt' }),
    )}`,
  )}</section>`
