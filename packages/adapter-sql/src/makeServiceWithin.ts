import {
  type AbortableOptions,
  type ContactsService,
  type ContactsServiceOptions,
  makeContactsService,
} from "@bulk-contacts/core/promise"

/**
 * Makes a service within a transaction of the caller. A call settles only when its part of the transaction has ended: an
 * aborted one would otherwise reject before it is undone, and the caller could commit it.
 */
export const makeServiceWithin = <Tx>(
  options: ContactsServiceOptions<Tx>,
  transaction: (run: (tx: Tx) => Promise<void>) => Promise<void>,
): ContactsService => {
  let ended: Promise<void> = Promise.resolve()
  const service = makeContactsService({
    ...options,
    transaction: (run) => {
      const running = transaction(run)
      ended = running.catch(() => {})
      return running
    },
  })
  const settle = async <A>(call: Promise<A>): Promise<A> => {
    try {
      return await call
    } finally {
      await ended
    }
  }
  return {
    bulkCreate: (organizationId: string, request: unknown, callOptions?: AbortableOptions) =>
      settle(service.bulkCreate(organizationId, request, callOptions)),
    bulkCreateStream: (...call) => settle(service.bulkCreateStream(...call)),
    undoImport: (...call) => settle(service.undoImport(...call)),
    listImports: (...call) => settle(service.listImports(...call)),
    deleteExpiredRecords: () => settle(service.deleteExpiredRecords()),
  }
}
