import { join, relative } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { Role } from '../database.ts'
import { type Me, type Relation, type RowFacts, relationOf } from './relations.ts'

export type Operation = 'read' | 'add' | 'change' | 'remove'
export const operations: readonly Operation[] = ['read', 'add', 'change', 'remove']

/** What she can say yes to, by the name it has in a consent. */
export type Part = 'identity' | 'pregnancy' | 'contact'

interface RuleWords {
  who: readonly Role[]
  may: readonly Operation[]
  when: Relation
  /** Only while she has said yes to this part: her consent must be live. Without it no consent is needed. */
  consent?: Part
}

/** Who may do what with a resource, in which relation to it and under which consent. */
export interface Rule extends RuleWords {
  /** Where the rule stands in the code: file and line. */
  line: string
}

/** A table, or what people call the part of the case that stands in it. */
export interface Resource {
  /** In Danish, as it stands on the page that explains. */
  is: string
  rules: readonly Rule[]
  /** The column with the case, where it is not called family. */
  case?: string
  /** The column with the staff member whose own the row is, where it is not called staff. */
  staff?: string
  /** The compartment that only those who are named for it open. */
  compartment?: 'safety' | 'address' | 'concern'
  /** The role that counts over it without a person: by a facts view, or by itself where nobody's data are in it. */
  counted?: 'facts' | 'brobygger_statistics'
  /** What the owner's own functions do in it when they run for somebody who may not. */
  functions?: readonly Operation[]
  /** What the keeper does in it, where that is not everything. */
  keeper?: readonly Operation[]
  /** The columns alone that pages may write when they add or change; the database fills in the rest. */
  columns?: Partial<Record<'add' | 'change', readonly string[]>>
  /** Why nobody has a rule: pages reach it through functions, or not at all. */
  closed?: string
}

export type Resources = Readonly<Record<string, Resource>>

const root = join(import.meta.dirname, '../../..')

/** The file and line that called the function that calls this. */
const callingLine = (): string => {
  const caller = new Error('only for its stack').stack?.split('\n')[3] ?? ''
  const [, file = '', line = ''] = /(file:\/\/[^)]*?):(\d+):\d+/.exec(caller) ?? []
  return `${relative(root, fileURLToPath(file))}:${line}`
}

export const rule = (words: RuleWords): Rule => ({ ...words, line: callingLine() })

/** The rules by which somebody may do this with that row; none when she may not. */
export const rulesFor = (resource: Resource, operation: Operation, me: Me, row: RowFacts, now: Date): readonly Rule[] =>
  resource.rules.filter(
    ({ who, may, when, consent }) =>
      who.includes(me.role) && may.includes(operation) && relationOf(when).holds(me, row, now, consent),
  )

/** Groups of roles that rules name again and again. */
export const careRoles = ['counsellor', 'coordinator'] as const satisfies readonly Role[]
export const caseRoles = ['referrer', 'counsellor', 'coordinator', 'across'] as const satisfies readonly Role[]
/** Whoever works with families herself, and not over a link. */
export const handsOnRoles = ['referrer', 'counsellor', 'coordinator'] as const satisfies readonly Role[]
export const staffRoles = [
  'referrer',
  'counsellor',
  'coordinator',
  'programmeLeader',
  'administrator',
  'dataProtectionOfficer',
] as const satisfies readonly Role[]
export const everyRole = [...staffRoles, 'system', 'across'] as const satisfies readonly Role[]
/** Everybody with a session, also before she has said in which of her roles she acts: what the frame of a page needs. */
export const enteredRoles = [...everyRole, 'unchosen'] as const satisfies readonly Role[]
