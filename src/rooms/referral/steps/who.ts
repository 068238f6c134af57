import { type CprFault, parseCpr, readDay } from '../../family/index.ts'
import { dayFault, type Reading, readForm, type Words } from '../form.ts'

export type Who = {
  cpr: string | null
  /** The number is a replacement number: she has no CPR number, or not yet. */
  replacement: boolean
  name: string | null
  birthDate: string
  phone: string | null
}

const cprFaults: Record<Exclude<CprFault, 'empty'>, string> = {
  format:
    'Skriv CPR-nummeret med 10 tegn, for eksempel 070390-1234. Har hun intet, så skriv navn, fødselsdag og telefon.',
  date: 'Datoen i CPR-nummeret findes ikke. Se efter de første seks tal: dag, måned, år. Ved erstatningsnummer må dagen være 61-91.',
  future: 'CPR-nummerets fødselsdag ligger i fremtiden. Se efter tallene for år og det syvende tegn.',
}

const oldest = '1900-01-01'

/** A phone number as digits with its plus; undefined when it cannot be dialled. */
export function readPhone(text: string): string | undefined {
  const packed = text.replace(/[\s().\-/]/g, '').replace(/^00(?=[1-9]\d{7,})/, '+')
  return /^(\+[1-9]\d{6,14}|\d{8})$/.test(packed) ? packed.replace(/^\+45(?=\d{8}$)/, '') : undefined
}

/** Hvem: CPR, or name + birth date + phone. */
export function readWho(form: Words, { today }: { today: string }): Reading<Who> {
  const step = readForm(form, ['cpr', 'name', 'birthDate', 'phone'])
  const cprText = step.text('cpr', 20)
  const name = step.text('name')
  const birthText = step.text('birthDate', 20)
  const phoneText = step.text('phone', 40)

  const cpr = parseCpr(cprText, today)
  const birthDate = readDay(birthText)
  const phone = phoneText === '' ? null : readPhone(phoneText)
  if (!cpr.ok && cpr.fault !== 'empty') step.wrong('cpr', cprFaults[cpr.fault])
  if (phone === undefined)
    step.wrong('phone', 'Skriv telefonnummeret med 8 cifre, for eksempel 00 00 12 34, eller med + og landekode.')
  if (birthText !== '' && !birthDate) step.wrong('birthDate', dayFault(birthText, '7.3.1990'))
  else if (birthDate && birthDate > today)
    step.wrong('birthDate', 'Fødselsdagen ligger i fremtiden. Se efter årstallet, for eksempel 7.3.1990.')
  else if (birthDate && birthDate < oldest)
    step.wrong('birthDate', 'Fødselsdagen ligger før 1900. Se efter årstallet, for eksempel 7.3.1990.')
  else if (cpr.ok && birthDate && birthDate !== cpr.birthDate)
    step.wrong('birthDate', 'Fødselsdagen passer ikke med CPR-nummeret. Ret den ene, eller lad fødselsdagen stå tom.')

  if (!cpr.ok && cpr.fault === 'empty') {
    if (name === '' && birthText === '' && phoneText === '')
      step.wrong('cpr', 'Skriv hendes CPR-nummer. Har hun intet, så skriv navn, fødselsdag og telefon.')
    else {
      if (name === '') step.wrong('name', 'Skriv hendes navn, når der ikke er noget CPR-nummer.')
      if (birthText === '') step.wrong('birthDate', 'Skriv hendes fødselsdag, for eksempel 7.3.1990.')
      if (phoneText === '') step.wrong('phone', 'Skriv hendes telefonnummer, for eksempel 00 00 12 34.')
    }
  }
  return step.done(() => ({
    cpr: cpr.ok ? cpr.cpr : null,
    replacement: cpr.ok && cpr.replacement,
    name: name || null,
    birthDate: cpr.ok ? cpr.birthDate : (birthDate as string),
    phone: phone ?? null,
  }))
}
