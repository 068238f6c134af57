import assert from 'node:assert/strict'
import { createHash } from 'node:crypto'
import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test } from 'node:test'
import pg from 'pg'
import { world } from '../../test/support/world.ts'
import { acceptedReferral, startedCourse, talk } from '../rooms/course/course.testing.ts'
import { resources } from '../rooms.ts'
import { exportOrganisation } from './export.ts'

const master = Buffer.alloc(32, 7)

test('A house that leaves takes all that is its own with it, readable, and nothing of the other house', async () => {
  const w = await world()
  const folder = mkdtempSync(join(tmpdir(), 'brobygger-export-'))
  const client = new pg.Client({ connectionString: w.source.adminUrl })
  await client.connect()
  try {
    await startedCourse(w, { day: '2026-11-16', first: talk(w, '2026-11-19', '10:00') })
    await acceptedReferral(w, { day: '2026-11-16', to: w.hanne })
    w.clock.set('2026-11-23T09:00:00+01:00')
    await client.query('insert into kernel.key_check (sealed) values ($1) on conflict do nothing', [
      (await import('../kernel/crypto.ts')).sealedWord((await import('../kernel/crypto.ts')).keysFrom(master)),
    ])
    for (const [who, key] of [
      [w.lone, 'moedrehjaelpen'],
      [w.karen, 'region-syddanmark'],
    ] as const) {
      const to = join(folder, key)
      const done = await exportOrganisation(w.source, master, key, to)
      assert.equal(statSync(to).mode & 0o077, 0)
      const files = readdirSync(to).filter(name => name.endsWith('.ndjson'))
      for (const file of files) {
        const table = file.replace('.ndjson', '')
        const text = readFileSync(join(to, file), 'utf8')
        const rows = text
          .split('\n')
          .filter(Boolean)
          .map(line => JSON.parse(line))
        const { rows: counted } = await client.query(`select count(*) as n from ${table} where organisation = $1`, [
          who.organisation,
        ])
        // The trail grows by the export's own row.
        if (table !== 'kernel.audit') assert.equal(rows.length, counted[0].n, table)
        assert.ok(
          rows.every(row => row.organisation === who.organisation),
          table,
        )
        assert.equal(
          done.tables.find(one => one.table === table)?.sha256,
          createHash('sha256').update(text).digest('hex'),
        )
      }
      // Every table of the rules with an organisation in it is here, or is left out by name.
      const { rows: tables } = await client.query(
        "select table_schema || '.' || table_name as t from information_schema.columns where column_name = 'organisation'",
      )
      for (const { t } of tables)
        if (resources[t]) assert.ok(files.includes(`${t}.ndjson`) || done.leftOut[t], `${t} is forgotten`)
      const people = readFileSync(join(to, 'family.person.ndjson'), 'utf8')
      assert.match(people, /"name":"[^"]*Test/)
      assert.doesNotMatch(people, /wrapped_key|_index/)
      const { rows: read } = await client.query(
        "select cardinality(subjects) as n from kernel.audit where purpose = 'export' and organisation = $1",
        [who.organisation],
      )
      assert.ok(read[0].n >= 2)
    }
    await assert.rejects(exportOrganisation(w.source, master, 'ingen', join(folder, 'x')), /findes ikke/)
    assert.deepEqual(readdirSync(folder).toSorted(), ['moedrehjaelpen', 'region-syddanmark'])
  } finally {
    await client.end()
    await w.close()
    rmSync(folder, { recursive: true, force: true })
  }
})
