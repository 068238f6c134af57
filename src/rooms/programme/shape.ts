import { isAlias, isMap, isScalar, isSeq } from 'yaml'
import { nearest } from './nearest.ts'
import type { Reading } from './reading.ts'

export const nothing = Symbol('could not be read')
export type Read<T> = T | typeof nothing

/** How one value of a programme file looks. `says` completes the Danish sentence "skal være …". */
export type Shape<T> = {
  says: string
  mayBeAbsent?: boolean
  mayBeNull?: boolean
  read: (node: unknown, name: string, reading: Reading) => Read<T>
}
export type Of<S> = S extends Shape<infer T> ? T : never
export type Fields = Record<string, Shape<unknown>>

const shown = (node: unknown): string => {
  if (isMap(node)) return 'en blok med nøgler'
  if (isSeq(node)) return 'en liste'
  if (isAlias(node)) return 'en henvisning'
  const value = isScalar(node) ? node.value : null
  if (value === null) return 'ingenting'
  return `"${String(value).slice(0, 40)}"`
}

export function wrong(node: unknown, name: string, reading: Reading, says: string): typeof nothing {
  reading.fault(node, `"${name}" skal være ${says}, men der står ${shown(node)}.`)
  return nothing
}

/** One plain value; `accept` answers undefined when the value does not fit. */
export const plain = <T>(says: string, accept: (value: unknown) => T | undefined): Shape<T> => ({
  says,
  read(node, name, reading) {
    const value = isScalar(node) ? accept(node.value) : undefined
    return value === undefined ? wrong(node, name, reading, says) : value
  },
})

export const optional = <T>(shape: Shape<T>): Shape<T | undefined> => ({ ...shape, mayBeAbsent: true })

/** A value that must be written, and is written `null` when no source states it. */
export const nullable = <T>(shape: Shape<T>): Shape<T | null> => ({
  says: `${shape.says}, eller null hvis kilden ikke siger noget`,
  mayBeNull: true,
  read(node, name, reading) {
    if (node == null || (isScalar(node) && node.value === null)) return null
    return shape.read(node, name, reading)
  },
})

export function object<F extends Fields>(what: string, fields: F): Shape<{ [K in keyof F]: Of<F[K]> }> {
  const names = Object.keys(fields)
  return {
    says: `${what} med nøglerne ${names.filter(name => !fields[name]?.mayBeAbsent).join(', ')}`,
    read(node, name, reading) {
      if (!isMap(node)) return wrong(node, name, reading, this.says)
      const found: Record<string, unknown> = {}
      let whole = true
      for (const pair of node.items) {
        const key = isScalar(pair.key) ? String(pair.key.value) : ''
        const shape = Object.hasOwn(fields, key) ? fields[key] : undefined
        if (!shape) {
          const guess = nearest(key, names)
          const advice = guess ? `Mente du "${guess}"?` : `Brug en af: ${names.join(', ')}.`
          reading.fault(pair.key, `Nøglen "${key.slice(0, 40)}" kendes ikke i ${what}. ${advice}`)
          whole = false
          continue
        }
        const value = shape.read(pair.value ?? pair.key, key, reading)
        if (value === nothing) whole = false
        found[key] = value
      }
      for (const key of names) {
        if (Object.hasOwn(found, key) || fields[key]?.mayBeAbsent || node.has(key)) continue
        const advice = fields[key]?.mayBeNull
          ? `Skriv den, eller skriv "${key}: null", hvis kilden ikke siger noget.`
          : `Skriv "${key}:" med ${fields[key]?.says}.`
        reading.fault(node, `Her mangler nøglen "${key}" i ${what}. ${advice}`)
        whole = false
      }
      return whole ? (found as { [K in keyof F]: Of<F[K]> }) : nothing
    },
  }
}

/** A list; `unique` names the key that may occur once only. */
export const list = <T>(item: Shape<T>, unique?: string): Shape<T[]> => ({
  says: `en liste (hvert punkt begynder med "- ")`,
  read(node, name, reading) {
    if (!isSeq(node)) return wrong(node, name, reading, this.says)
    const seen = new Set<unknown>()
    const found: T[] = []
    let whole = true
    for (const child of node.items) {
      if (unique && isMap(child)) {
        const key = child.get(unique)
        if (key != null && seen.has(key)) {
          reading.fault(
            child,
            `"${unique}: ${String(key).slice(0, 40)}" står to gange i "${name}". Giv hvert punkt sit eget.`,
          )
        }
        seen.add(key)
      }
      const value = item.read(child, name, reading)
      if (value === nothing) whole = false
      else found.push(value)
    }
    return whole ? found : nothing
  },
})

/** A block of `key: value` lines, read into a list that keeps its order. */
export const entries = <K extends string, T>(key: Shape<K>, item: Shape<T>): Shape<{ key: K; value: T }[]> => ({
  says: 'en blok med én linje for hver nøgle',
  read(node, name, reading) {
    if (!isMap(node)) return wrong(node, name, reading, this.says)
    const found: { key: K; value: T }[] = []
    let whole = true
    for (const pair of node.items) {
      const code = key.read(pair.key, name, reading)
      const value = item.read(pair.value ?? pair.key, code === nothing ? name : code, reading)
      if (code === nothing || value === nothing) whole = false
      else found.push({ key: code, value })
    }
    return whole ? found : nothing
  },
})
