import { blindIndex, type Keys, newKey, seal, unseal, unwrapKey, wrapKey } from '../../kernel/crypto.ts'
import type { Id } from '../../kernel/ids.ts'
import { nameBeginnings, phoneDigits } from './names.ts'

export interface Identity {
  name: string
  cpr?: string | null
  birthDate?: string | null
  phone?: string | null
}

const sealed = ['name', 'cpr', 'birthDate', 'phone'] as const
const place = (column: string, id: Id) => `family.person.${column}.${id}`

/** The columns of one person's row: sealed fields, their keyed indexes, and the person's own key, wrapped. */
export const sealIdentity = (keys: Keys, organisation: Id, id: Id, who: Identity) => {
  const key = newKey()
  const [name, cpr, birthDate, phone] = sealed.map(column => {
    const value = who[column]
    return value ? seal(key, place(column, id), value) : null
  })
  const index = (use: string, value: string | null | undefined) =>
    value ? blindIndex(keys, organisation, use, value) : null
  return {
    wrapped_key: wrapKey(keys, organisation, id, key),
    name: name ?? null,
    cpr: cpr ?? null,
    birth_date: birthDate ?? null,
    phone: phone ?? null,
    cpr_index: index('cpr', who.cpr),
    birth_index: index('birth', who.birthDate),
    phone_index: index('phone', who.phone && phoneDigits(who.phone)),
    name_index: nameBeginnings(who.name).map(beginning => blindIndex(keys, organisation, 'name', beginning)),
  }
}

export interface SealedRow {
  id: Id
  organisation: Id
  wrapped_key: Buffer
  name: Buffer | null
  cpr: Buffer | null
  birth_date: Buffer | null
  phone: Buffer | null
}

/**
 * What a row says of who she is. Each field is opened when it is read: a list that shows fifty names does not open
 * fifty CPR numbers.
 */
export class OpenedIdentity implements Identity {
  readonly id: Id
  readonly #keys: Keys
  readonly #row: SealedRow
  #key: Buffer | undefined

  constructor(keys: Keys, row: SealedRow) {
    this.id = row.id
    this.#keys = keys
    this.#row = row
  }

  get name(): string {
    return this.#open('name', this.#row.name) ?? ''
  }
  get cpr(): string | null {
    return this.#open('cpr', this.#row.cpr)
  }
  get birthDate(): string | null {
    return this.#open('birthDate', this.#row.birth_date)
  }
  get phone(): string | null {
    return this.#open('phone', this.#row.phone)
  }

  #open(column: (typeof sealed)[number], value: Buffer | null): string | null {
    if (!value) return null
    this.#key ??= unwrapKey(this.#keys, this.#row.organisation, this.#row.id, this.#row.wrapped_key)
    return unseal(this.#key, place(column, this.#row.id), value)
  }
}

const bytesOf = (value: unknown): Buffer | null =>
  typeof value === 'string' ? Buffer.from(value.replace(/^\\x/, ''), 'hex') : null

/** A row of family.person as the database writes it in JSON, with the sealed fields opened: for the controller's own copy. */
export const openedRow = (keys: Keys, row: Record<string, unknown>): Record<string, unknown> => {
  const who = new OpenedIdentity(keys, {
    id: String(row.id),
    organisation: String(row.organisation),
    wrapped_key: bytesOf(row.wrapped_key) ?? Buffer.alloc(0),
    name: bytesOf(row.name),
    cpr: bytesOf(row.cpr),
    birth_date: bytesOf(row.birth_date),
    phone: bytesOf(row.phone),
  })
  return { ...row, name: who.name, cpr: who.cpr, birth_date: who.birthDate, phone: who.phone }
}
