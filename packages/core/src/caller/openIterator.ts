import * as Predicate from "effect/Predicate"

/** What a caller passes to be iterated over. */
export type CallerIterable = AsyncIterable<unknown> | Iterable<unknown>

/** An iterator of a caller, checked at each step. */
export interface OpenIterator<Step> {
  /** Throws, or rejects with, whatever the caller's iterator does, and a `TypeError` if it does not follow the protocol. */
  readonly next: () => Step
  /** Tells the iterator that no more elements are wanted, unless it has ended. Does not wait for it, and ignores its failure. */
  readonly close: () => void
}

/** Throws a `TypeError` if the value cannot be iterated over, or is a string: each of its characters would be a contact. */
export const requireIterable = (contacts: unknown): CallerIterable => {
  if (isAsyncIterable(contacts) || (typeof contacts !== "string" && Predicate.isIterable(contacts))) return contacts
  throw new TypeError("`contacts` must be an iterable or async iterable, such as an array or a generator")
}

export const isAsyncIterable = (contacts: unknown): contacts is AsyncIterable<unknown> =>
  Predicate.hasProperty(contacts, Symbol.asyncIterator)

export const openIterator = (iterable: Iterable<unknown>): OpenIterator<IteratorResult<unknown>> => {
  const iterator = checkIterator<Iterator<unknown>>(iterable[Symbol.iterator]())
  let isOpen = true
  return {
    next: () => {
      // An iterator that throws has ended.
      isOpen = false
      const result = checkResult(iterator.next())
      isOpen = !result.done
      return result
    },
    close: () => {
      if (isOpen) ignoreFailure(() => iterator.return?.())
      isOpen = false
    },
  }
}

export const openAsyncIterator = (iterable: AsyncIterable<unknown>): OpenIterator<Promise<IteratorResult<unknown>>> => {
  const iterator = checkIterator<AsyncIterator<unknown>>(iterable[Symbol.asyncIterator]())
  let isOpen = true
  const step = async () => {
    const result = checkResult(await iterator.next())
    isOpen = !result.done
    return result
  }
  return {
    next: () =>
      step().catch((error) => {
        isOpen = false
        throw error
      }),
    close: () => {
      if (isOpen) ignoreFailure(() => iterator.return?.())
      isOpen = false
    },
  }
}

const ignoreFailure = (run: () => unknown): void => {
  ;(async () => run())().catch(() => {})
}

const checkIterator = <A extends object>(iterator: A): A => {
  if (Predicate.hasProperty(iterator, "next") && typeof iterator.next === "function") return iterator
  throw new TypeError("`contacts` must return an iterator, an object with a function `next`")
}

/** Without this check, a result that is not an object would be a contact, and the next one too, without end. */
const checkResult = <A>(result: IteratorResult<A>): IteratorResult<A> => {
  if (Predicate.isObjectOrArray(result)) return result
  throw new TypeError("The iterator of `contacts` must return an object from `next`")
}
