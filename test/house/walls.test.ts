import assert from 'node:assert/strict'
import { test } from 'node:test'
import { map, readsFacts } from '../../src/map.ts'
import { type Tree, tree } from './tree.ts'
import { importFaults, type Plan, schemaFaults, sqlFaults } from './walls.ts'

const house = tree('src', 'test', 'scripts', 'bench')

test('Rooms use each other along the arrows of src/map.ts, through index.ts', () => {
  assert.deepEqual(importFaults(house, { map, readsFacts }), [])
})

test('The map has no circle: calls go down', () => {
  const rooms: string[] = []
  for (const [room, uses] of Object.entries(map)) {
    for (const used of uses)
      assert.ok(rooms.includes(used), `${room} uses ${used}, which must stand above it in the map`)
    rooms.push(room)
  }
})

test('No SQL of a room names another room’s tables', () => {
  assert.deepEqual(sqlFaults(house, { map, readsFacts }), [])
})

test('Each room builds queries with its own schema alone', () => {
  assert.deepEqual(schemaFaults(house), [])
})

// The walls themselves, on a toy house: each planted fault is found, and what is allowed is left alone.
const plan: Plan = {
  map: { govern: [], family: ['govern'], course: ['govern', 'family'], count: ['govern'] },
  readsFacts: ['count'],
}
const toy = (path: string, text: string): Tree => ({
  'src/rooms/govern/migrations/1.sql': 'create schema govern;\ncreate table govern.staff (id uuid);',
  'src/rooms/family/migrations/2.sql':
    'create table family.person (id uuid references govern.staff);\ncreate view family.facts as select 1;',
  'src/rooms/course/migrations/3.sql': 'create table course.session (id uuid);',
  [path]: text,
})

const red: [string, string, string, (files: Tree, plan: Plan) => string[]][] = [
  ['a room used against the arrow', 'src/rooms/family/a.ts', `import { x } from '../course/index.ts'`, importFaults],
  ['an inner file of another room', 'src/rooms/course/a.ts', `import { x } from '../family/store.ts'`, importFaults],
  [
    'a type of an inner file',
    'src/rooms/course/a.ts',
    `import type { Schema } from '../family/schema.ts'`,
    importFaults,
  ],
  ['a late import', 'src/rooms/course/a.ts', `await import('../family/store.ts')`, importFaults],
  ['an export of another room’s inside', 'src/rooms/course/a.ts', `export * from '../family/store.ts'`, importFaults],
  ['the routes of another room', 'src/rooms/course/a.ts', `import { routes } from '../family/routes.ts'`, importFaults],
  ['a room without a place in the map', 'src/rooms/attic/a.ts', '', importFaults],
  ['a room that knows a door', 'src/rooms/course/a.ts', `import { guard } from '../../doors/guard.ts'`, importFaults],
  ['a room that knows the whole', 'src/rooms/course/a.ts', `import { createApp } from '../../app.ts'`, importFaults],
  ['a kernel that knows a room', 'src/kernel/a.ts', `import { x } from '../rooms/family/index.ts'`, importFaults],
  ['a design that knows a room', 'src/design/a.ts', `import { x } from '../rooms/family/index.ts'`, importFaults],
  [
    'a command that opens a room’s cupboard',
    'src/commands/a.ts',
    `import { x } from '../rooms/family/store.ts'`,
    importFaults,
  ],
  [
    'running code that uses a test’s',
    'src/kernel/a.ts',
    `import { world } from '../../test/support/world.ts'`,
    importFaults,
  ],
  ['running code that uses a script', 'src/main.ts', `import { x } from '../scripts/docs.ts'`, importFaults],
  ['a test that climbs in', 'src/rooms/course/a.test.ts', `import { x } from '../family/store.ts'`, importFaults],
  ['a bench that climbs in', 'bench/a.ts', `import { x } from '../src/rooms/family/store.ts'`, importFaults],
  ['a select in another schema', 'src/rooms/course/a.ts', 'sql`select * from family.person`', sqlFaults],
  [
    'a join into another schema',
    'src/rooms/course/a.ts',
    'sql`from course.session s join family.person p on true`',
    sqlFaults,
  ],
  ['a table that no migration makes yet', 'src/rooms/course/a.ts', 'sql`delete from family.ghost`', sqlFaults],
  ['a builder’s string', 'src/rooms/course/a.ts', `db.selectFrom('family.person')`, sqlFaults],
  ['a builder’s string with a short name', 'src/rooms/course/a.ts', `db.selectFrom('family.person as p')`, sqlFaults],
  [
    'a foreign key against the arrow',
    'src/rooms/family/migrations/4.sql',
    'alter table family.person add foreign key (id) references course.session',
    sqlFaults,
  ],
  [
    'a policy that looks next door',
    'src/rooms/course/migrations/4.sql',
    'create policy p on course.session using (exists (select from family.person))',
    sqlFaults,
  ],
  [
    'a trigger on a neighbour’s table',
    'src/rooms/course/migrations/4.sql',
    'create trigger t after insert on family.person execute function x()',
    sqlFaults,
  ],
  [
    'a facts view for a room that does not count',
    'src/rooms/course/a.ts',
    'sql`select * from family.facts`',
    sqlFaults,
  ],
  ['a table for a room that counts', 'src/rooms/count/a.ts', 'sql`select * from family.person`', sqlFaults],
  ['a home-made schema', 'src/rooms/course/a.ts', `db.tables<{ 'family.person': { id: string } }>()`, schemaFaults],
  ['a schema that is let out', 'src/rooms/course/index.ts', `export type { Schema } from './schema.ts'`, schemaFaults],
]
for (const [what, path, text, faults] of red)
  test(`The wall is red at ${what}`, () => {
    const found = faults(toy(path, text), plan)
    assert.equal(found.length, 1, found.join('\n') || 'nothing found')
    assert.ok(found[0]?.startsWith(`${path}: `), found[0])
  })

const green: [string, string, string][] = [
  ['a room below, by its door', 'src/rooms/course/a.ts', `import { x } from '../family/index.ts'`],
  [
    'kernel, design and events',
    'src/rooms/course/pages/a.ts',
    `import { a } from '../../../kernel/ids.ts'\nimport { b } from '../../../design/index.ts'\nimport type { Event } from '../../../events.ts'`,
  ],
  ['its own files', 'src/rooms/course/pages/a.ts', `import type { Schema } from '../schema.ts'\ndb.tables<Schema>()`],
  [
    'a foreign key along the arrow',
    'src/rooms/course/migrations/4.sql',
    'create table course.plan (family uuid references family.person)',
  ],
  ['facts for a room that counts', 'src/rooms/count/a.ts', 'sql`select count(*) from family.facts`'],
  ['an event that is named like a table', 'src/rooms/family/a.ts', `on('course.ended')`],
  [
    'a word in a comment',
    'src/rooms/course/a.ts',
    `// read from family.person before\n/* import { x } from '../family/store.ts' */`,
  ],
  [
    'the composition’s four openings',
    'src/rooms.ts',
    `import { routes } from './rooms/course/routes.ts'\nimport { rights } from './rooms/course/access.ts'`,
  ],
  [
    'a test that comes in by the door',
    'src/rooms/family/a.test.ts',
    `import { x } from '../course/index.ts'\nimport { world } from '../../../test/support/world.ts'`,
  ],
]
for (const [what, path, text] of green)
  test(`The wall lets ${what} through`, () => {
    const files = toy(path, text)
    assert.deepEqual([...importFaults(files, plan), ...sqlFaults(files, plan), ...schemaFaults(files)], [])
  })
