import pg from 'pg'
import type { Id } from '../../src/kernel/ids.ts'
import { type Random, randomFrom } from '../../src/kernel/random.ts'
import type { Form } from '../../src/kernel/visit.ts'
import { heldFamily, mayBeCalled } from '../../src/rooms/caseload/families.testing.ts'
import { acceptedReferral, aminaOn, startedCourse, talk } from '../../src/rooms/course/course.testing.ts'
import { send } from '../../src/rooms/referral/index.ts'
import { formsOf } from './forms.ts'
import type { Cast, Person, Shown, World } from './world.ts'

export interface Walked {
  requests: number
  /** Requests that showed or changed somebody. */
  touching: number
  rows: number
  statuses: Record<string, number>
  /** What is wrong, a line each: somebody shown or changed and not in the trail, or a row without a request. */
  missing: string[]
  /** Answers that were faults of ours. */
  faults: string[]
  /** Somebody in the trail of a page whose name and number the page does not have. */
  extra: string[]
}

/** First names that stand nowhere else: where one is on a page, that woman has been shown. */
const marker = (nth: number): string =>
  `Xy${[nth / 676, nth / 26, nth].map(n => String.fromCharCode(97 + (Math.floor(n) % 26))).join('')}`
const markers = /\bXy[a-z]{3}\b/g
const number = /[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}/g

/** Families in every state, each with a first name of her own. */
const plant = async (w: World): Promise<void> => {
  let nth = 0
  const name = () => `${marker(nth++)} Test Hansen`
  const sending = () => {
    const n = nth
    return {
      who: {
        cpr: null,
        replacement: false,
        name: name(),
        birthDate: `19${80 + (n % 19)}-0${1 + (n % 9)}-1${n % 10}`,
        phone: `0000${String(1000 + n)}`,
      },
    }
  }
  w.clock.set('2026-11-16T09:00:00+01:00')
  for (let n = 0; n < 3; n++)
    await startedCourse(w, { day: '2026-11-16', content: sending(), first: talk(w, '2026-11-19', `${10 + n}:00`) })
  for (let n = 0; n < 3; n++) await w.karen.does(db => send(db, aminaOn('2026-11-16', sending()), w.clock))
  await acceptedReferral(w, { day: '2026-11-16', content: sending(), to: w.hanne })
  for (const holder of [w.lone, w.grete, w.hanne, w.ida, w.bente])
    for (let n = 0; n < 4; n++)
      await heldFamily(w, {
        pregnant: { name: name(), birthDate: `1992-0${n + 1}-12`, phone: `0000${2000 + nth}` },
        holder,
        contact: n % 2 ? mayBeCalled : undefined,
        due: `2026-11-${18 + n * 3}`,
      })
  w.clock.set('2026-11-23T09:00:00+01:00')
}

interface Known {
  /** By organisation and first name, the case there. */
  byMarker: Map<string, Id>
  /** The case that a number on a page leads to, by organisation. */
  byNumber: Map<string, Id>
}

/** Reads behind the walls what belongs to whom: names by their own keys, referrals and courses by their numbers. */
const learn = async (w: World, client: pg.Client): Promise<Known> => {
  const byMarker = new Map<string, Id>()
  const byNumber = new Map<string, Id>()
  const { familiesOf } = await import('../../src/rooms/family/index.ts')
  for (const who of [w.bente, w.karen, w.mette]) {
    const ids = (
      await client.query('select id from family.family where organisation = $1', [who.organisation])
    ).rows.map(row => row.id as Id)
    for (const [id, family] of await who.does(db => familiesOf(db, ids))) {
      const found = family.pregnant.name.match(markers)?.[0]
      if (found) byMarker.set(who.organisation + found, id)
    }
  }
  const { rows } = await client.query(`select organisation, id as number, id as "case" from family.family
    union all select organisation, id, family from referral.referral union all select organisation, id, family from course.course
    union all select organisation, id, family from course.session union all select organisation, id, "case" from govern.break_glass where "case" is not null
    union all select organisation, id, "case" from govern.sample`)
  for (const row of rows) byNumber.set(row.organisation + row.number, row.case)
  return { byMarker, byNumber }
}

const shares: Partial<Record<Cast, number>> = {
  karen: 4,
  mette: 1,
  bente: 5,
  lone: 6,
  grete: 3,
  hanne: 3,
  pernille: 1,
  arne: 1,
  dorte: 1,
}
const starts: Partial<Record<Cast, string[]>> = {
  karen: ['/henvis', '/mine-henvisninger', '/noedadgang'],
  mette: ['/mine-henvisninger', '/noedadgang'],
  pernille: ['/', '/noedadgang', '/kontrol', '/maal'],
  arne: ['/medarbejdere', '/kontrol'],
  dorte: ['/kontrol', '/hvem-er-beroert'],
}
const caring = [
  '/arbejdsliste',
  '/arbejdsliste?vis=ufordelte',
  '/arbejdsliste?vis=venter',
  '/arbejdsliste?vis=overskredne',
  '/arbejdsliste?vis=afsluttede',
  '/familier',
  '/henvisninger',
  '/kalender',
  '/tildel',
  '/fravaer',
]
// What signs somebody out, ends an employment, or makes initials of the names that we look for.
const leaves = new Set(['/skaerm', '/arbejdsliste/visning'])

const leavesUnder = ['/log-af', '/medarbejdere', '/min-adgang', '/rolle']

const typedInto = (fields: Form, random: Random): Form => {
  const words = ['Hun har det bedre.', '2.12.2026', '10.30', '00 00 12 34', 'Karla', '45', '', 'Hansen', '1.3.2027']
  return Object.fromEntries(
    Object.entries(fields).map(([name, value]) => [
      name,
      name.startsWith('_') || random.chance(0.7) ? value : value === '' ? random.pick(words) : value,
    ]),
  )
}

const step = async (
  who: Person,
  own: Cast,
  at: Shown | undefined,
  random: Random,
): Promise<{ what: string; page: Shown }> => {
  const links = [
    ...new Set(
      [...(at?.html ?? '').matchAll(/<a\b[^>]*\shref="(\/[^"#]*)"/g)].map(match =>
        (match[1] ?? '').replaceAll('&amp;', '&'),
      ),
    ),
  ]
  const forms = formsOf(at?.html ?? '').filter(
    form =>
      form.method === 'POST' && !leaves.has(form.action) && !leavesUnder.some(start => form.action.startsWith(start)),
  )
  const form = forms.length > 0 && random.chance(0.35) ? random.pick(forms) : undefined
  if (form) return { what: `POST ${form.action}`, page: await who.post(form.action, typedInto(form.fields, random)) }
  const path = links.length > 0 && random.chance(0.8) ? random.pick(links) : random.pick(starts[own] ?? caring)
  return { what: `GET ${path}`, page: await who.get(path) }
}

/**
 * People wander through the site at random, a link or a form at a time. After each answer the trail is compared with
 * what the answer has in it and with the rows that the database changed meanwhile.
 */
export const walk = async (w: World, requests: number, seed: number): Promise<Walked> => {
  const random = randomFrom(seed)
  await plant(w)
  const client = new pg.Client({ connectionString: w.source.adminUrl })
  await client.connect()
  const familyTables = (
    await client.query(`select c.oid::regclass::text as t from pg_class c join pg_attribute a on a.attrelid = c.oid and a.attname = 'family' and not a.attisdropped
      join pg_attribute o on o.attrelid = c.oid and o.attname = 'organisation' where c.relkind = 'r' and not c.relispartition order by 1`)
  ).rows.map(row => row.t as string)
  const changedSince = familyTables
    .map(t => `select organisation, family, '${t}' as t from ${t} where xmin::text::bigint >= $1`)
    .join(' union ')
  let known = await learn(w, client)
  const done: Walked = { requests: 0, touching: 0, rows: 0, statuses: {}, missing: [], extra: [], faults: [] }
  const pages = new Map<Cast, Shown>()
  try {
    for (let nth = 0; nth < requests; nth++) {
      const own = random.weighted(shares as Record<Cast, number>)
      const who = w[own]
      const begun = Number((await client.query('select pg_snapshot_xmax(pg_current_snapshot())::text as x')).rows[0].x)
      const { what, page } = await step(who, own, pages.get(own), random)
      pages.set(own, page)
      if (page.location?.startsWith('/')) pages.delete(own)
      const rows = (
        await client.query(
          'select organisation, staff, action, subjects, changed, request from kernel.audit where tx >= $1',
          [begun],
        )
      ).rows
      const changed = what.startsWith('POST') ? (await client.query(changedSince, [begun])).rows : []
      if (changed.length > 0) known = await learn(w, client)
      const where = `${nth}: ${own} ${what} -> ${page.status}`
      if (page.status >= 500 || page.location?.startsWith('/log-ind')) done.faults.push(where)
      const mine = rows.filter(row => row.organisation === who.organisation)
      const noted = new Set<Id>(mine.flatMap(row => row.subjects))
      const shown = new Set<Id>()
      for (const [found] of page.html.matchAll(markers)) {
        const id = known.byMarker.get(who.organisation + found)
        if (!id) done.missing.push(`${where}: shows ${found} of another house`)
        else shown.add(id)
      }
      const numbers = new Set<Id>(
        [...page.html.matchAll(number)].flatMap(([one]) => known.byNumber.get(who.organisation + one) ?? []),
      )
      for (const id of shown) if (!noted.has(id)) done.missing.push(`${where}: shows ${id}, not in the trail`)
      for (const row of changed)
        if (!rows.some(one => one.organisation === row.organisation && one.changed.includes(row.family)))
          done.missing.push(`${where}: changed ${row.family} in ${row.t}, not in the trail`)
      const touched = new Set(changed.map(row => row.family))
      // A form that leads on has no page of its own: what it read to do its work is not on it.
      if (page.status === 200)
        for (const id of noted)
          if (!shown.has(id) && !numbers.has(id) && !touched.has(id) && known.byNumber.has(who.organisation + id))
            done.extra.push(`${where}: ${id} is in the trail and not on the page`)
      const ids = new Set(rows.map(row => row.request))
      if (rows.some(row => row.staff !== who.id) || ids.size > 1)
        done.missing.push(`${where}: ${ids.size} requests in the trail`)
      done.requests++
      if (shown.size > 0 || changed.length > 0) done.touching++
      done.rows += rows.length
      done.statuses[page.status] = (done.statuses[page.status] ?? 0) + 1
    }
  } finally {
    await client.end()
  }
  return done
}
