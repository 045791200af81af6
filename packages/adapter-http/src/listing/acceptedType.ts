/** One media range of an `Accept` header, and its weight. */
interface MediaRange {
  readonly type: string
  readonly subtype: string
  readonly weight: number
}

const pattern = /^\s*([\w!#$%&'*+.^`|~-]+)\/([\w!#$%&'*+.^`|~-]+)\s*((?:;[^;]*)*)$/

const parseRange = (text: string): ReadonlyArray<MediaRange> => {
  const [, type = "", subtype = "", parameters = ""] = pattern.exec(text.toLowerCase()) ?? []
  if (type === "") return []
  const [, weight = "1"] = /;\s*q\s*=\s*([\d.]+)\s*(?:;|$)/.exec(parameters) ?? []
  return [{ type, subtype, weight: Number(weight) }]
}

/**
 * The media type to respond with (RFC 9110 §12.5.1): of `supported`, the one with the greatest weight, and of equal ones the
 * first; undefined if none is acceptable. Without the header, everything is.
 */
export const acceptedType = <Type extends string>(
  accept: string | undefined,
  supported: ReadonlyArray<Type>,
): Type | undefined => {
  const ranges = (accept?.trim() || "*/*").split(",").flatMap(parseRange)
  const weighed = supported.map((type) => ({ type, weight: weightOf(type, ranges) }))
  const best = weighed.reduce((one, other) => (other.weight > one.weight ? other : one))
  return best.weight > 0 ? best.type : undefined
}

/** The weight that the most specific range gives a media type. */
const weightOf = (mediaType: string, ranges: ReadonlyArray<MediaRange>): number => {
  const [type, subtype] = mediaType.split("/")
  const exact = ranges.find((range) => range.type === type && range.subtype === subtype)
  const family = ranges.find((range) => range.type === type && range.subtype === "*")
  const any = ranges.find((range) => range.type === "*" && range.subtype === "*")
  return (exact ?? family ?? any)?.weight ?? 0
}
