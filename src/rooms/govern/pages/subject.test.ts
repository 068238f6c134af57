import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import pg from 'pg'
import { type Person, type World, world } from '../../../../test/support/world.ts'
import { data } from '../../../data.ts'
import { columnsOf } from '../../../kernel/data.ts'
import type { Id } from '../../../kernel/ids.ts'
import { startedCourse, talk } from '../../course/course.testing.ts'

let w: World
let family: Id
let address: string
before(async () => {
  w = await world()
  const course = await startedCourse(w, { day: '2026-11-23', first: talk(w, '2026-11-24', '10:00') })
  family = course.family
  address = `/familier/${family}/rettigheder`
})
after(() => w.close())

const asks = async (who: Person, fields: Record<string, string>) =>
  who.submit(await who.get(address), address, { hvordan: 'paper', modtaget: '20.11.2026', ...fields })
const requestId = (html: string): string => /name="anmodning" value="([^"]+)"/.exec(html)?.[1] ?? ''

test('Amina asks on paper; Koordinator Bente writes it down, and Dorte sees when it must be answered, without her name', async () => {
  const bad = await asks(w.bente, { slags: 'correction', hvem: 'woman', ord: '', modtaget: '24.11.2026' })
  assert.equal(bad.status, 422)
  assert.match(bad.text, /Skriv, hvad der skal rettes.*/)
  assert.match(bad.text, /Skriv dagen, det kom/)
  assert.equal((await asks(w.bente, { slags: 'copy', hvem: 'woman' })).status, 303)
  const list = await w.dorte.get('/rettigheder')
  assert.match(list.text, /Se sine oplysninger 20\. november 2026 Skal besvares senest 20\. december 2026/)
  assert.doesNotMatch(list.html, /Amina/)
  for (const other of [w.lone, w.karen, w.pernille, w.arne, w.dorte])
    assert.equal((await other.get(address)).status, 404)
  assert.equal((await w.rikke.get('/rettigheder')).text.includes('20. november 2026'), false, 'another house')
})

const copyFor = async (hvem: string): Promise<string> => {
  await asks(w.bente, { slags: 'copy', hvem })
  const page = await w.bente.get(address)
  const words: Record<string, string> = { woman: 'Kvinden selv', partner: 'Partneren', child: 'Barnet selv' }
  const section = page.html
    .split('<section>')
    .find(one => one.includes(words[hvem] ?? '') && one.includes('Lav kopien'))
  const id = requestId(section ?? '')
  const made = await w.bente.submit(page, `${address}/kopi`, {
    anmodning: id,
    [`grund-${id}`]: 'Hun har bedt om det på papir.',
  })
  assert.equal(made.status, 303, made.text.slice(0, 300))
  return made.location ?? ''
}

test('A copy needs a reason, opens for ten minutes, and for nobody but the one who asked for it', async () => {
  const page = await w.bente.get(address)
  const id = requestId(page.html)
  const without = await w.bente.submit(page, `${address}/kopi`, { anmodning: id, [`grund-${id}`]: '' })
  assert.equal(without.status, 422)
  const copy = await copyFor('woman')
  const shown = await w.bente.get(copy)
  assert.match(shown.text, /Amina Test Hansen/)
  assert.match(shown.text, /Hvem har set oplysningerne/)
  assert.doesNotMatch(shown.text, /Lone Test Holm|Bente Test(?! Dahl, )/, 'who looked is a role, not a name')
  const again = await w.person(w.bente.id, w.bente.organisation, 'Bente another day')
  assert.equal((await again.get(copy)).status, 404, 'another session')
  w.clock.set('2026-11-23T09:11:00+01:00')
  assert.equal((await w.bente.get(copy)).status, 404, 'eleven minutes later')
  w.clock.set('2026-11-23T09:00:00+01:00')
})

/** Plants a text of its own in every text column of every row about the case, and a partner and a child. */
const plant = async (): Promise<
  { marker: string; table: string; column: string; whose: string; copied: boolean }[]
> => {
  const client = new pg.Client({ connectionString: w.source.adminUrl })
  await client.connect()
  try {
    await client.query('set session_replication_role = replica')
    const planted = []
    for (const [table, one] of Object.entries(data)) {
      if (!one.case || one.partOf) continue
      const texts = await client.query(
        `select a.attname as name from pg_attribute a where a.attrelid = '${table}'::regclass and a.atttypid = 'text'::regtype and a.attnum > 0
          and not a.attisdropped and a.attgenerated = ''`,
      )
      const checks = await client.query(
        `select conname from pg_constraint where conrelid = '${table}'::regclass and contype = 'c'`,
      )
      for (const { conname } of checks.rows) await client.query(`alter table ${table} drop constraint "${conname}"`)
      for (const { name } of texts.rows) {
        const column = columnsOf(one).find(found => found.name === name)
        if (!column) throw new Error(`${table}.${name}`)
        // What finds her or says whose a row is must stay what it is.
        if (['kind', 'via', 'about', 'side'].includes(name)) continue
        const marker = `MARK-${table}.${name}`
        const { rowCount } = await client.query(`update ${table} set "${name}" = $1 where "${one.case}" = $2`, [
          marker,
          family,
        ])
        if (rowCount)
          planted.push({
            marker,
            table,
            column: name,
            whose: column.whose,
            copied: !one.notCopied && !['staff', 'secret'].includes(column.is),
          })
      }
    }
    return planted
  } finally {
    await client.end()
  }
}

test('Whatever is written about Amina anywhere is in her copy and in nobody else’s; keys and employees are in none', async () => {
  const copies = { woman: await copyFor('woman'), partner: await copyFor('partner'), child: await copyFor('child') }
  const planted = await plant()
  assert.ok(planted.length > 30, `${planted.length}`)
  const text: Record<string, string> = {}
  for (const [part, copy] of Object.entries(copies)) text[part] = (await w.bente.get(`${copy}/fil`)).html
  for (const { marker, whose, copied } of planted)
    for (const part of Object.keys(copies))
      assert.equal(
        text[part]?.includes(`"${marker}"`),
        copied && whose === part,
        `${marker} in the copy for the ${part}`,
      )
  assert.doesNotMatch(text.partner ?? '', /Amina|alone_when_asked/)
})
