import { readdirSync, readFileSync } from 'node:fs'
import { type ProgrammeFile, readProgrammeBytes } from './file.ts'

const folder = new URL('../../../programmes/', import.meta.url)
export const programmeFiles = readdirSync(folder).filter(name => name.endsWith('.yaml'))
export const programmeText = (name: string): string => readFileSync(new URL(name, folder), 'utf8')

/** The programmes of the house, for tests. */
export function readAll(): ProgrammeFile[] {
  return programmeFiles.map(name => {
    const result = readProgrammeBytes(readFileSync(new URL(name, folder)), name)
    if (!result.ok) throw new Error(result.faults.map(f => `${f.file}:${f.line}: ${f.message}`).join('\n'))
    return result.programme
  })
}
export function readOne(key: string): ProgrammeFile {
  const found = readAll().find(programme => programme.key === key)
  if (!found) throw new Error(`no programme ${key}`)
  return found
}

/** What a reader sees of a page: no tags, no entities, single spaces. */
export const seen = (markup: unknown): string =>
  String(markup)
    .replace(/<[^>]*>/g, ' ')
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&quot;', '"')
    .replaceAll('&#39;', "'")
    .replaceAll('&amp;', '&')
    .replace(/\s+/g, ' ')
