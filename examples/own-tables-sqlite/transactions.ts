import type { DatabaseSync } from "node:sqlite"

/**
 * Runs the transactions of one connection one after the other. Other requests run between two calls of a port; without
 * a queue, their statements would become part of this transaction.
 */
export class Transactions {
  readonly #db: DatabaseSync
  #last: Promise<unknown> = Promise.resolve()

  constructor(db: DatabaseSync) {
    this.#db = db
  }

  run<A>(body: (db: DatabaseSync) => Promise<A>): Promise<A> {
    const next = this.#last.then(() => this.#runOne(body))
    this.#last = next.catch(() => {})
    return next
  }

  async #runOne<A>(body: (db: DatabaseSync) => Promise<A>): Promise<A> {
    this.#db.exec("begin immediate")
    try {
      const result = await body(this.#db)
      this.#db.exec("commit")
      return result
    } catch (error) {
      this.#db.exec("rollback")
      throw error
    }
  }
}
