import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import pg from 'pg'
import { catalogueRules } from '../../src/kernel/catalogue.ts'
import { exceptions } from '../../src/rooms.ts'
import { freshDatabase, type TestDatabase } from '../support/database.ts'
import { planted } from './catalogue.ts'

let database: TestDatabase
let client: pg.Client
before(async () => {
  database = await freshDatabase()
  client = new pg.Client({ connectionString: database.adminUrl })
  await client.connect()
})
after(async () => {
  await client.end()
  await database.drop()
})

const found = async (query: string): Promise<string[]> => {
  const { rows } = await client.query({ text: query, rowMode: 'array' })
  return rows.map(row => String(row[0]))
}

const rules = catalogueRules(exceptions)

test('Every rule of the catalogue has been seen red', () => {
  assert.deepEqual(
    rules.map(({ promise }) => promise),
    Object.keys(planted),
  )
})

for (const { promise, query } of rules) {
  test(promise, async () => {
    assert.deepEqual(await found(query), [])
  })
  for (const [statement, line] of planted[promise] ?? [])
    test(`Found when planted: ${statement.slice(0, 100)}`, async () => {
      await client.query('begin')
      try {
        await client.query(statement)
        const lines = await found(query)
        assert.ok(lines.includes(line), `${line} is not among: ${lines.join('; ')}`)
      } finally {
        await client.query('rollback')
      }
    })
}
