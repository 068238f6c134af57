import { dayOf, longDay, timeOf } from '../../kernel/clock.ts'

export const kinds = ['made', 'moved', 'cancelled', 'reminder'] as const
export type MessageKind = (typeof kinds)[number]

/** {day} and {time} are all that is ever filled in. */
export type Pack = Readonly<Record<MessageKind, string>>

/** Read and approved by somebody who speaks it: the only ones that are sent. */
export const packs: Readonly<Record<string, Pack>> = {
  da: {
    made: 'Aftale: {day} kl. {time}.',
    moved: 'Ny tid: {day} kl. {time}.',
    cancelled: 'Aftalen {day} kl. {time} er aflyst.',
    reminder: 'Husk aftalen {day} kl. {time}.',
  },
  en: {
    made: 'Appointment: {day} at {time}.',
    moved: 'New time: {day} at {time}.',
    cancelled: 'The appointment {day} at {time} is cancelled.',
    reminder: 'Remember your appointment {day} at {time}.',
  },
}

/** Not yet read by anybody who speaks them: shown in the demonstration, never sent. */
export const unreviewed: Readonly<Record<string, Pack>> = {
  ar: {
    made: 'موعد: {day} الساعة {time}.',
    moved: 'موعد جديد: {day} الساعة {time}.',
    cancelled: 'أُلغي الموعد {day} الساعة {time}.',
    reminder: 'تذكير بالموعد: {day} الساعة {time}.',
  },
  de: {
    made: 'Verabredung: {day} um {time}.',
    moved: 'Neue Zeit: {day} um {time}.',
    cancelled: 'Die Verabredung am {day} um {time} ist abgesagt.',
    reminder: 'Bitte denken Sie an die Verabredung am {day} um {time}.',
  },
  pl: {
    made: 'Spotkanie: {day} o {time}.',
    moved: 'Nowa godzina: {day} o {time}.',
    cancelled: 'Spotkanie {day} o {time} jest odwołane.',
    reminder: 'Przypomnienie o spotkaniu: {day} o {time}.',
  },
  tr: {
    made: 'Randevu: {day} saat {time}.',
    moved: 'Yeni saat: {day} saat {time}.',
    cancelled: '{day} saat {time} randevusu iptal edildi.',
    reminder: 'Randevu hatırlatması: {day} saat {time}.',
  },
  uk: {
    made: 'Зустріч: {day} о {time}.',
    moved: 'Новий час: {day} о {time}.',
    cancelled: 'Зустріч {day} о {time} скасовано.',
    reminder: 'Нагадуємо про зустріч: {day} о {time}.',
  },
}

/** The language a message is written in: hers when it has been read through, else Danish. */
export const languageFor = (wanted: string | null | undefined): string => (wanted && packs[wanted] ? wanted : 'da')

const dayFormats: Record<string, (at: Date) => string> = {
  da: at => longDay(dayOf(at)),
  en: at =>
    new Intl.DateTimeFormat('en-GB', {
      weekday: 'long',
      day: 'numeric',
      month: 'long',
      timeZone: 'Europe/Copenhagen',
    }).format(at),
}
const plainDay = (at: Date): string => dayOf(at).split('-').toReversed().join('.')

export const fill = (template: string, language: string, at: Date): string =>
  template.replaceAll('{day}', (dayFormats[language] ?? plainDay)(at)).replaceAll('{time}', timeOf(at))

/** The text as it goes out: time and date alone. */
export const textOf = (kind: MessageKind, language: string, at: Date): string => {
  const pack = packs[language] ?? packs.da
  if (!pack) throw new Error('there is no Danish pack')
  return fill(pack[kind], language, at)
}
