import { addDays, type Day } from '../kernel/clock.ts'
import type { Random } from '../kernel/random.ts'
import names from './danish-names.json' with { type: 'json' }
import patients from './medcom-test-patients.json' with { type: 'json' }

export interface InventedPerson {
  name: string
  cpr: string | null
  birthDate: Day
  phone: string
}

// One in five bears a name of another origin; the share is our guess, and the names are our own choice.
const elsewhere = {
  first: [
    'Amina',
    'Layla',
    'Hodan',
    'Ayan',
    'Zeynep',
    'Elif',
    'Zofia',
    'Agnieszka',
    'Oksana',
    'Iryna',
    'Nasrin',
    'Parisa',
    'Salma',
    'Noor',
  ],
  last: [
    'Hassan',
    'Farah',
    'Warsame',
    'Yılmaz',
    'Demir',
    'Kowalska',
    'Nowak',
    'Shevchenko',
    'Kovalenko',
    'Rahimi',
    'Karimi',
    'Haddad',
    'Saleh',
  ],
}

const two = (n: number) => String(n).padStart(2, '0')

/** A woman of fifteen to forty-five at `on`, with "Test" in her name and a replacement number: day of birth plus 60. */
export const inventWoman = (random: Random, on: Day): InventedPerson => {
  const foreign = random.chance(0.2)
  const first = random.pick(foreign ? elsewhere.first : names.female)
  const last = random.pick(foreign ? elsewhere.last : names.last)
  const age = 15 + Math.round(15 + 6 * (random.next() + random.next() + random.next() - 1.5))
  const birthDate = addDays(`${Number(on.slice(0, 4)) - age}-01-01`, random.whole(0, 364))
  const [year = '', month = '', day = ''] = birthDate.split('-')
  const century = year < '2000' ? random.whole(0, 3) : random.whole(4, 9)
  const cpr = `${Number(day) + 60}${month}${year.slice(2)}${century}${random.whole(100, 999)}`
  return {
    name: `${first} Test ${last}`,
    cpr: random.chance(0.97) ? cpr : null,
    birthDate,
    phone: `00 00 ${two(random.whole(0, 99))} ${two(random.whole(0, 99))}`,
  }
}

/** MedCom's official test women of childbearing age: the named persons of the demonstration. */
export const testWomen = (on: Day): InventedPerson[] =>
  patients.patients
    .filter(
      p =>
        p.gender === 'female' &&
        p.birthDate > `${Number(on.slice(0, 4)) - 46}` &&
        p.birthDate < `${Number(on.slice(0, 4)) - 15}`,
    )
    .map((p, at) => ({
      name: `${p.given.join(' ')} ${p.family}`,
      cpr: p.cpr,
      birthDate: p.birthDate,
      phone: `00 00 10 ${two(at)}`,
    }))
