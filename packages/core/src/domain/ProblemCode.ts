/**
 * Every code that a problem can have, and when it has it. Codes are stable, because programs depend on them; messages
 * are for people. A new kind of problem gets a new code; the meaning of an existing one does not change.
 */
export const problemCodes = {
  required: "A required value is absent",
  wrong_type: "The value has the wrong JSON type",
  invalid_value: "The value is not one of those allowed",
  unknown_property: "No property or parameter has this name",
  too_long: "The text, or the line of a stream, is longer than allowed",
  too_large: "The JSON, or the file, has more bytes than allowed",
  too_deep: "The JSON is nested deeper than allowed",
  too_many_values:
    "The list, or the JSON, has more values than allowed, or too many contacts take the default accounts",
  too_many_contacts: "The request has more contacts than allowed",
  invalid_character: "NUL, a lone surrogate, a line break, a control character or a direction override",
  invisible_character: "An invisible character inside an email address",
  invalid_email: "Not an email address, and not a mailbox with one",
  multiple_addresses: "A mailbox with more than one address",
  invalid_phone_number: "Not a possible phone number",
  country_code_missing: "A phone number without its country code, and no default country to take it from",
  ambiguous_country_code:
    "Digits that can be read as a number of the default country, or as a different number whose + is missing",
  ambiguous_phone_number: "Text that can be read as two different phone numbers",
  phone_extension: "A phone number with an extension",
  invalid_url: "Not an absolute http or https URL",
  invalid_number: "A number that a double-precision float cannot hold",
  invalid_json: "Text that is not valid JSON; the message has the line and column",
  invalid_csv: "A row that is not valid CSV",
  invalid_encoding: "Bytes that are not text in the expected encoding",
  invalid_file: "The file is damaged, or is not of the type that its name says",
  invalid_vcard: "A card of a .vcf file that cannot be read",
  cell_error: "A cell of a workbook that shows an error such as #N/A, or a number that cannot be shown",
  sheet_required: "Several sheets of the workbook have rows, and none was chosen",
  hidden_rows: "The sheet has hidden rows, and it was not said whether to read them",
  header_not_found: "The file has no row that names its columns",
  ambiguous_separator: "More than one character could be the separator of the file",
  unknown_column: "A column that has values and is not understood, or an option for a column that does not exist",
  ambiguous_column: "A column whose name has two meanings",
  duplicate_column: "Two columns of the file mean the same field",
  account_not_found: "The account does not exist",
  contact_type_not_found: "The contact type does not exist",
  import_not_found: "The import does not exist",
  not_supported: "The store cannot do what the option asks for",
  contact_type_required: "No contact type is given, and the organization has no default",
} as const

/** What kind of problem it is, for programs: one of the keys of `problemCodes`. */
export type ProblemCode = keyof typeof problemCodes
