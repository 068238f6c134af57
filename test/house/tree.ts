import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { root } from '../support/database.ts'

/** Source texts by their path from the root of the house. */
export type Tree = Record<string, string>

export const tree = (...folders: string[]): Tree =>
  Object.fromEntries(
    folders.flatMap(folder =>
      readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' })
        .filter(file => /\.(ts|sql|js)$/.test(file))
        .map(file => [join(folder, file), readFileSync(join(root, folder, file), 'utf8')] as const),
    ),
  )

export const isTest = (path: string): boolean => /\.(test|testing)\.ts$/.test(path)

/** What runs on the site: no tests and no test data. */
export const withoutTests = (files: Tree): Tree =>
  Object.fromEntries(Object.entries(files).filter(([path]) => !isTest(path)))

/** The code alone: what stands in a comment neither builds nor breaks a wall. */
export const withoutComments = (text: string): string =>
  text
    .replaceAll(/^\s*\/\*[\s\S]*?\*\//gm, '')
    .replaceAll(/(^|\s)\/\/ .*$/gm, '$1')
    .replaceAll(/^\s*-- .*$/gm, '')
