// npm run docs: prints the documents that are made from the code into docs/.
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { printedDocuments } from './printed.ts'

for (const [name, text] of Object.entries(printedDocuments()))
  writeFileSync(join(import.meta.dirname, '../docs', name), text)
