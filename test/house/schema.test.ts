import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'
import { schemaTypes } from '../../scripts/schema-types.ts'
import { freshDatabase, root } from '../support/database.ts'

test('The types of the queries are those of the migrated database', async () => {
  const database = await freshDatabase()
  try {
    for (const [file, text] of Object.entries(await schemaTypes(database.adminUrl)))
      assert.equal(readFileSync(join(root, file), 'utf8'), text, `${file}: run npm run schema`)
  } finally {
    await database.drop()
  }
})
