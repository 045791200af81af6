import { globSync, readFileSync } from "node:fs"
import { join } from "node:path"
import { checkDefaultCountry, normalizeContact, Problems, parseJson, problemCodes } from "@bulk-contacts/core"
import * as Result from "effect/Result"
import { assert, describe, it } from "vitest"
import { de } from "../src/texts/de.ts"
import { en } from "../src/texts/en.ts"
import { explain } from "../src/texts/explain.ts"

const limits = { maxDepth: 9, maxValues: 9, maxNames: 9 }

/** What the core says of a value. */
const problemOf = (field: string, value: unknown) => {
  const problems = new Problems(10)
  const country = Result.getOrThrow(checkDefaultCountry("DE"))
  normalizeContact({ email: "ada@example.org", [field]: value }, {}, problems, field === "phoneNumber" ? country : null)
  assert.lengthOf(problems.items, 1, String(value))
  return problems.items[0] ?? assert.fail()
}

const values: ReadonlyArray<readonly [field: string, value: unknown, german: string]> = [
  ["email", "", "fehlt"],
  ["email", "nonsense", "muss eine E-Mail-Adresse sein"],
  ["email", "ada lovelace@example.org", "darf keinen Leerraum (U+0020) enthalten"],
  ["email", "ada\u200blovelace@example.org", "darf das unsichtbare Zeichen U+200B nicht enthalten"],
  [
    "email",
    "o’brien@example.org",
    "darf U+2019 (’) vor dem @ nicht enthalten: Außerhalb von ASCII sind nur Buchstaben und Ziffern erlaubt",
  ],
  [
    "email",
    "ﬁona@example.org",
    "darf U+FB01 (ﬁ) vor dem @ nicht enthalten: mit den Buchstaben schreiben, für die es steht",
  ],
  ["email", "ada@example.org, eve@example.org", "muss genau eine Adresse haben, nicht 2"],
  ["email", '"Ada <ada@example.org>', "hat ein Anführungszeichen oder eine Klammer, die nicht geschlossen wird"],
  ["email", `${"a".repeat(65)}@example.org`, "darf vor dem @ höchstens 64 Bytes haben"],
  ["firstName", "a".repeat(256), "darf höchstens 255 Zeichen lang sein"],
  ["firstName", "a\nb", "darf keinen Zeilenumbruch (U+000A) enthalten"],
  ["firstName", "a\u202eb", "darf kein Zeichen enthalten, das die Schreibrichtung ändert (U+202E)"],
  ["firstName", "a\u0007b", "darf kein Steuerzeichen (U+0007) enthalten"],
  ["firstName", "a\u0000b", "darf U+0000 (NUL) nicht enthalten"],
  ["phoneNumber", "12", "muss im gewählten Land (DE) eine mögliche Telefonnummer sein oder ihre Ländervorwahl haben"],
  ["phoneNumber", "+1 1", "muss eine mögliche Telefonnummer sein: Ländervorwahl und Länge prüfen"],
  ["phoneNumber", "+49 30 901820 ext. 5", "darf keine Nebenstelle (wie in ext. 5) haben: Sie wird nicht gespeichert"],
  ["avatarUrl", "picture.png", "muss eine vollständige Adresse mit http oder https sein"],
  ["metadata", "x", "muss ein Objekt sein"],
]

describe("what is wrong with a value", () => {
  it.each(values)("is said in German: %s %j", (field, value, german) => {
    const problem = problemOf(field, value)
    assert.strictEqual(explain(problem, de.problems), german)
    // English is the core's.
    assert.strictEqual(explain(problem, en.problems), problem.message)
  })

  it("has a German sentence, whatever its code is", () => {
    assert.sameMembers(Object.keys(de.problems), Object.keys(problemCodes))
    for (const code of Object.keys(problemCodes)) {
      assert.notStrictEqual(explain({ code, message: "is English" }, de.problems), "is English", code)
    }
  })

  it("is matched by what the core says today", () => {
    const packages = join(import.meta.dirname, "../..")
    const sources = globSync(["{core,files}/src/**/*.ts", "import-page/src/worker/**/*.ts"], { cwd: packages }).map(
      (name) => readFileSync(join(packages, name), "utf8"),
    )
    const quoted = sources.flatMap((source) =>
      [...source.matchAll(/(["`])([^"`\n]+)\1/g)].map(([, , text = ""]) => text),
    )
    const texts = [
      ...quoted.flatMap((text) => ["5", "U+0001", '"x"'].map((value) => text.replaceAll(/\$\{[^}]*\}/g, value))),
      ...values.map(([field, value]) => problemOf(field, value).message),
      ...["[1", "[1,]"].map((json) => Result.getOrThrow(Result.flip(parseJson(json, limits))).message),
      `has metadata that ${Result.getOrThrow(Result.flip(parseJson("{", limits))).message}`,
    ]
    const patterns = Object.values(de.problems).flatMap(
      ({ exact = [] }: { exact?: ReadonlyArray<readonly [RegExp, string]> }) => exact,
    )
    const stale = patterns.filter(([pattern]) => !texts.some((text) => pattern.test(text)))
    assert.deepStrictEqual(
      stale.map(([pattern]) => pattern.source),
      [],
    )
  })
})
