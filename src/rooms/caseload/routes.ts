import type { MenuEntry, Route } from '../../kernel/visit.ts'
import {
  askAddress,
  changeAddress,
  changeProtection,
  nameOne as nameForAddress,
  revealCpr,
  showAddress,
} from './pages/address.ts'
import { askContactRule, changeContactRule } from './pages/contact-rule.ts'
import { askDueDate, changeDueDate } from './pages/due-date.ts'
import { askForCaller, findCaller } from './pages/families.ts'
import { showFamily } from './pages/family.ts'
import { askGlass, openGlass, showGlass } from './pages/glass.ts'
import { askHandOver, handOver } from './pages/hand-over.ts'
import { askLeaving, doLeaving } from './pages/leaving.ts'
import { showLog } from './pages/log.ts'
import { askLoss, noteLoss, takeBackLoss } from './pages/loss.ts'
import { decideSame, showSame } from './pages/same.ts'
import { doTask, showFamilyTasks, showTasks } from './pages/tasks.ts'
import { chooseNames, shield, showWorklist } from './pages/worklist.ts'

const glass = { may: 'glass.break', purpose: 'nødadgang', menu: '/noedadgang' } as const

const address = { purpose: 'se eller skrive adressen', menu: '/familier', whenShielded: 'hidden' } as const
const task = { may: 'task.read', purpose: 'se, hvad der skal gøres', menu: '/opgaver' } as const

export const routes: Route[] = [
  {
    method: 'get',
    path: '/arbejdsliste',
    may: 'worklist.read',
    purpose: 'holde løfter',
    menu: '/arbejdsliste',
    whenShielded: 'open',
    handle: showWorklist,
  },
  {
    method: 'post',
    path: '/arbejdsliste/visning',
    may: 'worklist.read',
    purpose: 'vælge visning',
    handle: chooseNames,
  },
  { method: 'post', path: '/skaerm', may: 'screen.shield', purpose: 'skærme mod borgeren', handle: shield },
  {
    method: 'get',
    path: '/familier',
    may: 'family.find',
    purpose: 'finde den, der ringer',
    menu: '/familier',
    whenShielded: 'open',
    handle: askForCaller,
  },
  {
    method: 'post',
    path: '/familier',
    may: 'family.find',
    purpose: 'finde den, der ringer',
    menu: '/familier',
    whenShielded: 'open',
    handle: findCaller,
  },
  {
    method: 'get',
    path: '/familier/:id',
    may: 'family.find',
    purpose: 'se, hvem der har ansvaret',
    menu: '/familier',
    handle: showFamily,
  },
  {
    method: 'get',
    path: '/familier/:id/kontaktregel',
    may: 'family.change',
    purpose: 'ændre kontaktregel',
    menu: '/familier',
    handle: askContactRule,
  },
  {
    method: 'post',
    path: '/familier/:id/kontaktregel',
    may: 'family.change',
    purpose: 'ændre kontaktregel',
    menu: '/familier',
    handle: changeContactRule,
  },
  {
    method: 'get',
    path: '/familier/:id/termin',
    may: 'family.change',
    purpose: 'ændre termin',
    menu: '/familier',
    handle: askDueDate,
  },
  {
    method: 'post',
    path: '/familier/:id/termin',
    may: 'family.change',
    purpose: 'ændre termin',
    menu: '/familier',
    handle: changeDueDate,
  },
  {
    method: 'get',
    path: '/familier/:id/tab',
    may: 'family.change',
    purpose: 'notere et tab',
    menu: '/familier',
    handle: askLoss,
  },
  {
    method: 'post',
    path: '/familier/:id/tab',
    may: 'family.change',
    purpose: 'notere et tab',
    menu: '/familier',
    handle: noteLoss,
  },
  {
    method: 'post',
    path: '/familier/:id/tab/fortryd',
    may: 'family.change',
    purpose: 'tage en note om et tab tilbage',
    menu: '/familier',
    handle: takeBackLoss,
  },
  {
    method: 'get',
    path: '/familier/:id/overdragelse',
    may: 'family.handOver',
    purpose: 'overdrage ansvar',
    menu: '/familier',
    handle: askHandOver,
  },
  {
    method: 'post',
    path: '/familier/:id/overdragelse',
    may: 'family.handOver',
    purpose: 'overdrage ansvar',
    menu: '/familier',
    handle: handOver,
  },
  {
    method: 'get',
    path: '/familier/:id/samme',
    may: 'family.same',
    purpose: 'se, om to sager er samme kvinde',
    menu: '/familier',
    handle: showSame,
  },
  {
    method: 'post',
    path: '/familier/:id/samme',
    may: 'family.same',
    purpose: 'sige, om to sager er samme kvinde',
    menu: '/familier',
    handle: decideSame,
  },
  {
    method: 'get',
    path: '/familier/:id/log',
    may: 'family.log',
    purpose: 'vise hende, hvem der har set hendes oplysninger',
    menu: '/familier',
    handle: showLog,
  },
  { ...address, method: 'get', path: '/familier/:id/bopael', may: 'address.read', handle: askAddress },
  { ...address, method: 'post', path: '/familier/:id/bopael/visning', may: 'address.read', handle: showAddress },
  { ...address, method: 'post', path: '/familier/:id/bopael', may: 'address.change', handle: changeAddress },
  {
    ...address,
    method: 'post',
    path: '/familier/:id/bopael/beskyttelse',
    may: 'address.change',
    handle: changeProtection,
  },
  { ...address, method: 'post', path: '/familier/:id/bopael/adgang', may: 'address.change', handle: nameForAddress },
  {
    method: 'post',
    path: '/familier/:id/nummer',
    may: 'cpr.reveal',
    purpose: 'se CPR-nummeret',
    menu: '/familier',
    whenShielded: 'hidden',
    handle: revealCpr,
  },
  { ...task, method: 'get', path: '/opgaver', handle: showTasks },
  { ...task, method: 'get', path: '/familier/:id/opgaver', handle: showFamilyTasks },
  { ...task, method: 'post', path: '/opgaver/gjort', handle: doTask },
  { ...glass, method: 'get', path: '/noedadgang', handle: askGlass },
  { ...glass, method: 'post', path: '/noedadgang', handle: openGlass },
  { ...glass, method: 'get', path: '/noedadgang/:id', handle: showGlass },
  {
    method: 'get',
    path: '/medarbejdere/:id/afgang',
    may: 'staff.leave',
    purpose: 'overdrage familier ved afgang',
    menu: '/medarbejdere',
    handle: askLeaving,
  },
  {
    method: 'post',
    path: '/medarbejdere/:id/afgang',
    may: 'staff.leave',
    purpose: 'overdrage familier ved afgang',
    menu: '/medarbejdere',
    handle: doLeaving,
  },
]

export const menu: MenuEntry[] = [
  { href: '/arbejdsliste', text: 'Arbejdsliste', may: 'worklist.read', order: 10 },
  { href: '/familier', text: 'Familier', may: 'family.find', order: 20 },
  { href: '/opgaver', text: 'Opgaver', may: 'task.read', order: 25 },
  { href: '/noedadgang', text: 'Nødadgang', may: 'glass.break', order: 70 },
]
