import { isNode, type LineCounter } from 'yaml'
import { nearest } from './nearest.ts'

export type Fault = { file: string; line: number; message: string }
export type Kind = 'source' | 'organisation' | 'site' | 'criterion' | 'measure'

const called: Record<Kind, string> = {
  source: 'Kilden',
  organisation: 'Organisationen',
  site: 'Stedet',
  criterion: 'Kriteriet',
  measure: 'Målet',
}

const listed: Record<Kind, string> = {
  source: 'sources',
  organisation: 'organisations',
  site: 'sites',
  criterion: 'criteria',
  measure: 'measures',
}

/** One reading of one file: collects faults with their lines, and checks names against what the file defines. */
export type Reading = ReturnType<typeof reading>

export function reading(file: string, lines: LineCounter) {
  const faults: Fault[] = []
  const defined = new Map<Kind, Set<string>>()
  const used: { kind: Kind; key: string; line: number }[] = []

  const lineOf = (node: unknown): number => {
    const start = isNode(node) ? node.range?.[0] : undefined
    return start === undefined ? 1 : Math.max(1, lines.linePos(start).line)
  }
  const keys = (kind: Kind): Set<string> => {
    const known = defined.get(kind) ?? new Set<string>()
    defined.set(kind, known)
    return known
  }

  return {
    faults,
    lineOf,
    fault(node: unknown, message: string) {
      faults.push({ file, line: lineOf(node), message })
    },
    define(kind: Kind, key: string) {
      keys(kind).add(key)
    },
    use(kind: Kind, key: string, node: unknown) {
      used.push({ kind, key, line: lineOf(node) })
    },
    checkNames() {
      for (const { kind, key, line } of used) {
        if (keys(kind).has(key)) continue
        const guess = nearest(key, keys(kind))
        const advice = guess ? `Mente du "${guess}"?` : `Skriv det ind under "${listed[kind]}", eller ret navnet her.`
        faults.push({ file, line, message: `${called[kind]} "${key}" findes ikke i filen. ${advice}` })
      }
    },
  }
}
