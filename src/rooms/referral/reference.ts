import { randomInt } from 'node:crypto'

// Read aloud over the phone and copied by hand, so none of the pairs that look alike: 0 O D, 1 I L, 2 Z, 5 S, 6 G,
// 8 B, U V; and no A or E, so that no words appear. Nineteen characters, a prime: the check then notices every wrong
// character and every swap.
const alphabet = '3479CFGHJKMNPQRTWXY'
const prime = alphabet.length

const weighted = (values: readonly number[]): number => values.reduce((sum, value, at) => sum + (at + 1) * value, 0)

/** The check character makes the weighted sum of all six divisible by the prime. */
function checkOf(values: readonly number[]): number {
  const sum = weighted(values)
  for (let check = 0; check < prime; check += 1) if ((sum + 6 * check) % prime === 0) return check
  throw new Error('no check character: the alphabet is no longer a prime number long')
}

/** A new random reference, such as K7M-4QX. It says nothing of her and nothing of how many there are. */
export function newReference(random: (below: number) => number = randomInt): string {
  const values = Array.from({ length: 5 }, () => random(prime))
  const text = [...values, checkOf(values)].map(value => alphabet[value]).join('')
  return `${text.slice(0, 3)}-${text.slice(3)}`
}

/** Reads a reference however it is typed; undefined when it cannot be one of ours. */
export function parseReference(text: string): string | undefined {
  const packed = text.replace(/[\s\-‐-―]/g, '').toUpperCase()
  const values = [...packed].map(character => alphabet.indexOf(character))
  if (values.length !== 6 || values.includes(-1) || weighted(values) % prime !== 0) return undefined
  return `${packed.slice(0, 3)}-${packed.slice(3)}`
}
