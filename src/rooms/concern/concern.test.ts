import assert from 'node:assert/strict'
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, test } from 'node:test'
import { sql } from 'kysely'
import pg from 'pg'
import { asKeeper } from '../../../test/support/database.ts'
import { type Person, type World, world } from '../../../test/support/world.ts'
import { type Id, newId } from '../../kernel/ids.ts'
import { heldFamily } from '../caseload/families.testing.ts'
import { bindChannel, folderChannel } from './index.ts'

const folder = mkdtempSync(join(tmpdir(), 'letters-'))
let w: World
before(async () => {
  w = await world()
  bindChannel(folderChannel(folder))
})
after(async () => {
  await w.close()
  rmSync(folder, { recursive: true })
})

let nth = 0
const woman = async (holder?: Person): Promise<Id> => {
  nth++
  return (await heldFamily(w, { pregnant: { name: `Karla Test Nr${nth}` }, holder })).family
}
const worry = 'Barnets seng er en køkkenskuffe'
const filled = {
  about: 'unborn',
  municipality: 'Odense',
  concern: worry,
  alternatives: 'Vi har tilbudt at tage med til kommunen.',
  told: 'no',
  notTold: 'Det ville ikke være sikkert for hende.',
}
/** Decides as somebody would: the form on the family's page, and nobody to ask. */
const decided = async (family: Id, who: Person = w.grete): Promise<string> => {
  const at = `/familier/${family}/henvendelser`
  const answer = await who.submit(await who.get(at), at, filled)
  assert.equal(answer.status, 303, answer.text.slice(0, 400))
  return answer.location ?? ''
}
const send = async (at: string, who: Person = w.grete) =>
  who.submit(await who.get(at), `${at}/afsendelse`, { channel: 'secureMail', reference: '26/1234' })
const asOwner = (work: Parameters<typeof asKeeper>[1]) => asKeeper(w.source.ownerUrl, work)

test('Grete decides, sends, hears the receipt and is told what came of it', async () => {
  const at = await decided(await woman())
  assert.equal((await send(at)).status, 303)
  const sent = await w.grete.get(at)
  assert.match(sent.text, /Sendt, venter på kvittering/)
  assert.match(sent.text, /Senest mandag 30\. november/)
  await w.grete.submit(sent, `${at}/svar`, { heard: 'receive' })
  assert.match((await w.grete.get(at)).text, /Kommunen har kvitteret/)
})

test('What is missing is asked for in words, and what was written stands', async () => {
  const family = await woman()
  const at = `/familier/${family}/henvendelser`
  const answer = await w.grete.submit(await w.grete.get(at), at, { ...filled, notTold: '', about: '' })
  assert.equal(answer.status, 422)
  assert.match(answer.text, /2 svar mangler/)
  assert.match(answer.html, new RegExp(worry))
})

test('The letter leaves by the channel, once, with the words that were decided and no name', async () => {
  const at = await decided(await woman())
  await send(at)
  const files = readdirSync(folder).filter(file => file.startsWith(at.split('/').at(-1) ?? ''))
  assert.equal(files.length, 1)
  const letter = readFileSync(join(folder, files[0] ?? ''), 'utf8')
  assert.match(letter, new RegExp(worry))
  assert.doesNotMatch(letter, /Karla/)
})

test('Lone, who has the family, reads it and notes the answer, and Grete is told; other colleagues and the referrer’s house find nothing', async () => {
  const family = await woman()
  const at = await decided(family)
  await send(at)
  const list = await w.lone.get(`/familier/${family}/henvendelser`)
  assert.match(list.html, new RegExp(at))
  const answer = await w.lone.submit(await w.lone.get(at), `${at}/svar`, {
    heard: 'conclude',
    outcome: 'Familien får en kontaktperson.',
  })
  assert.equal(answer.status, 303)
  assert.match((await w.grete.get(at)).text, /Familien får en kontaktperson/)
  assert.match((await w.grete.get('/opgaver')).text, new RegExp(`Følg op hos hende Karla Test Nr${nth}`))
  for (const who of [w.hanne, w.bente, w.pernille, w.arne, w.dorte, w.karen, w.rikke]) {
    assert.equal((await who.get(at)).status, 404, who.name)
    const found = await who.does(db => sql`select from concern.notification`.execute(db.tables()))
    assert.equal(found.rows.length, 0, who.name)
  }
  assert.match((await w.hanne.get(`/familier/${family}/henvendelser`)).text, /ingen henvendelser, som du har del i/)
})

test('When the family changes hands the new holder reads it, and the one before no longer does', async () => {
  const family = await woman()
  const at = await decided(family)
  await w.lone.get(`/familier/${family}/henvendelser`)
  assert.equal((await w.lone.get(at)).status, 200)
  await w.hanne.submit(await w.hanne.get(`/familier/${family}/overdragelse`), `/familier/${family}/overdragelse`, {
    til: w.hanne.id,
    grund: 'tookOver',
  })
  await w.hanne.get(`/familier/${family}/henvendelser`)
  assert.equal((await w.hanne.get(at)).status, 200)
  assert.equal((await w.lone.get(at)).status, 404)
  assert.equal((await w.grete.get(at)).status, 200)
})

test('A receipt that does not come is a task for Lone and for Grete, which says nothing of why; the receipt ends it', async () => {
  const family = await woman()
  const at = await decided(family)
  await send(at)
  await w.lone.get(`/familier/${family}/henvendelser`)
  w.clock.set('2026-12-02T09:00:00+01:00')
  for (const who of [w.lone, w.grete]) {
    const { text } = await who.get('/opgaver')
    assert.match(text, new RegExp(`Følg op hos hende Karla Test Nr${nth} ?\\. Skulle være gjort 30\\. november`))
    assert.doesNotMatch(text, /underret|kvittering|kommune/i)
  }
  const [task] = await w.grete.does(async db => {
    const found = await sql<{ id: Id }>`select id from caseload.task where about = ${at.split('/').at(-1)}`.execute(
      db.tables(),
    )
    return found.rows
  })
  await w.lone.post('/opgaver/gjort', { _token: newId(), opgave: task?.id ?? '' })
  assert.match((await w.lone.get('/opgaver')).text, new RegExp(`Karla Test Nr${nth} ?\\.`), 'not ended by a button')
  assert.match((await w.grete.get(at)).text, /Skulle være her mandag 30\. november/)
  await w.grete.submit(await w.grete.get(at), `${at}/svar`, { heard: 'receive' })
  for (const who of [w.lone, w.grete])
    assert.doesNotMatch((await who.get('/opgaver')).text, new RegExp(`Karla Test Nr${nth} `))
  w.clock.set('2026-11-23T09:00:00+01:00')
})

test('Nothing stops Grete from sending: not a lost holder, a closed case, a lapsed consent, a colleague away or a loss', async () => {
  const family = await woman()
  const at = await decided(family)
  await asOwner(async kysely => {
    await sql`delete from caseload.holding where family = ${family}`.execute(kysely)
    await sql`update kernel.access set until = now() - interval '1 day' where "case" = ${family}`.execute(kysely)
    await sql`insert into family.pregnancy (organisation, family, lost_on, set_at, set_by)
      values (${w.grete.organisation}, ${family}, '2026-11-20', now(), ${w.grete.id})`.execute(kysely)
  })
  assert.equal((await w.grete.get(`/familier/${family}`)).status, 404)
  assert.equal((await send(at)).status, 303)
  assert.match((await w.grete.get(at)).text, /Sendt, venter på kvittering/)
})

for (const role of ['administrator', 'programmeLeader', 'dataProtectionOfficer', 'coordinator', 'referrer'])
  test(`Nothing stops Grete from sending when she has become ${role} since`, async () => {
    const family = await woman()
    const at = await decided(family)
    const admin = new pg.Client({ connectionString: w.source.adminUrl })
    await admin.connect()
    try {
      await admin.query(`update kernel.session set role = '${role}' where staff = '${w.grete.id}'`)
      assert.equal((await send(at)).status, 303)
    } finally {
      await admin.query(`update kernel.session set role = 'counsellor' where staff = '${w.grete.id}'`)
      await admin.end()
    }
  })

test('A family whose holder has left does not stop it either, and the task finds Grete', async () => {
  const family = await woman(w.ida)
  const at = await decided(family)
  await asOwner(async kysely => {
    await sql`delete from caseload.holding where family = ${family}`.execute(kysely)
    await sql`insert into caseload.turn (organisation, family, subject, subject_id, reason, at, by)
      values (${w.grete.organisation}, ${family}, 'referral', ${family}, 'sluttet', now(), ${w.ida.id})`.execute(kysely)
  })
  assert.equal((await send(at)).status, 303)
  assert.match((await w.grete.get('/opgaver')).text, new RegExp(`Karla Test Nr${nth}`))
})

test('While somebody looks along it is not shown, nor the way to it', async () => {
  const family = await woman()
  const at = await decided(family)
  await w.grete.submit(await w.grete.get('/arbejdsliste'), '/skaerm', { skaerm: 'ja' })
  for (const path of [at, `/familier/${family}/henvendelser`])
    assert.doesNotMatch((await w.grete.get(path)).text, new RegExp(`${worry}|Karla|Underretning`))
  assert.doesNotMatch((await w.grete.get(`/familier/${family}`)).html, /henvendelser/)
  await w.grete.submit(await w.grete.get('/arbejdsliste'), '/skaerm', { skaerm: 'nej' })
})
