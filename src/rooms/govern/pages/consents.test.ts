import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { sql } from 'kysely'
import { asKeeper } from '../../../../test/support/database.ts'
import { type Person, type World, world } from '../../../../test/support/world.ts'
import type { Id } from '../../../kernel/ids.ts'
import type { Form } from '../../../kernel/visit.ts'
import { heldFamily } from '../../caseload/families.testing.ts'
import { send } from '../../referral/index.ts'
import { amina } from '../../referral/referral.testing.ts'
import { consentsOf, giveConsent } from '../consent-store.ts'

let w: World
before(async () => {
  w = await world()
})
after(() => w.close())

const sent = async (more: Parameters<typeof amina>[1] = {}) => {
  const done = await w.karen.does(db => send(db, amina('status', more), w.clock))
  if (!done.ok) throw new Error(done.refusal)
  const theirs = await asKeeper<Id>(w.source.ownerUrl, async kysely => {
    const { rows } = await sql<{
      family: Id
    }>`select family from referral.referral where id = ${done.id} and side = 'receiver'`.execute(kysely)
    return rows[0]?.family ?? ''
  })
  return { id: done.id, family: done.family, theirs }
}
const pageOf = (who: Person, family: Id) => who.get(`/familier/${family}/samtykker`)
const readAcross = (family: Id, table = 'family.person') =>
  w.lone.does(async db => {
    const { rows } = await sql<{
      n: number
    }>`select count(*)::int as n from ${sql.table(table)} where family = ${family}`.execute(db.tables())
    return rows[0]?.n
  })
const recipient = async (name: string) => {
  const { rows } = await asKeeper<{ rows: { id: Id }[] }>(w.source.ownerUrl, kysely =>
    sql<{ id: Id }>`select id from govern.organisation where key = ${name}`.execute(kysely),
  )
  return rows[0]?.id ?? ''
}
const answers = async (more: Form = {}): Promise<Form> => ({
  modtager: await recipient('moedrehjaelpen'),
  dele: ['identity', 'contact'],
  formaal: 'help',
  lov: 'SUL43',
  hvem: 'woman',
  form: 'written',
  tilbage: 'status',
  givet: '23.11.2026',
  til: '23.11.2027',
  ...more,
})
const give = async (family: Id, more: Form = {}, who = w.karen) => {
  const page = await who.get(`/familier/${family}/samtykker/nyt`)
  return who.submit(page, `/familier/${family}/samtykker`, await answers(more))
}
const withdraw = async (family: Id) => {
  const page = await pageOf(w.karen, family)
  return w.karen.submit(page, `/familier/${family}/samtykker/tilbagetraekning`)
}

test('R-01: Jordemoder Karen’s referral makes the consent it rests on, and without one nothing is sent', async () => {
  const { family } = await sent()
  const { status, text } = await pageOf(w.karen, family)
  assert.equal(status, 200)
  assert.match(text, /Til Mødrehjælpen Gælder/)
  assert.match(text, /Sundhedsloven § 43/)
  const { consent } = amina()
  const refused = await w.karen.does(db =>
    send(db, amina('status', { consent: { ...consent, givenOn: '2026-11-24' } }), w.clock),
  )
  assert.deepEqual(refused, { ok: false, refusal: 'noConsent' })
})

test('R-02: Karen is told in a sentence why a consent from tomorrow or for thirteen months is none', async () => {
  const { family } = await sent()
  const tomorrow = await give(family, { givet: '24.11.2026' })
  assert.equal(tomorrow.status, 422)
  assert.match(tomorrow.text, /kan ikke være givet i fremtiden/)
  const long = await give(family, { til: '23.12.2027' })
  assert.equal(long.status, 422)
  assert.match(long.text, /højst et år/)
  assert.match(long.html, /value="23\.12\.2027"/)
})

test('R-02: the database refuses thirteen months, tomorrow and 1 March after 29 February by itself', async () => {
  const { family } = await sent()
  const put = (givenOn: string, until: string, at = '2028-03-01T12:00:00Z') =>
    asKeeper(w.source.ownerUrl, kysely =>
      sql`insert into govern.consent (organisation, id, family, other_organisation, basis, form, given_by, witness, parts, purpose, feedback, given_on, until, at, by)
        select organisation, gen_random_uuid(), family, other_organisation, 'SUL43', 'written', 'woman', witness, parts, purpose, feedback, ${givenOn}::date, ${until}::date, ${at}::timestamptz, by
        from govern.consent where family = ${family} limit 1`.execute(kysely),
    )
  await assert.rejects(put('2026-11-23', '2027-12-23'), /a_year_at_most/)
  await assert.rejects(put('2028-02-29', '2029-03-01'), /a_year_at_most/)
  await assert.rejects(put('2028-03-02', '2028-04-01'), /not_tomorrow/)
  await put('2028-02-29', '2029-02-28')
})

test('R-02: while it holds Rådgiver Lone reads what Karen has; after its last day no more, and her own copy stays', async () => {
  const live = await sent()
  assert.equal(await readAcross(live.family), 1)
  const { family, theirs } = await sent({
    who: { ...amina().who, cpr: null, birthDate: '1999-01-01', name: 'Oda Test Gammel' },
  })
  await withdraw(family)
  assert.equal(await readAcross(family), 0)
  await w.karen.does(async db => {
    await giveConsent(
      db,
      {
        family,
        recipient: w.lone.organisation,
        basis: 'SUL43',
        form: 'written',
        oralReason: null,
        givenBy: 'woman',
        parts: ['identity'],
        purpose: 'help',
        feedback: 'none',
        givenOn: '2019-02-01',
        until: '2020-02-01',
      },
      w.clock,
    )
  })
  assert.equal(await readAcross(family), 0)
  assert.equal(await readAcross(theirs), 1)
  const { text } = await pageOf(w.karen, family)
  assert.match(text, /Udløbet/)
})

test('R-03: thirty days before it runs out it stands in Lone’s list, until Karen renews it', async () => {
  const { consent } = amina()
  const { family, theirs, id } = await sent({ consent: { ...consent, until: '2026-12-20' } })
  await asKeeper(w.source.ownerUrl, kysely =>
    sql`update caseload.holding set holder = ${w.lone.id} where family = ${theirs}`.execute(kysely),
  )
  assert.match((await w.lone.get('/arbejdsliste')).text, /samtykket udløber .*20\. december/)
  const page = await w.karen.get(`/familier/${family}/samtykker`)
  const [, renew = ''] = /href="(\/familier\/[^"]+fornyer=[^"]+)"/.exec(page.html) ?? []
  const form = await w.karen.get(renew)
  const answer = await w.karen.submit(form, `/familier/${family}/samtykker`, await answers({ til: '23.11.2027' }))
  assert.match((await w.karen.follow(answer)).text, /Fornyet med et nyere/)
  assert.doesNotMatch((await w.lone.get('/arbejdsliste')).text, /samtykket udløber/)
  assert.match((await w.lone.get(`/henvisninger/${id}`)).text, /Gælder til og med 23\.11\.2027|23\. november 2027/)
})

test('R-03: Lone lets another run out, and says what was decided', async () => {
  const { consent } = amina()
  const { theirs } = await sent({ consent: { ...consent, until: '2026-12-10' } })
  const page = await pageOf(w.lone, theirs)
  const [words = ''] = /ord-[0-9a-f]{8}/.exec(page.html) ?? []
  const empty = await w.lone.submit(page, `/familier/${theirs}/samtykker/afgoerelse`, { [words]: '' })
  assert.equal(empty.status, 422)
  const done = await w.lone.submit(page, `/familier/${theirs}/samtykker/afgoerelse`, { [words]: 'Hun vil ikke forny.' })
  assert.match((await w.lone.follow(done)).text, /besluttet, at det må udløbe/)
})

test('R-04: an oral consent is taken with its reason alone, and DPO Rikke sees the share as a number', async () => {
  const { family } = await sent()
  const bare = await give(family, { form: 'oral' })
  assert.equal(bare.status, 422)
  assert.match(bare.text, /hvorfor samtykket er mundtligt/)
  assert.equal((await give(family, { form: 'oral', grund: 'Vi talte i telefon' })).status, 303)
  assert.match((await w.rikke.get('/uden-samtykke')).text, /(Færre end 5|\d+) af \d+ samtykker er mundtlige/)
})

test('R-05: Amina takes it back to Karen: from the next click Lone reads nothing of Karen’s, and nothing is deleted', async () => {
  const { family, theirs, id } = await sent()
  await w.karen.does(db =>
    sql`insert into kernel.outbox (organisation, kind, body) values (${db.actor.organisation}, 'feedback.given', ${JSON.stringify({ referral: id })})`.execute(
      db.tables(),
    ),
  )
  await asKeeper(w.source.ownerUrl, kysely =>
    sql`insert into message.news (organisation, staff, referral, at) values (${w.karen.organisation}, ${w.karen.id}, ${id}, now())`.execute(
      kysely,
    ),
  )
  assert.equal(await readAcross(family), 1)
  const answer = await withdraw(family)
  assert.equal(answer.status, 303)
  assert.match((await w.karen.follow(answer)).text, /Trukket tilbage/)
  assert.equal(await readAcross(family), 0)
  assert.equal(await readAcross(theirs), 1)
  assert.match((await pageOf(w.lone, theirs)).text, /Samtykket er trukket tilbage. I beholder det/)
  const left = await asKeeper(w.source.ownerUrl, async kysely => {
    const { rows } = await sql<{ news: number; state: string }>`select
      (select count(*)::int from message.news where referral = ${id} and day is null) +
      (select count(*)::int from kernel.outbox where kind = 'feedback.given' and done_at is null and organisation = ${w.karen.organisation} and body ->> 'referral' = ${id}) as news,
      (select state from referral.referral where id = ${id} and side = 'sender') as state`.execute(kysely)
    return rows[0]
  })
  assert.deepEqual(left, { news: 0, state: 'withdrawn' })
  assert.equal((await withdraw(family).catch(() => ({ status: 404 }))).status, 404)
})

test('R-06: a consent names one house and known parts; all partners cannot be written, also not in the database', async () => {
  const { family } = await sent()
  const nobody = await give(family, { modtager: 'alle' })
  assert.equal(nobody.status, 422)
  assert.match(nobody.text, /Vælg det ene sted/)
  await assert.rejects(
    asKeeper(w.source.ownerUrl, kysely =>
      sql`insert into govern.consent select organisation, gen_random_uuid(), family, null from govern.consent limit 1`.execute(
        kysely,
      ),
    ),
  )
  const [one] = await w.karen.does(db => consentsOf(db, family, '2026-11-23'))
  assert.deepEqual(one?.recipient, w.lone.organisation)
})

const told = {
  lov: 'SUL43-2-2',
  begrundelse: 'Der er fare for barnet, og hun kan ikke nås.',
  modtager: 'Odense Kommune',
  hvad: 'At hun har brug for hjælp nu',
}

test('R-07: Karen gives on without consent only with paragraph, reason and when she is told; Rikke sees it on top', async () => {
  const { family } = await sent()
  const at = `/familier/${family}/uden-samtykke`
  const bare = await w.karen.submit(await w.karen.get(at), at, { ...told, begrundelse: 'nej' })
  assert.equal(bare.status, 422)
  assert.match(bare.text, /hvorfor det er nødvendigt/)
  assert.match(bare.text, /hvorfor hun ikke ved det/)
  const saved = await w.karen.submit(await w.karen.get(at), at, {
    ...told,
    'hvorfor-ikke': 'Hun kan ikke nås',
    senest: '30.11.2026',
  })
  assert.match((await w.karen.follow(saved)).text, /Senest 30\. november 2026/)
  const list = await w.rikke.get('/uden-samtykke')
  assert.match(list.text, /Odense Kommune.*Nej: Hun kan ikke nås/)
  assert.doesNotMatch(list.text, /Amina/)
  assert.equal((await w.dorte.get('/uden-samtykke')).text.includes('Odense Kommune'), false)
  const page = await pageOf(w.karen, family)
  await w.karen.submit(page, `${at}/besked`)
  assert.match((await w.rikke.get('/uden-samtykke')).text, /Ja, 23\. november 2026/)
})

test('R-08: what Karen hears follows the level Amina chose, also when it is renewed to none', async () => {
  const { family, id } = await sent()
  const page = await pageOf(w.karen, family)
  const [, renew = ''] = /href="(\/familier\/[^"]+fornyer=[^"]+)"/.exec(page.html) ?? []
  await w.karen.submit(await w.karen.get(renew), `/familier/${family}/samtykker`, await answers({ tilbage: 'none' }))
  const rows = await asKeeper(
    w.source.ownerUrl,
    async kysely =>
      (
        await sql<{
          consent_feedback: string
        }>`select distinct consent_feedback from referral.referral where id = ${id}`.execute(kysely)
      ).rows,
  )
  assert.deepEqual(rows, [{ consent_feedback: 'none' }])
})

test('R-11: an association and a region hold no meeting of the municipality’s; a municipality two at most, the second with a reason', async () => {
  const { family } = await heldFamily(w, { pregnant: { name: 'Ea Test Lund' } })
  const at = `/familier/${family}/udveksling`
  assert.match((await w.lone.get(at)).text, /Din organisation er ikke med/)
  const meeting = { barn: 'unborn1', deltagere: ['school', 'municipalHealth'], dag: '20.11.2026' }
  assert.equal((await w.lone.post(at, { ...meeting, _token: 'x' })).status >= 400, true)
  await assert.rejects(
    asKeeper(w.source.ownerUrl, kysely =>
      sql`insert into govern.exchange (organisation, family, child, nth, held_on, participants, at, by)
        values (${w.lone.organisation}, ${family}, 'unborn1', 1, '2026-11-20', '{school,dayCare}', '2026-11-23T12:00:00Z', ${w.lone.id})`.execute(
        kysely,
      ),
    ),
    /regions and associations take no part/,
  )
  await asKeeper(w.source.ownerUrl, kysely =>
    sql`update govern.organisation set kind = 'municipality' where id = ${w.lone.organisation}`.execute(kysely),
  )
  const post = async (more: Form) => w.lone.submit(await w.lone.get(at), at, { ...meeting, ...more })
  const ngo = await post({ deltagere: ['school', 'ngo'] })
  assert.equal(ngo.status, 422)
  assert.match(ngo.text, /Regioner og foreninger kan ikke være med/)
  assert.equal((await post({})).status, 303)
  assert.match((await post({})).text, /hvorfor en opfølgning var nødvendig/)
  assert.equal((await post({ grund: 'En aftale faldt fra' })).status, 303)
  assert.match((await post({ grund: 'Igen' })).text, /Der er holdt to møder om barnet/)
  const third = asKeeper(w.source.ownerUrl, kysely =>
    sql`insert into govern.exchange (organisation, family, child, nth, reason, held_on, participants, at, by)
      values (${w.lone.organisation}, ${family}, 'unborn1', 3, 'x', '2026-11-20', '{school,dayCare}', '2026-11-23T12:00:00Z', ${w.lone.id})`.execute(
      kysely,
    ),
  )
  await assert.rejects(third, /two_at_most/)
})
