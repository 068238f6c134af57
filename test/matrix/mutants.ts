import type { Resources } from '../../src/kernel/access/rules.ts'
import { everyRole } from '../../src/kernel/access/rules.ts'
import { makeScratch, type Scratch } from './scratch.ts'
import { runSql } from './sql.ts'

interface Policy {
  table: string
  name: string
  cmd: string
  roles: string
  using: string | null
  check: string | null
}

/** Relations that another one holds within it. */
const wider: Record<string, string> = {
  ownRow: 'ownHouse',
  ownDraft: 'ownCase',
  sentCase: 'ownCase',
  receivedCase: 'ownCase',
  referralCase: 'ownCase',
}

/** One change to one policy that lets through more or less than the rules say. */
interface Mutant {
  name: string
  table: string
  statement: string
  /** The role that gained by it; the others see no difference. */
  role?: string
  equivalent?: boolean
}

export interface Score {
  policies: number
  mutants: number
  caught: number
  /** Not seen alone, because the access table's own policy closes the same way; red when both locks are opened. */
  heldTwice: string[]
  /** No change at all: the role may do the same already by a wider relation on the same table. */
  equivalent: number
  survivors: string[]
}

const policiesIn = async (scratch: Scratch): Promise<Policy[]> => {
  const { rows } = await scratch.client.query(`
    select schemaname || '.' || tablename as "table", policyname as name, cmd, array_to_string(roles, ', ') as roles, qual as using, with_check as check
    from pg_policies where schemaname !~ '^pg_' order by 1, 2`)
  return rows
}

const create = ({ table, name, cmd, roles, using, check }: Policy): string =>
  `create policy ${name} on ${table} for ${cmd} to ${roles}${using ? ` using (${using})` : ''}${check ? ` with check (${check})` : ''}`

const alter = ({ table, name }: Policy, using: string | null, check: string | null): string =>
  `alter policy ${name} on ${table}${using ? ` using (${using})` : ''}${check ? ` with check (${check})` : ''}`

const roleLists = /kernel\.house\('\{([^}]*)\}'/g

/** The same text with one more role in the nth list; several lists stand in a policy with several relations. */
const widen = (text: string | null, nth: number, role: string): string | null => {
  let at = -1
  const wider = (whole: string, list: string) => (++at === nth ? `kernel.house('{${list},${role}}'` : whole)
  return text?.replaceAll(roleLists, wider) ?? null
}

/** The relations of a policy in the order of its role lists, as the rules say them. */
const relationsIn = (policy: Policy, resources: Resources): string[] => {
  const operation = { SELECT: 'read', INSERT: 'add', UPDATE: 'change', DELETE: 'remove' }[policy.cmd]
  const rules = (resources[policy.table]?.rules ?? []).filter(({ may }) => may.some(one => one === operation))
  return [...new Set(rules.map(({ when, consent }) => `${when} ${consent ?? ''}`))].map(key => key.split(' ')[0] ?? '')
}

const widened = (policy: Policy, resources: Resources): Mutant[] => {
  const relations = relationsIn(policy, resources)
  const lists = [...(policy.using ?? policy.check ?? '').matchAll(roleLists)].map(match => (match[1] ?? '').split(','))
  return lists.flatMap((list, nth) =>
    everyRole
      .filter(role => !list.includes(role))
      .map(role => ({
        name: `${policy.table} ${policy.name}: ${role} let into list ${nth + 1}`,
        table: policy.table,
        statement: alter(policy, widen(policy.using, nth, role), widen(policy.check, nth, role)),
        role,
        equivalent: lists.some((other, at) => other.includes(role) && relations[at] === wider[relations[nth] ?? '']),
      })),
  )
}

const mutantsOf = (policy: Policy, resources: Resources): Mutant[] => {
  const about = { table: policy.table }
  const says = (what: string) => `${policy.table} ${policy.name}: ${what}`
  const isOpen = (policy.using ?? 'true') === 'true' && (policy.check ?? 'true') === 'true'
  return [
    { ...about, name: says('dropped'), statement: `drop policy ${policy.name} on ${policy.table}` },
    ...(isOpen || !policy.using
      ? []
      : [{ ...about, name: says('using (true)'), statement: alter(policy, 'true', policy.check) }]),
    ...(isOpen || !policy.check
      ? []
      : [{ ...about, name: says('with check (true)'), statement: alter(policy, policy.using, 'true') }]),
    ...(policy.using && policy.check && !isOpen
      ? [{ ...about, name: says('opened altogether'), statement: alter(policy, 'true', 'true') }]
      : []),
    ...widened(policy, resources),
  ]
}

/** Makes each mutant on a scratch database, one at a time, and asks whether the matrix notices. */
export const scoreMutants = async (
  resources: Resources,
  say: (line: string) => void,
  only?: string,
): Promise<Score> => {
  const scratch = await makeScratch(resources)
  try {
    const policies = (await policiesIn(scratch)).filter(({ table }) => !only || table === only)
    // The other locks on the same door: the access table's own policy, and that of the names.
    const locks = (await policiesIn(scratch)).filter(
      one => ['kernel.access', 'kernel.named'].includes(one.table) && one.name === 'reading',
    )
    const score: Score = {
      policies: policies.length,
      mutants: 0,
      caught: 0,
      heldTwice: [],
      equivalent: 0,
      survivors: [],
    }
    for (const policy of policies)
      for (const mutant of mutantsOf(policy, resources)) {
        score.mutants++
        if (mutant.equivalent) {
          score.equivalent++
          continue
        }
        const undo = async () => {
          await scratch.client.query(`drop policy if exists ${policy.name} on ${policy.table}; ${create(policy)}`)
        }
        const isSeen = async (): Promise<boolean> => {
          const roles = mutant.role ? [mutant.role] : undefined
          const { faults } = await runSql(scratch, resources, { tables: [mutant.table], roles, stopAt: 1 })
          return faults.length > 0
        }
        await scratch.client.query(mutant.statement)
        if (await isSeen()) score.caught++
        else if (mutant.role) {
          for (const lock of locks) await scratch.client.query(alter(lock, widen(lock.using, 0, mutant.role), null))
          ;((await isSeen()) ? score.heldTwice : score.survivors).push(mutant.name)
          for (const lock of locks) await scratch.client.query(alter(lock, lock.using, null))
        } else score.survivors.push(mutant.name)
        await undo()
        if (score.mutants % 50 === 0) say(`${score.mutants} mutants, ${score.survivors.length} survive`)
      }
    return score
  } finally {
    await scratch.close()
  }
}
