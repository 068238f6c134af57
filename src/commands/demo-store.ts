type Payload = Record<string, unknown>

const kept = new Map<string, { payload: Payload; until: number }>()

/** Where the demonstration's sign-in keeps what is under way: in memory, gone with the program, as it should be. */
export class DemoStore {
  readonly #kind: string
  constructor(kind: string) {
    this.#kind = kind
  }
  #name(id: string): string {
    return `${this.#kind} ${id}`
  }
  async upsert(id: string, payload: Payload, seconds: number): Promise<void> {
    const now = performance.now()
    for (const [name, { until }] of kept) if (until < now) kept.delete(name)
    kept.set(this.#name(id), { payload, until: now + (seconds || 600) * 1_000 })
  }
  async find(id: string): Promise<Payload | undefined> {
    const found = kept.get(this.#name(id))
    return found && found.until > performance.now() ? found.payload : undefined
  }
  async findByUid(uid: string): Promise<Payload | undefined> {
    const now = performance.now()
    return [...kept].find(
      ([name, { payload, until }]) => name.startsWith(`${this.#kind} `) && payload.uid === uid && until > now,
    )?.[1].payload
  }
  async findByUserCode(): Promise<undefined> {
    return undefined
  }
  async consume(id: string): Promise<void> {
    const found = kept.get(this.#name(id))
    if (found) found.payload.consumed = Math.floor(Date.now() / 1_000)
  }
  async destroy(id: string): Promise<void> {
    kept.delete(this.#name(id))
  }
  async revokeByGrantId(grantId: string): Promise<void> {
    for (const [name, { payload }] of kept) if (payload.grantId === grantId) kept.delete(name)
  }
}
