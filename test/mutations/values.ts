import type { Mutation } from "./Mutation.ts"

const domain = "packages/core/src/domain"
const test = "packages/core/test"

const rule = (
  tests: string,
  file: string,
  rules: ReadonlyArray<readonly [mistake: string, text: string, mutant: string]>,
): ReadonlyArray<Mutation> =>
  rules.map(([mistake, text, mutant]) => ({
    mistake,
    in: `${domain}/${file}`,
    text,
    mutant,
    tests: [`${test}/${tests}.test.ts`],
  }))

/** Each rule of normalization, removed once. */
export const values: ReadonlyArray<Mutation> = [
  ...rule("EmailAddress", "email/emailDecoration.ts", [
    ["invisible characters stay around an address", "removeBrackets(trim(text))", "removeBrackets(text.trim())"],
    ["angle brackets stay around an address", 'text.startsWith("<") &&', "false &&"],
    ["mailto: stays before an address", "!/^mailto:/i.test(text)", "true"],
    ["full-width letters stay in an address", '.normalize("NFKC")', ""],
  ]),
  ...rule("EmailAddress", "EmailAddress.ts", [
    ["the dotted capital I has a lower case of its own", '.replaceAll("\\u0130", "i")', ""],
    ["white space and invisible characters stay in an address", "if (hidden !== null) return hidden", ""],
    ["an address may be longer than 254 bytes", "if (utf8Length(address) > MAX_ADDRESS) return tooLongAddress", ""],
  ]),
  ...rule("EmailAddress", "email/localPart.ts", [
    ["needless quotes stay", "dotAtom.test(meaning) ? meaning :", ""],
    ["a local part may have any character", "!isIdentifierCharacter(character)", "false"],
  ]),
  ...rule("EmailAddress", "email/identifierClass.ts", [
    ["a ligature is a letter of its own", " && !isCompatibilityForm(character)", ""],
    ["a domain may have symbols", "(isIdentifierCharacter(character) && !symbolMark.test(character))", "true"],
    ["a middle dot may stand anywhere in a domain", "/(?<!l)\\u00B7|\\u00B7(?!l)/", "/(?!)/"],
  ]),
  ...rule("EmailAddress", "email/emailDomain.ts", [
    ["Punycode hides what a domain may not have", "if (disallowedInDisguise !== null) return disallowedInDisguise", ""],
    ["joiners may stand anywhere in a domain", "checkJoiners: true", "checkJoiners: false"],
  ]),
  ...rule("PersonName", "PersonName.ts", [
    ["zero width spaces stay in a name", 'input.replace(residue, "")', "input"],
    ["white space in a name is not collapsed", 'text.replace(whiteSpace, " ")', "text"],
    ["a name may have line breaks", "lineBreak.exec(text) ??", ""],
    ["a name may override its direction", "directionOverride.exec(text) ??", ""],
    ["a name may have control characters", "?? controlCharacter.exec(text)", ""],
  ]),
  ...rule("DisplayName", "DisplayName.ts", [
    ["a degree after a comma is a first name", "isNameSuffix(", "((_: string) => false)("],
  ]),
  ...rule("PhoneNumber", "phone/decoration.ts", [
    ["invisible characters stay in a phone number", '.replace(everyInvisible, "")', ""],
    ["full-width digits stay in a phone number", ".replace(fullWidth, toAscii)", ""],
    ["a formula stays around a phone number", '.replace(formula, "$1")', ""],
    ["an apostrophe stays before a phone number", '.replace(prefix, "")', ""],
    ["parentheses stay around a calling code", 'text.replace(enclosedCallingCode, "$1$2 ")', "text"],
  ]),
  ...rule("PhoneNumber", "PhoneNumber.ts", [
    ["00 is not read as +", 'text.startsWith("00")) {', "false) {"],
    ["a number that begins with 00 need not be valid", "{ mustBeValid: true }", "{ mustBeValid: false }"],
    ["(0) is a part of the number", "if (trunkZero.test(text)) return withTrunkZero(text)", ""],
    ["(0) is never a part of the number", "[before + after, `${before}0${after}`]", "[before + after]"],
    ["an extension is dropped", "if (reading.hasExtension) return hasExtension", ""],
  ]),
  ...rule("phoneNumbersOfCountries", "PhoneNumber.ts", [
    ["of two readings with (0) the first is stored", "other === undefined ?", "true ?"],
    [
      "digits that begin with the calling code are a national number",
      "digits.startsWith(getCountryCallingCode(country, metadata))",
      "false",
    ],
    ["a national number with (0) or 00 need not be valid", 'text.startsWith("00") || trunkZero.test(text)', "false"],
  ]),
  ...rule("PhoneNumber", "phone/readNumber.ts", [
    ["Mexico's former prefix stays", "if (nationalNumber === undefined) return phone", "if (phone) return phone"],
    ["a number that is not possible is accepted", " && phone.isPossible()\n", "\n"],
  ]),
]
