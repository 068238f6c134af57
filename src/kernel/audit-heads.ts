import { closeSync, existsSync, fsyncSync, openSync, readFileSync, writeSync } from 'node:fs'
import { dirname } from 'node:path'
import type { Head } from './audit-chain.ts'
import { headsAfter } from './audit-seal.ts'
import type { Database } from './database.ts'
import { makeFolder } from './folder.ts'
import type { Id } from './ids.ts'
import { log } from './log.ts'
import { PlainFault } from './refusal.ts'

/** What an operator writes down when the database is lawfully set back: later lines of the file are then of a lost time. */
export interface Restored {
  restored: string
  at: string
  /** The last seal of each organisation in the restored database. */
  seals: Record<string, number>
}

const isHead = (line: unknown): line is Head =>
  typeof line === 'object' && line !== null && 'seal' in line && 'head' in line && 'organisation' in line

/** Reads the file of heads; a line that is cut off or is no line of ours is a fault, with its number. */
export const readHeads = (text: string): { lines: (Head | Restored)[]; broken: number[] } => {
  const lines: (Head | Restored)[] = []
  const broken: number[] = []
  for (const [at, line] of text.split('\n').entries()) {
    if (line.trim() === '') continue
    try {
      const read: unknown = JSON.parse(line)
      if (isHead(read) || (typeof read === 'object' && read !== null && 'restored' in read))
        lines.push(read as Head | Restored)
      else broken.push(at + 1)
    } catch {
      broken.push(at + 1)
    }
  }
  return { lines, broken }
}

/** The heads that stand, by organisation and seal: lines written before a restore count up to where it went back. */
export const standing = (lines: (Head | Restored)[]): { heads: Map<string, Map<number, string>>; doubled: Head[] } => {
  const heads = new Map<string, Map<number, string>>()
  const doubled: Head[] = []
  for (const line of lines) {
    if ('restored' in line) {
      for (const [organisation, own] of heads)
        for (const seal of own.keys()) if (seal > (line.seals[organisation] ?? 0)) own.delete(seal)
      continue
    }
    const own = heads.get(line.organisation) ?? new Map<number, string>()
    heads.set(line.organisation, own)
    const before = own.get(line.seal)
    if (before !== undefined && before !== line.head) doubled.push(line)
    own.set(line.seal, line.head)
  }
  return { heads, doubled }
}

export interface HeadsFile {
  /** The newest head of each organisation that the file has. */
  newest(): { organisation: string; seal: number; head: string }[]
  /** Writes what the organisation's chain has gained since the last line: to the file, and safely on the disk. */
  publish(database: Database, system: { organisation: Id; token: string }): Promise<Head[]>
}

export const appendLines = (file: string, lines: object[]): void => {
  const handle = openSync(file, 'a', 0o600)
  try {
    writeSync(handle, lines.map(line => `${JSON.stringify(line)}\n`).join(''))
    fsyncSync(handle)
  } finally {
    closeSync(handle)
  }
}

/** The file outside the database. What it missed while the program was down is written at the next round. */
export const openHeads = (file: string): HeadsFile => {
  const last = new Map<string, { seal: number; head: string }>()
  try {
    makeFolder(dirname(file))
    const { heads } = standing(existsSync(file) ? readHeads(readFileSync(file, 'utf8')).lines : [])
    for (const [organisation, own] of heads) {
      const seal = Math.max(...own.keys())
      last.set(organisation, { seal, head: own.get(seal) ?? '' })
    }
    appendLines(file, [])
  } catch (error) {
    throw new PlainFault(
      `Logbogens hoveder kan ikke skrives i ${file}: ${(error as NodeJS.ErrnoException).code}. Sæt BROBYGGER_AUDIT_HEADS.`,
    )
  }
  return {
    newest: () => [...last].map(([organisation, head]) => ({ organisation, ...head })),
    async publish(database, { organisation, token }) {
      const before = last.get(organisation)
      const found = await headsAfter(database, token, before?.seal ?? 1)
      const same = found.find(head => head.seal === before?.seal)
      // What stands outside is the witness: it is never written over, and verify-audit names the difference.
      if (before && same?.head !== before.head) {
        log('audit', { what: 'the newest head differs from the file', seal: before.seal })
        return []
      }
      const fresh = found.filter(head => head.seal > (before?.seal ?? 0))
      const newest = fresh.at(-1)
      if (!newest) return []
      appendLines(file, fresh)
      last.set(organisation, { seal: newest.seal, head: newest.head })
      return fresh
    },
  }
}
