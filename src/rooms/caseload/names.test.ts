import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { Family } from '../family/index.ts'
import { howFar, shownName } from './names.ts'

const family = (name: string, life: Partial<Family> = {}): Family => ({
  id: '',
  site: null,
  pregnant: { id: '', name },
  dueDate: null,
  bornOn: null,
  lostOn: null,
  contact: null,
  ...life,
})

test('The list shows first names, or letters where somebody may look along', () => {
  assert.equal(shownName(family('Karla Test Hansen'), false), 'Karla')
  assert.equal(shownName(family('Karla Test Hansen'), true), 'K. H.')
  assert.equal(shownName(family('åse'), true), 'Å.')
  assert.equal(shownName(undefined, false), 'Navn ikke oplyst')
})

test('Week before birth, age after it, and neither after a loss', () => {
  const today = '2026-11-23'
  assert.equal(howFar(family('Karla', { dueDate: '2027-01-23' }), today), 'uge 31+2')
  assert.equal(howFar(family('Karla', { dueDate: '2026-08-20', bornOn: '2026-08-20' }), today), 'barn 3 mdr.')
  assert.equal(howFar(family('Karla', { dueDate: '2027-01-23', lostOn: '2026-11-01' }), today), undefined)
  assert.equal(howFar(family('Karla'), today), 'uge ikke oplyst')
})
