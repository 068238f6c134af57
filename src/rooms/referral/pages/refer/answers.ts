import { html } from 'hono/html'
import { checkAnswers as answerList, type Html } from '../../../../design/index.ts'
import { languageWord, maskCpr, parseCpr, readDay, readLanguage, writeDay } from '../../../family/index.ts'
import { readConsent, type Scope } from '../../steps/consent.ts'
import { readContact } from '../../steps/contact.ts'
import { readWhy } from '../../steps/why.ts'
import type { Mode } from '../../steps/wish.ts'
import { type AnswerStep, stepNames } from '../../steps.ts'
import { answerWords, feedbackWords, modeWords, scopeWords, stepWords } from '../../words.da.ts'
import { contactSentences } from './contact-plan.ts'
import { word, wordList } from './fields.ts'
import { draftPath, type PageParts } from './layout.ts'
import { hourWords, stepPaths } from './words.da.ts'

type Row = { question: string; answer: string | Html; field?: string }
const list = new Intl.ListFormat('da')
const dayWords = (text: string): string => {
  const day = readDay(text)
  return day ? writeDay(day) : text
}

const rows: Record<AnswerStep, (parts: PageParts) => Row[]> = {
  who: ({ words: { who = {} }, context }) => {
    const cpr = parseCpr(word(who, 'cpr'), context.today)
    return [
      { question: 'CPR-nummer', answer: cpr.ok ? maskCpr(cpr.cpr) : word(who, 'cpr'), field: 'cpr' },
      { question: 'Navn', answer: word(who, 'name'), field: 'name' },
      {
        question: 'Fødselsdag',
        answer: cpr.ok ? writeDay(cpr.birthDate) : dayWords(word(who, 'birthDate')),
        field: 'birthDate',
      },
      { question: 'Hendes telefon', answer: word(who, 'phone'), field: 'phone' },
    ]
  },
  why: ({ words: { why = {} }, context }) => {
    const read = readWhy(why, context).value
    const week = read?.week && read.dueDate ? `${read.week}, termin ${writeDay(read.dueDate)}` : word(why, 'week')
    const texts = context.agreement.reasons.filter(one => wordList(why, 'reasons').includes(one.code))
    const notPregnant = word(why, 'notPregnant') === 'yes'
    return [
      { question: 'Uge', answer: notPregnant ? 'Hun er ikke gravid nu' : week, field: 'week' },
      ...(word(why, 'childBirthDate')
        ? [{ question: 'Barnets fødselsdag', answer: dayWords(word(why, 'childBirthDate')), field: 'childBirthDate' }]
        : []),
      {
        question: 'Det fylder',
        answer: texts.map(one => `${one.text.charAt(0).toLocaleUpperCase('da')}${one.text.slice(1)}.`).join(' '),
        field: 'reasons',
      },
      {
        question: 'Note',
        answer: html`<span class="bb-pre">${word(why, 'note') || 'Ingen note'}</span>`,
        field: 'note',
      },
    ]
  },
  wish: ({ words: { wish = {} }, context }) => {
    const track = context.advice.tracks.find(one => one.key === word(wish, 'track'))
    const mode = word(wish, 'mode')
    const language = readLanguage(word(wish, 'language'), word(wish, 'languageOther')).language
    const interpreter = { yes: 'med tolk', no: 'ingen tolk' }[word(wish, 'interpreter')] ?? 'tolk ikke oplyst'
    const offer = !track
      ? 'Hun har intet bestemt ønske. Rådgiveren finder det rette sammen med hende.'
      : track.key === context.advisedTrack
        ? `${track.name}. Foreslået: ${track.reason}`
        : `${track.name}. ${word(wish, 'trackReason')}`
    return [
      { question: 'Tilbud', answer: offer, field: 'track' },
      {
        question: 'Sted',
        answer: [context.siteNames.get(word(wish, 'site')), mode && modeWords[mode as Mode].toLocaleLowerCase('da')]
          .filter(Boolean)
          .join(', '),
        field: 'site',
      },
      {
        question: 'Sprog og tolk',
        answer: `${language ? languageWord(language) : 'Sprog ikke oplyst'}, ${interpreter}`,
        field: 'language',
      },
    ]
  },
  contact: ({ words: { contact = {} } }) => {
    const read = readContact(contact).value
    if (!read) return [{ question: 'Tryg kontakt', answer: '', field: 'alone' }]
    const hours = read.hours.map(hour => hourWords[hour].toLocaleLowerCase('da'))
    return [
      { question: 'Var I alene?', answer: answerWords[read.alone], field: 'alone' },
      { question: 'Må de ringe?', answer: answerWords[read.call], field: 'call' },
      { question: 'Må de sende sms?', answer: answerWords[read.text], field: 'text' },
      { question: 'Må de lægge besked?', answer: answerWords[read.message], field: 'message' },
      { question: 'Kan nogen læse eller lytte med?', answer: answerWords[read.readAlong], field: 'readAlong' },
      { question: 'Bedste tid', answer: list.format(hours), field: 'hours' },
      { question: 'Det betyder', answer: contactSentences(read).join(' ') },
    ]
  },
  consent: ({ words: { consent = {} }, context }) => {
    const form = { written: 'Ja, på skrift', oral: `Ja, mundtligt. ${word(consent, 'oralReason')}`, no: 'Nej' }
    const given = readConsent(consent, context).value
    return [
      { question: 'Hun siger', answer: form[word(consent, 'consent') as keyof typeof form] ?? '', field: 'consent' },
      {
        question: 'Modtager',
        answer: context.recipientNames.get(word(consent, 'recipient')) ?? '',
        field: 'recipient',
      },
      {
        question: 'De får at vide',
        answer: list.format(wordList(consent, 'scope').map(scope => scopeWords[scope as Scope] ?? '')),
        field: 'scope',
      },
      {
        question: 'Gælder til og med',
        answer: given?.given
          ? `${writeDay(given.consent.until)}. Hun kan sige nej før.`
          : dayWords(word(consent, 'until')),
        field: 'until',
      },
      {
        question: 'Du får at vide',
        answer: feedbackWords[word(consent, 'feedback') as keyof typeof feedbackWords] ?? '',
        field: 'feedback',
      },
    ]
  },
}

/** Everything once more, each with its way back. */
export const answers = (parts: PageParts): Html =>
  html`${stepNames
    .filter(step => step !== 'check')
    .map(
      step => html`<section aria-labelledby="s-${step}"><h2 id="s-${step}">${stepWords[step]}</h2>
${answerList(
  rows[step](parts).map(({ question, answer, field }) => ({
    question,
    answer,
    edit: field && `${draftPath(parts.draft.id, stepPaths[step])}?fra=tjek#${field}`,
  })),
)}</section>`,
    )}`
