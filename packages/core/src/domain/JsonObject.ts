/** A JSON object. None of its keys has a special meaning. */
export type JsonObject = { readonly [key: string]: unknown }
