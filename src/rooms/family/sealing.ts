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

export const openIdentity = (keys: Keys, row: SealedRow): Identity => {
  const key = unwrapKey(keys, row.organisation, row.id, row.wrapped_key)
  const open = (column: (typeof sealed)[number], value: Buffer | null) =>
    value ? unseal(key, place(column, row.id), value) : null
  return {
    name: open('name', row.name) ?? '',
    cpr: open('cpr', row.cpr),
    birthDate: open('birthDate', row.birth_date),
    phone: open('phone', row.phone),
  }
}
