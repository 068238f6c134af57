import { grantsOf } from '../../src/kernel/access/policies.ts'
import type { Me, RowFacts } from '../../src/kernel/access/relations.ts'
import { type Operation, type Resource, type Resources, rulesFor } from '../../src/kernel/access/rules.ts'
import type { Role } from '../../src/kernel/database.ts'
import { type ConsentState, cases, consentStates, expected, linked, named, type Somebody, type Thing } from './model.ts'
import { others, staff } from './people.ts'
import { cellFor, idOf, type Planted, type Scratch } from './scratch.ts'
import { shuffled } from './shuffled.ts'

export interface Result {
  cases: number
  faults: string[]
}

type Try = Operation | 'move'

/** A role of the database that no person has. */
interface Machine {
  name: string
  role: string
  may(resource: Resource): readonly Operation[]
}

const machines = (owner: string): Machine[] => [
  { name: 'the keeper', role: 'brobygger_keeper', may: resource => grantsOf(resource).brobygger_keeper ?? [] },
  { name: 'who counts', role: 'brobygger_statistics', may: resource => grantsOf(resource).brobygger_statistics ?? [] },
  { name: 'the facts views', role: 'facts', may: resource => (resource.counted === 'facts' ? ['read'] : []) },
  { name: 'the owner’s functions', role: owner, may: resource => resource.functions ?? [] },
]

const operations: readonly Operation[] = ['read', 'add', 'change', 'remove']

interface Move {
  row: number
  set: string
  to: Thing
}

/** Where rows that somebody may change are tried to be moved to: another house, another case, another person. */
const movesOf = (scratch: Scratch, table: string, resource: Resource): Move[] => {
  const rows = scratch.planted.get(table) ?? []
  const columns = scratch.columns.get(table) ?? []
  if (!resource.rules.some(({ may }) => may.includes('change'))) return []
  return rows.flatMap(({ row, thing }) => {
    const away = rows.find(other => other.thing.house !== thing.house)?.thing
    const beside = rows.find(other => other.thing.house === thing.house && other.thing.case !== thing.case)?.thing
    const else_ = rows.find(
      other =>
        other.thing.owner !== thing.owner && other.thing.house === thing.house && other.thing.case === thing.case,
    )?.thing
    return [away, beside, else_].flatMap(to => {
      if (!to) return []
      const sets = columns.flatMap(column => {
        const value = cellFor(resource, column, to)
        return value === undefined ? [] : [`"${column.name}" = ${value}`]
      })
      return [{ row, set: sets.join(', '), to }]
    })
  })
}

/** The person as the application would know her, for its own predicates. */
const meOf = (who: Somebody): Me | undefined => {
  if (who.gone) return undefined
  const me = { staff: idOf(who.name), sites: who.role === 'referrer' ? [idOf(who.site)] : [] }
  if (!who.through) return { ...me, role: who.role as Role, organisation: idOf(who.house) }
  const near = linked.find(one => cases[one].house === who.house)
  const far = linked.find(one => one !== near)
  const has = who.role !== 'referrer' || (near && cases[near].site === who.site)
  return near && far && has && ['referrer', 'counsellor', 'coordinator', 'system'].includes(who.role)
    ? { ...me, role: 'across', organisation: idOf(cases[far].house), sites: [], onlyCase: idOf(far) }
    : undefined
}

const factsOf = (who: Somebody, thing: Thing): RowFacts => ({
  organisation: idOf(thing.house ?? 'nowhere'),
  case: thing.case && idOf(thing.case),
  site: thing.case && idOf(cases[thing.case].site),
  staff: idOf(thing.owner ?? 'nobody'),
  side: thing.side,
  subject: thing.subject,
  otherOrganisation: thing.otherHouse && idOf(thing.otherHouse),
  named: named.some(one => one.who === who.name && one.case === thing.case && one.state === 'live')
    ? new Date(Date.now() + 3_600_000)
    : undefined,
})

interface Turn {
  state: ConsentState
  table: string
  who?: Somebody
  machine?: Machine
}

/**
 * Tries every operation on every planted row, with no WHERE, as everybody in every consent state, and holds what the
 * database lets through against the model; the application's own predicates are asked too. `most` ends it early.
 */
export const runSql = async (
  scratch: Scratch,
  resources: Resources,
  options: { most?: number; tables?: string[]; roles?: string[]; stopAt?: number } = {},
): Promise<Result> => {
  const tables = options.tables ?? [...scratch.planted.keys()]
  const people = [...staff, ...others].filter(who => options.roles?.includes(who.through ? 'across' : who.role) ?? true)
  const turns: Turn[] = [
    ...consentStates.flatMap(state => people.flatMap(who => tables.map(table => ({ state, table, who })))),
    ...machines(scratch.owner).flatMap(machine => tables.map(table => ({ state: 'none' as const, table, machine }))),
  ]
  const chosen: Turn[] = []
  let planned = 0
  for (const turn of options.most ? shuffled(turns) : turns) {
    if (options.most && planned >= options.most) break
    planned += (scratch.planted.get(turn.table)?.length ?? 0) * operations.length
    chosen.push(turn)
  }
  const result: Result = { cases: 0, faults: [] }
  for (const [state, group] of Map.groupBy(chosen, turn => turn.state)) {
    await scratch.client.query('begin')
    try {
      await scratch.ownerAlone()
      await scratch.consent(state)
      for (const turn of group) {
        await tryTable(scratch, resources, turn, result)
        if (result.faults.length >= (options.stopAt ?? Number.POSITIVE_INFINITY)) return result
      }
    } finally {
      await scratch.client.query('rollback')
    }
  }
  return result
}

const tryTable = async (scratch: Scratch, resources: Resources, turn: Turn, result: Result): Promise<void> => {
  const { table, who, machine, state } = turn
  const resource = resources[table]
  const rows = scratch.planted.get(table)
  if (!resource || !rows) throw new Error(`${table}: no rule says who may what`)
  const moves = who ? movesOf(scratch, table, resource) : []
  const written = resource.columns?.add
  const columns = (scratch.columns.get(table) ?? [])
    .filter(({ name }) => written?.includes(name) ?? true)
    .map(({ name }) => `"${name}"`)
    .join(', ')
  const { rows: answers } = await scratch.client.query('select matrix.outcome($1, $2, $3, $4, $5, $6) as found', [
    table,
    columns,
    machine?.role ?? 'brobygger',
    who ? scratch.tokenOf(who.name) : '',
    who?.through ? scratch.link : '',
    JSON.stringify(moves),
  ])
  const found = answers[0].found as Record<Try, number[]>
  const note = (what: string, says: boolean, wanted: boolean | 'does not say', thing: Thing) => {
    result.cases++
    if (says !== wanted)
      result.faults.push(
        `${who?.name ?? machine?.name} ${what} ${table} ${JSON.stringify(thing)} (consent ${state}): the database says ${says ? 'yes' : 'no'}, expected ${wanted}`,
      )
  }
  if (machine) {
    const may = machine.may(resource)
    if (machine.role === 'facts') return note('reads', found.read.length > 0, may.includes('read'), {})
    for (const operation of operations)
      for (const { row, thing } of rows) note(operation, found[operation].includes(row), may.includes(operation), thing)
    return
  }
  if (!who) return
  for (const operation of operations)
    for (const { row, thing } of rows) {
      const wanted = expected(resource.rules, operation, who, thing, state)
      note(operation, found[operation].includes(row), wanted, thing)
      agree(resource, operation, who, { row, thing }, wanted, state, table, result)
    }
  const moved = new Set(found.move)
  for (const { row, list } of [...Map.groupBy(moves, move => move.row)].map(([row, list]) => ({ row, list }))) {
    const from = rows.find(one => one.row === row)?.thing ?? {}
    const wanted = list.some(
      ({ to }) =>
        expected(resource.rules, 'change', who, from, state) === true &&
        expected(resource.rules, 'change', who, { ...from, ...to }, state) === true,
    )
    note('moves', moved.has(row), wanted, from)
  }
}

/** The application's predicates, a third opinion. Consent they judge by the access row, which the model tells in words. */
const agree = (
  resource: Resource,
  operation: Operation,
  who: Somebody,
  { thing }: Planted,
  wanted: boolean | 'does not say',
  state: ConsentState,
  table: string,
  result: Result,
): void => {
  if (state !== 'none') return
  const me = meOf(who)
  const says = me !== undefined && rulesFor(resource, operation, me, factsOf(who, thing), new Date()).length > 0
  if (says !== wanted)
    result.faults.push(
      `${who.name} ${operation} ${table} ${JSON.stringify(thing)}: the application says ${says ? 'yes' : 'no'}, expected ${wanted}`,
    )
}
