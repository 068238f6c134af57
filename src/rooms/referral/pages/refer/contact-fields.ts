import { type Html, taps } from '../../../../design/index.ts'
import { hours } from '../../steps/contact.ts'
import { from, type Paint, wordList } from './fields.ts'
import { hourWords } from './words.da.ts'

const three = (last: string) => [
  { value: 'yes', text: 'Ja' },
  { value: 'no', text: 'Nej' },
  { value: 'unknown', text: last },
]

export const aloneField = (paint: Paint): Html =>
  taps({
    ...from(paint, 'alone'),
    label: 'Er I alene i rummet?',
    calm: true,
    options: [
      { value: 'yes', text: 'Ja' },
      { value: 'no', text: 'Nej, spørg næste gang' },
    ],
  })

export const callField = (paint: Paint): Html =>
  taps({ ...from(paint, 'call'), label: 'Må vi ringe?', calm: true, options: three('Ved ikke') })

export const textField = (paint: Paint): Html =>
  taps({ ...from(paint, 'text'), label: 'Må vi sende sms?', calm: true, options: three('Ved ikke') })

export const messageField = (paint: Paint): Html =>
  taps({
    ...from(paint, 'message'),
    label: 'Må vi lægge besked på telefonsvareren?',
    calm: true,
    options: three('Ved ikke'),
  })

export const readAlongField = (paint: Paint): Html =>
  taps({
    ...from(paint, 'readAlong'),
    label: 'Er der nogen, der kan læse med eller lytte med?',
    hint: 'Vi spørger alle. Ved ja skriver vi så lidt som muligt.',
    calm: true,
    options: three('Spring over'),
  })

export const hoursField = (paint: Paint): Html =>
  taps({
    ...from(paint, 'hours'),
    value: wordList(paint.words, 'hours'),
    label: 'Hvornår passer det bedst?',
    hint: 'Vælg gerne flere.',
    calm: true,
    many: true,
    optional: true,
    options: hours.map(value => ({ value, text: hourWords[value] })),
  })
