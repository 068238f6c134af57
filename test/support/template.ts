import { connectKeeper } from '../../src/kernel/keeper.ts'
import { populateStaff } from '../../src/rooms/govern/index.ts'
import { applyFolder } from '../../src/rooms/programme/index.ts'

/** What every test's database holds: the programmes and the cast. */
export const fillTemplate = async (ownerUrl: string): Promise<void> => {
  const keeper = connectKeeper(ownerUrl)
  try {
    await keeper.asKeeper(async kysely => {
      await applyFolder(kysely, new Date('2026-11-01T08:00:00Z'))
      await populateStaff(kysely)
    })
  } finally {
    await keeper.close()
  }
}
