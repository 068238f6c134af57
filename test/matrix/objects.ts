import { sql } from 'kysely'
import type { Db } from '../../src/kernel/database.ts'
import { type Id, newId } from '../../src/kernel/ids.ts'
import { heldFamily } from '../../src/rooms/caseload/families.testing.ts'
import { hold } from '../../src/rooms/caseload/index.ts'
import { openFamily } from '../../src/rooms/family/index.ts'
import { sitesOf } from '../../src/rooms/govern/index.ts'
import { seven } from '../../src/rooms/referral/refer.testing.ts'
import { setScene } from '../house/scene.ts'
import { asKeeper } from '../support/database.ts'
import type { Person, World } from '../support/world.ts'
import { named as allNamed, type Case, cases, type House, type Somebody, type Thing } from './model.ts'
import { staff } from './people.ts'

/** Something an address can name, with a row of it at each house that has one. */
export interface Named {
  says: string
  params: Record<string, string>
  things: Thing[]
  /** Where its rows stand and under which id: for asking the database the same. */
  table?: string
  id?: string
  /** An address of one's own making: what is not hers is a new, empty one, and only these words would show another's. */
  mark?: string
}

export interface HttpWorld {
  w: World
  people: Map<string, Person>
  who: Somebody[]
  named: Record<string, Named[]>
  hereNorth: Id
  organisations: Record<House, Id>
}

const keys: Record<House, string> = {
  here: 'moedrehjaelpen',
  partner: 'region-syddanmark',
  stranger: 'region-hovedstaden',
}
const siteKeys: Record<string, string> = { north: 'odense', east: 'odense', south: 'kolding', west: 'aabenraa' }

/** Where the addresses of each kind begin. A new kind of address is added here, with an example below. */
export const kinds: [RegExp, string][] = [
  // Asked for as nothing that is there; who opens a real one is told in safety.test.ts.
  [/^\/familier\/:id\/samtale\/begynd/, 'opening'],
  [/^\/familier\/:id\/samtale/, 'compartment'],
  [/^\/henvendelser\/:id/, 'concern'],
  // Asked for as nothing that is there; who opens a real one is told in subject.test.ts.
  [/^\/familier\/:id\/rettigheder\/kopi\/:kopi/, 'copy'],
  [/^\/familier\/:id/, 'family'],
  [/^\/adgang\/:familie/, 'reach'],
  [/^\/forloeb\/:id/, 'course'],
  [/^\/henvisninger\/:id/, 'referral'],
  [/^\/henvis\/sendt\/:id/, 'receipt'],
  [/^\/henvis\/:draft/, 'draft'],
  [/^\/medarbejdere\/:id/, 'staff'],
  [/^\/programmer\/:key/, 'programme'],
  // Asked for as nothing that is there; who opens a real one is told in control.test.ts.
  [/^\/kontrol\/:id/, 'watched'],
  [/^\/noedadgang\/:id/, 'glass'],
  [/^[^:]*$/, 'nothing'],
]

const unknown = (params: string[]): Named => ({
  says: 'nothing that is there',
  params: Object.fromEntries(params.map(name => [name, newId()])),
  things: [],
})

/** What a form must carry to be about something at all; without it the answer is the same for everybody. */
export const forms: Record<string, (world: HttpWorld, person: Person) => Record<string, string>> = {
  '/fravaer/fortryd': (_, person) => ({ hvem: person.id, dag: '2026-12-01' }),
  '/henvisninger/:id/dubletter': ({ hereNorth }) => ({ anden: hereNorth }),
  '/familier/:id/samme': ({ hereNorth }) => ({ anden: hereNorth, samme: 'nej' }),
  '/henvisninger/:id/rettelse': () => ({ felt: 'contact' }),
  '/henvis/:draft/kladde': () => ({ trin: 'kort' }),
  '/min-adgang/sessioner/afslut': () => ({ session: newId() }),
  '/medarbejdere/:id/vagter/fjern': () => ({ vagt: newId() }),
  '/medarbejdere/:id/roller/ophoer': () => ({ 'rolle-nr': newId() }),
}

/** The colleague at her desk: may see her families, not her drafts. */
const colleague: Somebody = { name: 'partner referrer colleague', role: 'referrer', house: 'partner', site: 'east' }
const gone: Somebody = { name: 'here counsellor gone', role: 'counsellor', house: 'here', site: 'north', gone: true }

export const makeHttpWorld = async (world: () => Promise<World>): Promise<HttpWorld> => {
  const w = await world()
  const example = await setScene(w)
  const who = [...staff, colleague, gone]
  const organisations = await organisationIds(w)
  const people = await signIn(w, who, organisations)
  const south = (await heldFamily(w, { site: siteKeys.south, pregnant: { name: 'Sofie Test Kolding' } })).family
  const stranger = await strangersFamily(people)
  const found = await look(w, organisations)
  await w.karen.does(db => holdAsReferral(db, found.partner, w.karen.id, w.clock.now()))
  const concern = await nameAndNotify(w, people, organisations, {
    hereNorth: found.hereNorth,
    hereSouth: south,
    partner: found.partner,
    stranger,
  })
  const course = { house: 'here', case: 'hereNorth' } as const
  const draft = example['/henvis/:draft']?.path.split('/').at(-1) ?? ''
  const family = (name: Case, id: Id): Named => ({
    says: `the family ${name}`,
    params: { id, familie: id },
    things: [{ house: cases[name].house, case: name }],
    table: 'family.family',
    id,
  })
  const named: HttpWorld['named'] = {
    nothing: [{ says: 'the page', params: {}, things: [] }],
    family: [
      family('hereNorth', found.hereNorth),
      family('hereSouth', south),
      family('partner', found.partner),
      family('stranger', stranger),
      unknown(['id', 'familie']),
    ],
    // Who reaches a case is told without the case: there is no row to compare with.
    reach: [
      ...(
        [
          ['hereNorth', found.hereNorth],
          ['hereSouth', south],
          ['partner', found.partner],
          ['stranger', stranger],
        ] as const
      ).map(([name, id]) => ({ ...family(name, id), table: undefined })),
      unknown(['familie']),
    ],
    course: [
      {
        says: 'the course here',
        params: { id: found.course, session: found.session },
        things: [course],
        table: 'course.course',
        id: found.course,
      },
      unknown(['id', 'session']),
    ],
    referral: [
      ...found.referrals.map(id => ({
        says: 'a referral from the partner to here',
        params: { id },
        things: [
          { house: 'here', case: 'hereNorth', side: 'receiver' },
          { house: 'partner', case: 'partner', side: 'sender' },
        ] satisfies Thing[],
        table: 'referral.referral',
        id,
      })),
      unknown(['id']),
    ],
    receipt: [
      {
        says: 'the receipt of Karen’s referral',
        params: { id: found.sentByKaren.referral },
        things: [{ house: 'partner', case: 'partner', side: 'sender', owner: 'partner referrer east' }],
        table: 'referral.draft',
        id: found.sentByKaren.draft,
      },
      unknown(['id']),
    ],
    draft: [
      {
        says: 'Karen’s draft',
        params: { draft, trin: 'hvem' },
        things: [{ house: 'partner', owner: 'partner referrer east' }],
        table: 'referral.draft',
        id: draft,
        mark: String(seven.cpr),
      },
      { ...unknown([]), params: { draft: newId(), trin: 'hvem' }, mark: String(seven.cpr) },
    ],
    staff: [
      ...(['here', 'partner', 'stranger'] as const).map(house => {
        const id = people.get(`${house} counsellor ${{ here: 'north', partner: 'east', stranger: 'west' }[house]}`)?.id
        return {
          says: `a counsellor at ${house}`,
          params: { id: id ?? '' },
          things: [{ house }],
          table: 'govern.staff',
          id,
        }
      }),
      unknown(['id']),
    ],
    opening: [unknown(['id'])],
    compartment: [
      ...(
        [
          ['hereNorth', found.hereNorth],
          ['hereSouth', south],
          ['partner', found.partner],
        ] as const
      ).map(([name, id]) => ({ ...family(name, id), table: undefined })),
      unknown(['id']),
    ],
    concern: [
      {
        says: 'a notification that Lone decided',
        params: { id: concern },
        things: [{ house: 'here', case: 'hereNorth', owner: 'here counsellor north' }],
        table: 'concern.notification',
        id: concern,
      },
      unknown(['id']),
    ],
    watched: [unknown(['id'])],
    glass: [unknown(['id'])],
    copy: [unknown(['id', 'kopi'])],
    programme: [
      { says: 'the programme', params: { key: 'syddanmark', version: '2' }, things: [{}] },
      { says: 'nothing that is there', params: { key: 'nej', version: '9' }, things: [] },
    ],
  }
  return { w, people, who, named, hereNorth: found.hereNorth, organisations }
}

const organisationIds = (w: World): Promise<Record<House, Id>> =>
  asKeeper(w.source.ownerUrl, async kysely => {
    const { rows } = await sql<{ id: Id; key: string }>`select id, key from govern.organisation`.execute(kysely)
    return Object.fromEntries(
      Object.entries(keys).map(([house, key]) => [house, rows.find(row => row.key === key)?.id]),
    )
  })

/** The people everyone remembers where they fit, and others like them elsewhere. */
const remembered: Record<string, (w: World) => Person> = {
  'partner referrer east': w => w.karen,
  'here counsellor north': w => w.lone,
  'here coordinator north': w => w.bente,
  'here programmeLeader north': w => w.pernille,
  'here administrator north': w => w.arne,
}

const signIn = async (w: World, who: Somebody[], organisations: Record<House, Id>): Promise<Map<string, Person>> => {
  const people = new Map<string, Person>()
  for (const one of who) {
    const known = remembered[one.name]
    const organisation = organisations[one.house]
    if (known) {
      people.set(one.name, known(w))
      continue
    }
    const id = await asKeeper<Id>(w.source.ownerUrl, async kysely => {
      const { rows } = await sql<{ id: Id }>`
        insert into govern.staff (organisation, name, title, role, sites, email, starts_on, synthetic)
        values (${organisation}, ${`${one.role} Test ${one.site}`}, 'Prøve', ${one.role},
          ${one.role === 'referrer' ? sql`array(select id from govern.site where key = ${siteKeys[one.site]})` : sql`'{}'`},
          ${`${one.name.replaceAll(' ', '.')}@example.org`}, '2024-01-01', true) returning id`.execute(kysely)
      return rows[0]?.id ?? ''
    })
    people.set(one.name, await w.person(id, organisation, one.name))
    if (one.gone)
      await w.database.asNobody(kysely =>
        sql`select kernel.close_session(${people.get(one.name)?.token})`.execute(kysely),
      )
  }
  return people
}

const strangersFamily = async (people: Map<string, Person>): Promise<Id> => {
  const holder = people.get('stranger counsellor west')
  if (!holder) throw new Error('nobody works at the stranger’s')
  return holder.does(async db => {
    const site = (await sitesOf(db)).find(one => one.key === siteKeys.west)?.id ?? null
    const at = new Date('2026-11-23T08:00:00Z')
    const family = await openFamily(db, { site, pregnant: { name: 'Sara Test Vest' }, dueDate: '2027-01-23' }, at)
    await holdAsReferral(db, family, holder.id, at)
    return family
  })
}

/** Those whom the model names are named here too; and Lone has decided a notification. Returns its id. */
const nameAndNotify = async (
  w: World,
  people: Map<string, Person>,
  organisations: Record<House, Id>,
  ids: Record<Case, Id>,
): Promise<Id> =>
  asKeeper(w.source.ownerUrl, async kysely => {
    for (const one of allNamed) {
      const { house } = cases[one.case]
      const staffId = people.get(one.who)?.id
      if (!staffId) continue
      for (const compartment of ['safety', 'address', 'concern'])
        await sql`insert into kernel.named (organisation, "case", staff, compartment, until)
          values (${organisations[house]}, ${ids[one.case]}, ${staffId}, ${compartment}, now() + ${one.state === 'live' ? 1 : -1} * interval '1 hour')
          on conflict (organisation, "case", staff, compartment) do update set until = excluded.until`.execute(kysely)
    }
    const id = newId()
    const lone = people.get('here counsellor north')?.id
    await sql`insert into concern.notification (organisation, id, family, staff, at, about, municipality, words, alternatives, not_told)
      values (${organisations.here}, ${id}, ${ids.hereNorth}, ${lone}, now(), 'unborn', 'Odense', 'Bekymring', 'Hjælp', 'Ikke endnu')`.execute(
      kysely,
    )
    await sql`insert into concern.step (organisation, notification, nth, family, staff, at, by, verb, from_state, to_state)
      values (${organisations.here}, ${id}, 1, ${ids.hereNorth}, ${lone}, now(), ${lone}, 'decide', 'none', 'decided')`.execute(
      kysely,
    )
    return id
  })

/** A house that has her holds her, as far as this goes: a referral under way, with a dated next step. */
const holdAsReferral = (db: Db, family: Id, holder: Id, at: Date): Promise<void> =>
  hold(
    db,
    {
      family,
      holder,
      stage: 'active',
      step: 'contact',
      due: '2026-11-24',
      dueAt: null,
      subject: 'referral',
      subjectId: newId(),
      track: null,
      site: null,
    },
    null,
    at,
  )

const look = (w: World, organisations: Record<House, Id>) =>
  asKeeper<{
    hereNorth: Id
    partner: Id
    course: Id
    session: Id
    referrals: Id[]
    sentByKaren: { draft: Id; referral: Id }
  }>(w.source.ownerUrl, async kysely => {
    const course = await sql<{ id: Id; family: Id; referral: Id; session: Id }>`
      select c.id, c.family, c.referral, (select s.id from course.session s where s.course = c.id and s.state = 'planned' limit 1) as session
      from course.course c where c.organisation = ${organisations.here} limit 1`.execute(kysely)
    const [one] = course.rows
    if (!one) throw new Error('the scene has no course')
    const sent = await sql<{ id: Id; family: Id }>`
      select id, family from referral.referral where organisation = ${organisations.partner} order by id = ${one.referral} desc, id`.execute(
      kysely,
    )
    const drafts = await sql<{ draft: Id; referral: Id }>`
      select id as draft, referral from referral.draft where referral is not null limit 1`.execute(kysely)
    const [sentByKaren] = drafts.rows
    if (!sentByKaren) throw new Error('the scene has no referral that was sent from a draft')
    return {
      sentByKaren,
      hereNorth: one.family,
      partner: sent.rows[0]?.family ?? '',
      course: one.id,
      session: one.session,
      referrals: sent.rows.map(row => row.id),
    }
  })
