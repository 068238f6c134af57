import { type Form, field } from '../../../kernel/visit.ts'

/** The version a form was made from; 0 when it says none that could be one. */
export const versionOf = (form: Form): number => {
  const text = field(form, '_version')
  return /^\d{1,9}$/.test(text) ? Number(text) : 0
}
