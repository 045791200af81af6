import * as Effect from "effect/Effect"
import * as Predicate from "effect/Predicate"
import * as Stream from "effect/Stream"

/**
 * Reads what a caller passes as contacts. Whatever it throws is a defect, so that the call rejects with it as it is; so
 * is an iterator that does not follow the protocol. If reading ends early, the iterator is told, and not waited for.
 */
export const streamFromCaller = (contacts: unknown): Stream.Stream<unknown> => {
  if (isAsyncIterable(contacts)) {
    return Stream.orDie(Stream.fromAsyncIterable(checkedAsyncIterable(contacts), (error) => error))
  }
  // A string is iterable too: each of its characters would be a contact.
  if (typeof contacts !== "string" && Predicate.isIterable(contacts)) return fromIterable(contacts)
  throw new TypeError("`contacts` must be an iterable or async iterable, such as an array or a generator")
}

const fromIterable = (iterable: Iterable<unknown>): Stream.Stream<unknown> =>
  Stream.suspend(() => {
    const iterator = checkIterator<Iterator<unknown>>(iterable[Symbol.iterator]())
    let isOpen = true
    const checked: Iterator<unknown> = {
      next: () => {
        // An iterator that throws has ended.
        isOpen = false
        const result = checkResult(iterator.next())
        isOpen = !result.done
        return result
      },
    }
    const close = Effect.sync(() => {
      if (isOpen) iterator.return?.()
    })
    return Stream.ensuring(Stream.fromIterable({ [Symbol.iterator]: () => checked }), Effect.ignoreCause(close))
  })

const checkedAsyncIterable = (iterable: AsyncIterable<unknown>): AsyncIterable<unknown> => ({
  [Symbol.asyncIterator]: () => {
    const iterator = checkIterator<AsyncIterator<unknown>>(iterable[Symbol.asyncIterator]())
    return {
      next: async () => checkResult(await iterator.next()),
      return: async () => {
        // It may never settle, and nobody is interested in its failure.
        void (async () => iterator.return?.())().catch(() => {})
        return { done: true, value: undefined }
      },
    }
  },
})

const isAsyncIterable = (contacts: unknown): contacts is AsyncIterable<unknown> =>
  Predicate.hasProperty(contacts, Symbol.asyncIterator)

const checkIterator = <A extends object>(iterator: A): A => {
  if (Predicate.hasProperty(iterator, "next") && typeof iterator.next === "function") return iterator
  throw new TypeError("`contacts` must return an iterator, an object with a function `next`")
}

/** Without this check, a result that is not an object would be a contact, and the next one too, without end. */
const checkResult = <A>(result: IteratorResult<A>): IteratorResult<A> => {
  if (Predicate.isObjectOrArray(result)) return result
  throw new TypeError("The iterator of `contacts` must return an object from `next`")
}
