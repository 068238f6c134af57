import { existsSync } from 'node:fs'
import { join } from 'node:path'
import type { Data } from './kernel/data.ts'
import { data as kernelData } from './kernel/data-own.ts'
import { map } from './map.ts'

const lists = await Promise.all(
  Object.keys(map)
    .map(room => join(import.meta.dirname, 'rooms', room, 'data.ts'))
    .filter(existsSync)
    .map(async file => ((await import(file)) as { data: Data }).data),
)

/** What every table of every room holds: a room that comes with a data.ts is in it by that. */
export const data: Data = Object.assign({}, kernelData, ...lists)
