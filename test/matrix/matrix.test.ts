import assert from 'node:assert/strict'
import { test } from 'node:test'
import { type Rule, staffRoles } from '../../src/kernel/access/rules.ts'
import { resources, rights, routes } from '../../src/rooms.ts'
import { world } from '../support/world.ts'
import { kindOf, runHttp } from './http.ts'
import { scoreMutants } from './mutants.ts'
import { makeHttpWorld } from './objects.ts'
import { makeScratch } from './scratch.ts'
import { runSql } from './sql.ts'

const sample = 300

test('A sample of the matrix over HTTP: nobody is shown too much, and nobody is turned away wrongly', async () => {
  const made = await makeHttpWorld(world)
  try {
    const { cases, faults } = await runHttp(made, { routes, rights, resources }, { most: sample })
    assert.deepEqual(faults, [])
    assert.equal(cases, sample)
  } finally {
    await made.w.close()
  }
})

test('A sample of the matrix as SQL without WHERE: the database and the application say what the model says', async () => {
  const scratch = await makeScratch(resources)
  try {
    const { cases, faults } = await runSql(scratch, resources, { most: sample })
    assert.deepEqual(faults, [])
    assert.ok(cases >= sample)
  } finally {
    await scratch.close()
  }
})

test('A policy of the counselling notes that is dropped, opened or widened does not pass unnoticed', async () => {
  const { mutants, survivors } = await scoreMutants(resources, () => undefined, 'course.record')
  assert.deepEqual(survivors, [])
  assert.ok(mutants > 10)
})

test('Every address says what stands behind it, so that a new one is asked for too', () => {
  for (const route of routes) assert.ok(kindOf(route), route.path)
})

// What no rule may ever say, whoever writes it: written by hand, so that a slip in the rules themselves is seen.
const never: [string, (table: string, rule: Rule) => boolean][] = [
  [
    'whoever leads, administers or watches over data has no way to a family',
    (table, { who }) =>
      /^(family|course)\.|^caseload\.(holding|turn)|^referral\.(referral|state|urgency|draft)|^kernel\.(access|link)$/.test(
        table,
      ) && who.some(role => ['programmeLeader', 'administrator', 'dataProtectionOfficer'].includes(role)),
  ],
  [
    'a referrer, and whoever reaches over a link, has no way to a course or its notes',
    (table, { who }) => table.startsWith('course.') && who.some(role => ['referrer', 'across'].includes(role)),
  ],
  [
    'the system moves appointments and reads no note, no step and no report',
    (table, { who }) =>
      /^course\.(state|record|agreed_step|step_result|end_report|draft)$/.test(table) && who.includes('system'),
  ],
  [
    'a draft is its writer’s own',
    (table, { when }) => table.endsWith('.draft') && !['ownRow', 'ownDraft'].includes(when),
  ],
  [
    'a consent opens for reading alone, to those who help, and never a note, a course or who holds her',
    (table, { who, may, consent }) =>
      consent !== undefined &&
      (may.some(one => one !== 'read') ||
        who.some(role => !['counsellor', 'coordinator'].includes(role)) ||
        !table.startsWith('family.')),
  ],
  [
    'what stands in a compartment is opened by name or is her own, and by nobody else',
    (table, { when, who }) =>
      (/^safety\.|^family\.(hidden_address|address_named)$/.test(table) &&
        (when !== 'named' || who.some(role => !['referrer', 'counsellor', 'coordinator'].includes(role)))) ||
      (table.startsWith('concern.') && !['named', 'ownRow', 'ownDraft'].includes(when)),
  ],
  [
    'what everybody may do is to read, and nothing about a person',
    (table, { when, may }) =>
      when === 'everybody' &&
      (may.some(one => one !== 'read') ||
        /^(family|course|caseload|message)\.|staff|audit|draft|\.referral$/.test(table)),
  ],
  [
    'nobody of flesh and blood changes or removes the log',
    (table, { may }) => table === 'kernel.audit' && may.some(one => ['change', 'remove'].includes(one)),
  ],
  [
    'only the data-protection officer reads the log',
    (table, { who, may }) =>
      table === 'kernel.audit' &&
      may.includes('read') &&
      who.some(role => staffRoles.some(one => one === role) && role !== 'dataProtectionOfficer'),
  ],
]
for (const [says, broken] of never)
  test(`No rule forgets that ${says}`, () => {
    const found = Object.entries(resources).flatMap(([table, { rules }]) =>
      rules.filter(one => broken(table, one)).map(({ line }) => `${table}: ${line}`),
    )
    assert.deepEqual(found, [])
  })
