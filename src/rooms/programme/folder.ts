import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Kysely } from 'kysely'
import { PlainFault } from '../../kernel/refusal.ts'
import { type Applied, applyProgramme } from './apply.ts'
import { readProgrammeBytes } from './file.ts'

/** The programme files that come with the house. */
export const programmeFolder = join(import.meta.dirname, '../../../programmes')

/** Applies every programme file in the folder. A fault in one stops before any is applied. */
export const applyFolder = async (kysely: Kysely<unknown>, at: Date, folder = programmeFolder): Promise<Applied[]> => {
  const files = readdirSync(folder)
    .filter(name => name.endsWith('.yaml'))
    .sort()
  const read = files.map(name => readProgrammeBytes(readFileSync(join(folder, name)), name))
  const faults = read.flatMap(result => (result.ok ? [] : result.faults))
  if (faults.length > 0) throw new PlainFault(faults.map(f => `${f.file}:${f.line}: ${f.message}`).join('\n'))
  const applied: Applied[] = []
  for (const result of read) if (result.ok) applied.push(await applyProgramme(kysely, result.programme, at))
  return applied
}
