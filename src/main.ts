import { enableCompileCache } from 'node:module'
import { join } from 'node:path'

// Before anything else is read: what was read and translated once is kept by its content, and a start does half the work.
enableCompileCache(join(import.meta.dirname, '../node_modules/.cache/brobygger'))
await import('./program.ts')
