import type { MenuEntry, Rights, Route } from './kernel/visit.ts'

/** Every room's pages, rights and menu entries, in one list: the composition, and nothing else, knows them all. */
export const routes: Route[] = []
export const rights: Rights = {}
export const menu: MenuEntry[] = []
