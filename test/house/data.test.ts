import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import pg from 'pg'
import { data } from '../../src/data.ts'
import { dataFaults, everyColumn } from '../../src/kernel/data.ts'
import { resources } from '../../src/rooms.ts'
import { freshDatabase, type TestDatabase } from '../support/database.ts'

let database: TestDatabase
let client: pg.Client
before(async () => {
  database = await freshDatabase()
  client = new pg.Client({ connectionString: database.ownerUrl })
  await client.connect()
})
after(async () => {
  await client.end()
  await database.drop()
})

const faults = async (): Promise<string[]> => dataFaults(data, (await client.query(everyColumn)).rows)

const faultsWith = async (statement: string): Promise<string[]> => {
  await client.query('begin')
  try {
    await client.query(statement)
    return await faults()
  } finally {
    await client.query('rollback')
  }
}

test('Every column of every table has a class, a purpose and a time of keeping', async () => {
  assert.deepEqual(await faults(), [])
})

test('A new column that nobody has thought about is told by name', async () => {
  assert.deepEqual(await faultsWith('alter table course.record add column mood text'), [
    'course.record.mood: no class, purpose and time of keeping',
  ])
})

test('A listed column that is gone is told by name', async () => {
  assert.deepEqual(await faultsWith('alter table course.record drop column minutes'), [
    'course.record.minutes: a class without a column',
  ])
})

test('A table that nobody has thought about is told by each of its columns', async () => {
  assert.deepEqual(await faultsWith('create table course.diary (organisation uuid, page text)'), [
    'course.diary.organisation: no class, purpose and time of keeping',
    'course.diary.page: no class, purpose and time of keeping',
  ])
})

test('What has rules has a class, and what has a class has rules', () => {
  assert.deepEqual(Object.keys(data).sort(), Object.keys(resources).sort())
})

test('Every table whose case the rules know is tied to the case here too', () => {
  const untied = Object.entries(resources).filter(
    ([name, { rules }]) =>
      rules.some(({ when }) => ['ownCase', 'receivedCase', 'sentCase', 'ownDraft'].includes(when)) &&
      !data[name]?.case &&
      !data[name]?.by,
  )
  assert.deepEqual(
    untied.map(([name]) => name),
    [],
  )
})
