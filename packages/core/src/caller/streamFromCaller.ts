import * as Effect from "effect/Effect"
import * as Stream from "effect/Stream"
import { isAsyncIterable, openAsyncIterator, openIterator, requireIterable } from "./openIterator.ts"

/**
 * Reads what a caller passes as contacts. Whatever it throws is a defect, so that the call rejects with it as it is; so
 * is an iterator that does not follow the protocol. If reading ends early, the iterator is told, and not waited for.
 */
export const streamFromCaller = (contacts: unknown): Stream.Stream<unknown> => {
  const iterable = requireIterable(contacts)
  return isAsyncIterable(iterable) ? fromAsyncIterable(iterable) : fromIterable(iterable)
}

const fromIterable = (iterable: Iterable<unknown>): Stream.Stream<unknown> =>
  Stream.suspend(() => {
    const { next, close } = openIterator(iterable)
    const elements = Stream.fromIterable({ [Symbol.iterator]: () => ({ next }) })
    return Stream.ensuring(elements, Effect.sync(close))
  })

const fromAsyncIterable = (iterable: AsyncIterable<unknown>): Stream.Stream<unknown> => {
  const checked: AsyncIterable<unknown> = {
    [Symbol.asyncIterator]: () => {
      const { next, close } = openAsyncIterator(iterable)
      return {
        next,
        return: async () => {
          close()
          return { done: true, value: undefined }
        },
      }
    },
  }
  return Stream.orDie(Stream.fromAsyncIterable(checked, (error) => error))
}
