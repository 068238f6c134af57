import { html } from 'hono/html'
import {
  actions,
  button,
  emptyState,
  errorSummary,
  form as formOf,
  type Html,
  linkButton,
  textArea,
} from '../../../design/index.ts'
import { dayOf, fullDay, longDay } from '../../../kernel/clock.ts'
import { type Id, isId } from '../../../kernel/ids.ts'
import { Refusal } from '../../../kernel/refusal.ts'
import { type Answer, again, field, page, see, type Visit } from '../../../kernel/visit.ts'
import {
  calledBy,
  decisionsOn,
  type Family,
  familiesOf,
  familyOf,
  type Joined,
  join,
  joinAfterAll,
  maskCpr,
  sameWoman,
  separate,
  tellApart,
  undecidedDuplicates,
} from '../../family/index.ts'
import { colleagueNames } from '../../govern/index.ts'
import { type Holding, holdingsFor } from '../store.ts'
import { subjectAddress, subjectWords } from '../words.ts'
import { familyId } from './family.ts'

const title = 'Samme kvinde, flere sager'
const longest = 500

/** What tells two files apart when names are alike: when she was born, her number, and whether help is under way. */
export const fileWords = ({ pregnant }: Family, holding: Holding | undefined): Html => {
  const facts = [
    pregnant.birthDate && `født ${fullDay(pregnant.birthDate)}`,
    pregnant.cpr && maskCpr(pregnant.cpr),
    pregnant.phone,
  ].filter(Boolean)
  return html`<small>${facts.join(', ')}</small> ${
    holding
      ? html`<a href="${subjectAddress(holding.subject, holding.subjectId)}">Åbn ${subjectWords[holding.subject]}</a>`
      : 'Ingen hjælp i gang.'
  }`
}

interface Fault {
  other: Id
  typed: string
  message: string
}

const show = async (visit: Visit, fault?: Fault): Promise<Html> => {
  const { db } = visit
  const id = familyId(visit)
  const family = await familyOf(db, id)
  const same = await sameWoman(db, id)
  const likely = (await undecidedDuplicates(db, id)).filter(one => !same.includes(one))
  const decisions = await decisionsOn(db, [id])
  const apart = [...new Set(decisions.flatMap(one => (one.family === id ? one.other : one.family)))].filter(
    one => !same.includes(one) && !likely.includes(one),
  )
  const files = await familiesOf(db, [...same, ...likely, ...apart])
  const holdings = await holdingsFor(db, [...files.keys()])
  const staff = await colleagueNames(
    db,
    decisions.map(one => one.by),
  )
  const listed = (ids: Id[], below: (other: Family) => Html) =>
    ids.flatMap(one => {
      const other = files.get(one)
      return other
        ? html`<div class="bb-card"><p><a href="/familier/${one}">${calledBy(other.pregnant)}</a> ${fileWords(other, holdings.get(one))}</p>${below(other)}</div>`
        : []
    })
  const why = (other: Family, label: string, press: string, answer: string) =>
    formOf(
      { action: `/familier/${id}/samme`, token: visit.formToken },
      html`<input type="hidden" name="anden" value="${other.id}"><input type="hidden" name="samme" value="${answer}">${textArea(
        {
          name: `grund-${other.id}`,
          label,
          hint: 'En sætning er nok. Den bliver stående i historien.',
          rows: 2,
          value: fault?.other === other.id ? fault.typed : '',
          error: fault?.other === other.id ? fault.message : undefined,
        },
      )}${actions(button({ label: press, about: calledBy(other.pregnant) }))}`,
    )
  return html`${fault ? errorSummary([{ field: `grund-${fault.other}`, message: fault.message }]) : ''}<h1>${title}</h1>
<p class="bb-lead">${calledBy(family.pregnant)}: to sager om den samme kvinde bliver stående hver for sig, med hver sit ansvar, men viser hinanden, og har én regel for kontakt.</p>
<h2>Hører sammen</h2>
${
  same.length === 0
    ? emptyState('Ingen andre sager hos jer er sagt at være hende.')
    : listed(same, other => why(other, 'Hvorfor er det en anden kvinde?', 'Del sagerne igen', 'nej'))
}
${
  likely.length > 0
    ? html`<h2>Kan være den samme</h2><p>Se efter, og sig, hvad du ser. Intet bliver lagt sammen af sig selv.</p>${listed(likely, other => sayForm(visit, id, other))}`
    : ''
}
${
  apart.length > 0
    ? html`<h2>Sagt at være en anden</h2>${listed(apart, other => why(other, 'Hvorfor er det alligevel den samme?', 'Det er den samme kvinde', 'ja'))}`
    : ''
}
${
  decisions.length > 0
    ? html`<h2>Hvad der er afgjort</h2><ul>${decisions.map(one => {
        const other = files.get(one.family === id ? one.other : one.family)
        return html`<li>${longDay(dayOf(one.at))}: ${one.same ? 'samme kvinde som' : 'en anden end'} ${other ? calledBy(other.pregnant) : 'en sag, du ikke kan se'}, sagt af ${staff.get(one.by)?.name ?? 'en tidligere kollega'}.${one.reason ? html` Grund: ${one.reason}` : ''}</li>`
      })}</ul>`
    : ''
}
${actions(linkButton({ href: `/familier/${id}`, text: 'Tilbage' }))}`
}

/** The two answers to whether a file is hers. */
export const sayForm = (visit: Visit, id: Id, other: Family): Html =>
  formOf(
    { action: `/familier/${id}/samme`, token: visit.formToken },
    html`<input type="hidden" name="anden" value="${other.id}">${actions(
      button({ label: 'Samme kvinde', name: 'samme', value: 'ja', about: calledBy(other.pregnant) }),
      button({ label: 'En anden', name: 'samme', value: 'nej', about: calledBy(other.pregnant) }),
    )}`,
  )

export const showSame = async (visit: Visit): Promise<Answer> => page(title, await show(visit))

/** What the one who decided is told: the rule for contact may have become another. */
export const joinedWords: Record<Joined, string> = {
  joined: 'Noteret: samme kvinde. Sagerne viser nu hinanden.',
  careful:
    'Noteret: samme kvinde. Sagerne havde hver sin regel for kontakt; nu gælder det forsigtigste i dem alle. Ret den, når I har talt med hende alene.',
  'told apart before':
    'Ikke noteret: nogen hos jer har sagt, at det er to kvinder. Se grunden, før du siger noget andet.',
}

export const decideSame = async (visit: Visit): Promise<Answer> => {
  const { db, form, clock } = visit
  const id = familyId(visit)
  const other = field(form, 'anden')
  if (!isId(other)) throw new Refusal('unknown')
  await familyOf(db, id)
  await familyOf(db, other)
  const here = `/familier/${id}/samme`
  if (other === id) return see(here, 'Det er den sag, du står i.')
  const isSame = field(form, 'samme') === 'ja'
  const given = form[`grund-${other}`] !== undefined
  const reason = field(form, `grund-${other}`).trim()
  if (given && (reason === '' || reason.length > longest)) {
    const message =
      reason === '' ? 'Skriv, hvad du har set. Den næste skal kunne forstå det.' : `Skriv højst ${longest} tegn.`
    return again(title, await show(visit, { other, typed: field(form, `grund-${other}`), message }))
  }
  const now = clock.now()
  if (!isSame) {
    const joined = (await sameWoman(db, id)).includes(other)
    // Taking apart what was put together needs its reason; a form without the field is from a page that is out of date.
    if (joined && !given) return see(here, 'Sagerne hører sammen. Skriv hvorfor, hvis de skal deles.')
    if (joined) await separate(db, id, other, reason, now)
    else await tellApart(db, id, other, now)
    return see(here, joined ? 'Sagerne er delt igen. Historien bliver stående.' : 'Noteret: to forskellige.')
  }
  const outcome = given ? await joinAfterAll(db, id, other, reason, now) : await join(db, id, other, now)
  return see(here, joinedWords[outcome])
}
