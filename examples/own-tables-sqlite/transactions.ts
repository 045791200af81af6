import type { DatabaseSync } from "node:sqlite"

/**
 * The transactions of one connection, one after the other: between two calls of a port other requests run, and without
 * a queue they would find themselves in this transaction.
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
      const answer = await body(this.#db)
      this.#db.exec("commit")
      return answer
    } catch (error) {
      this.#db.exec("rollback")
      throw error
    }
  }
}
