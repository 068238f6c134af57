import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { ProgrammeFile } from './file.ts'
import { readAll } from './programmes.testing.ts'

/** Organisations under one key whose files say different things: applying one would rename the other's. */
function disagreements(programmes: Pick<ProgrammeFile, 'key' | 'organisations'>[]): string[] {
  const first = new Map<string, { file: string; says: string }>()
  return programmes.flatMap(programme =>
    programme.organisations.flatMap(({ key, name, kind, validFrom, validTo, successor, partOf, regionCode }) => {
      const says = JSON.stringify({ name, kind, validFrom, validTo, successor, partOf, regionCode })
      const before = first.get(key)
      if (!before) first.set(key, { file: programme.key, says })
      return before && before.says !== says
        ? [`${key}: ${before.file} says ${before.says}, ${programme.key} says ${says}`]
        : []
    }),
  )
}

test('An organisation that several programmes share has one name, kind and validity', () => {
  const programmes = readAll()
  assert.deepEqual(disagreements(programmes), [])
  const names = programmes.flatMap(p => p.organisations.map(o => o.key))
  assert.ok(names.length > new Set(names).size, 'no organisation is shared, so nothing was compared')
})

test('Another name for the same organisation in one file is found', () => {
  const [one, ...others] = readAll()
  assert.ok(one)
  const shared = one.organisations.find(o => others.some(p => p.organisations.some(other => other.key === o.key)))
  assert.ok(shared)
  const renamed = one.organisations.map(o => (o === shared ? { ...o, name: `${o.name} Nord` } : o))
  const found = disagreements([{ ...one, organisations: renamed }, ...others])
  assert.ok(found.length > 0)
  assert.ok(found.every(line => line.startsWith(`${shared.key}: `)))
})
