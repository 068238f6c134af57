import { html } from 'hono/html'
import { dataTable, type Html } from '../../../design/index.ts'
import { type Operation, type Resources, staffRoles } from '../../../kernel/access/rules.ts'
import { dayOf, fullDay } from '../../../kernel/clock.ts'
import { type Id, isId } from '../../../kernel/ids.ts'
import { Refusal } from '../../../kernel/refusal.ts'
import { type Answer, page, type Route, type Visit } from '../../../kernel/visit.ts'
import { partsOfCase, type Reach, reachOf, type Verdict, verdictOn } from '../explain.ts'
import { organisationNames } from '../organisations.ts'
import { roleWords } from '../words.ts'

/** The page that says of each part of a case who sees it and who does not, and by which rule on which line. */
export const explainRoute = (resources: Resources): Route => ({
  method: 'get',
  path: '/adgang/:familie',
  may: 'access.explain',
  purpose: 'se, hvem der har adgang',
  handle: visit => explain(visit, resources),
})

const explain = async ({ db, params, clock }: Visit, resources: Resources): Promise<Answer> => {
  const family = params.familie
  if (!isId(family)) throw new Refusal('unknown')
  const reach = await reachOf(db, family)
  const owner = reach.find(({ own }) => own)
  if (!owner) throw new Refusal('unknown')
  db.audit('read', 'who has access', family)
  const names = await organisationNames(
    db,
    reach.map(({ organisation }) => organisation),
  )
  const now = clock.now()
  const nameOf = (house: Reach) => names.get(house.organisation) ?? 'En anden organisation'
  return page(
    'Hvem kan se hvad',
    html`<h1>Hvem kan se hvad</h1>
<p class="bb-lead">Her står, hvem der kan se og skrive i sagen, og hvilken regel det følger af. Det, ingen regel giver adgang til, er lukket.</p>
${reach.map(
  house => html`<section><h2>${nameOf(house)}</h2>
<p>${standing(house, now)}</p>
${partsOfCase(resources).map(([name, resource]) =>
  part(
    name,
    resource.is,
    staffRoles.map(role => verdictOn(resource, role, family as Id, owner, house, now)),
  ),
)}</section>`,
)}
<p class="bb-lead">Alle andre organisationer: ingen adgang.</p>`,
  )
}

const partWords: Record<string, string> = {
  identity: 'hvem hun er',
  reasons: 'hvorfor hun er henvist',
  pregnancy: 'graviditeten',
  wish: 'hvad hun ønsker',
  contact: 'hvordan hun må kontaktes',
  note: 'noten',
}

const standing = (house: Reach, now: Date): string => {
  if (house.own) return 'Sagen er organisationens egen.'
  const said = house.parts.map(one => partWords[one] ?? one).join(', ')
  return house.until > now
    ? `Hun har sagt ja til, at organisationen ser: ${said}. Det gælder til ${fullDay(dayOf(house.until))}.`
    : `Samtykket gælder ikke længere. Det sluttede ${fullDay(dayOf(house.until))}.`
}

const operationWords: Record<Operation, string> = {
  read: 'se',
  add: 'skrive nyt',
  change: 'ændre',
  remove: 'fjerne',
}

const capital = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1)

const part = (name: string, is: string, verdicts: Verdict[]): Html => {
  const seeing = verdicts
    .filter(({ may }) => may.includes('read'))
    .map(({ role }) => roleWords[role as keyof typeof roleWords])
  return html`<details><summary>${capital(is)}: ${seeing.length > 0 ? seeing.join(', ').toLowerCase() : 'ingen'}</summary>
${dataTable({
  caption: `${capital(is)} (${name})`,
  stack: true,
  columns: [
    { head: 'Rolle', cell: ({ role }: Verdict) => roleWords[role as keyof typeof roleWords] },
    { head: 'Må', cell: ({ may }) => may.map(one => operationWords[one]).join(', ') || 'intet' },
    {
      head: 'Fordi',
      cell: ({ because }) =>
        [...new Set(because.map(({ says }) => capital(says)))].join('. ') || 'Ingen regel giver adgang',
    },
    { head: 'Regel', cell: ({ because }) => because.map(({ line }) => line).join(', ') || 'ingen' },
  ],
  rows: verdicts,
})}</details>`
}
