import type { Texts } from "./en.ts"
import type { ProblemSentences } from "./explain.ts"

const number = new Intl.NumberFormat("de")
const n = (count: number): string => number.format(count)
const rows = (count: number): string => (count === 1 ? "1 Zeile" : `${n(count)} Zeilen`)
const values = (count: number): string => (count === 1 ? "1 Wert" : `${n(count)} Werte`)

/** Everything that the page says, in German. */
export const de: Texts = {
  locale: "de",
  language: "Deutsch",
  number: n,
  rows,
  title: "Kontakte importieren",
  docs: "API-Dokumentation",
  languageLabel: "Sprache",
  steps: { file: "Datei", columns: "Spalten", check: "Prüfen", options: "Optionen", result: "Ergebnis" },
  step: (number, total) => `Schritt ${number} von ${total}`,
  back: "Zurück",
  next: "Weiter",
  undo: "Rückgängig",
  redo: "Wiederholen",
  cancel: "Abbrechen",
  close: "Schließen",
  private:
    "Nichts hat Ihren Computer verlassen. Die Datei wird in diesem Browser gelesen und geprüft, bis Sie sie importieren.",
  example: {
    text: "Zum ersten Mal hier? Diese Datei lässt sich so, wie sie ist, importieren:",
    csv: "Beispiel (CSV)",
    xlsx: "Beispiel (Excel)",
    name: "kontakte-beispiel",
    cells: [
      ["E-Mail", "Vorname", "Nachname", "Telefon", "Quelle"],
      ["ada@example.org", "Ada", "Lovelace", "+44 20 7946 0958", "Messe"],
      ["grace@example.org", "Grace", "Hopper", "+1 212 555 2368", "Messe"],
    ],
    understood: "Alle Spaltennamen, die verstanden werden",
  },
  file: {
    heading: "Datei auswählen",
    drop: "Eine Datei hierher ziehen oder",
    choose: "eine Datei auswählen",
    kinds: "CSV, Excel (.xlsx), vCard, JSON oder NDJSON",
    paste: "oder Zeilen aus einer Tabelle einfügen",
    pasteLabel: "Zeilen aus einer Tabelle",
    pasteUse: "Diese Zeilen verwenden",
    pasted: "eingefügte Zeilen",
    reading: "Die Datei wird gelesen …",
    read: (count) => `${rows(count)} gelesen`,
    understood: "Was verstanden wurde",
    another: "Andere Datei auswählen",
    readAgain:
      "Die Datei hat sich geändert, seit sie ausgewählt wurde, und wurde neu gelesen. Ihre Entscheidungen über Spalten bleiben.",
    replace: "Eine andere Datei ersetzt diese. Was Sie hier entschieden und geändert haben, geht verloren. Fortfahren?",
    encoding: "Zeichensatz",
    separator: "Trennzeichen",
    separators: { ",": "Komma", ";": "Semikolon", "\t": "Tabulator", "|": "Senkrechter Strich" },
    sheet: "Tabellenblatt",
    withoutRows: "keine Zeilen",
    header: "Spaltennamen",
    headerLine: (line) => `in Zeile ${line}`,
    noHeader: "keine: die erste Zeile enthält Daten",
    noHeaderNotice:
      "Diese Datei hat keine Kopfzeile. Ihre Spalten sind nummeriert; was sie bedeuten, ist aus den Werten vorgeschlagen.",
    hidden: (count) =>
      count === 1
        ? "1 Zeile dieses Blatts ist ausgeblendet. Soll sie importiert werden?"
        : `${n(count)} Zeilen dieses Blatts sind ausgeblendet. Sollen sie importiert werden?`,
    hiddenInclude: "Ausgeblendete Zeilen importieren",
    hiddenSkip: "Ausgeblendete Zeilen weglassen",
    program: (name) => `Das ist ein Export von ${name}.`,
    cards: (count, without) =>
      `${n(count)} vCards${without > 0 ? `, davon ${n(without)} ohne Adresse` : ""}. Fotos und Gruppen werden weggelassen.`,
    choice: (line, used, notUsed) => `Zeile ${line}: ${used} wird verwendet, ${notUsed} nicht.`,
    moreChoices: (count) => `${n(count)} weitere Karten haben mehrere Adressen oder Nummern.`,
    resumed: (name) => `Ihre Entscheidungen für Dateien mit diesen Spalten wurden gefunden: ${name}.`,
  },
  columns: {
    heading: "Spalten",
    intro: "Sagen Sie, was jede Spalte ist. Ihre Wahl wird für Dateien mit denselben Spalten gemerkt.",
    selectLabel: (name) => `Spalte „${name}“, Feld`,
    undecided: "— bitte wählen —",
    ignore: "Weglassen",
    keep: (name) => `Zusätzliche Angabe „${name}“`,
    keepAll: "Alle offenen Spalten als zusätzliche Angaben behalten",
    ignoreAll: "Alle offenen Spalten weglassen",
    missingEmail: "Keine Spalte ist die E-Mail-Adresse. Wählen Sie die richtige.",
    undecidedNotice: (count) =>
      count === 1 ? "1 Spalte mit Werten ist noch offen." : `${n(count)} Spalten mit Werten sind noch offen.`,
    unstored: (count) => `${values(count)} nicht gespeichert, weil eine andere Spalte einen für dasselbe Feld hat`,
    unneeded: "nicht nötig: die Namen haben eigene Spalten",
    filled: (count) => values(count),
    empty: "keine Werte",
    fields: {
      email: "E-Mail",
      firstName: "Vorname",
      lastName: "Nachname",
      fullName: "Vollständiger Name",
      phoneNumber: "Telefonnummer",
      avatarUrl: "Bild (URL)",
      source: "Quelle",
      contactType: "Kontakttyp",
      accountIds: "Kunden",
      customFieldValues: "Eigene Felder (JSON)",
      metadata: "Zusätzliche Angaben (JSON)",
    },
  },
  check: {
    heading: "Prüfen",
    checking: "Wird geprüft …",
    summary: (valid, repeated, invalid, leftOut) =>
      [
        `${rows(valid)} bereit`,
        ...(repeated > 0 ? [`${n(repeated)} doppelt in der Datei`] : []),
        `${n(invalid)} mit Problemen`,
        ...(leftOut > 0 ? [`${n(leftOut)} weggelassen`] : []),
      ].join(", "),
    filters: {
      all: "Alle",
      valid: "Bereit",
      repeated: "Doppelt in der Datei",
      invalid: "Mit Problemen",
      leftOut: "Weggelassen",
      created: "Neu",
      existing: "Schon vorhanden",
    },
    filterLabel: "Zeilen zeigen",
    filterHint: "Das ändert, was Sie sehen, nicht was importiert wird.",
    problems: "Probleme",
    noProblems: "Es wurden keine Probleme gefunden.",
    country: "Land für Telefonnummern ohne Ländervorwahl",
    noCountry: "keines",
    empty: "Diese Zellen leeren",
    leaveOut: "Diese Zeilen weglassen",
    show: "Zeilen zeigen",
    replace: "Einen Wert ersetzen",
    replaceFrom: "Wert",
    replaceTo: "Neuer Wert",
    replaceDo: "Überall ersetzen",
    changes: "Ihre Änderungen",
    change: {
      empty: (column, count) => `${column}: ${values(count)} geleert`,
      leaveOut: (count) => `${rows(count)} weggelassen`,
      replace: (column, from, to) => `${column}: „${from}“ durch „${to}“ ersetzt`,
      cell: (column, line, to) => `Zeile ${line}, ${column}: „${to}“`,
    },
    revert: "Zurücknehmen",
    revertChange: (change) => `Zurücknehmen: ${change}`,
    row: "Zeile",
    about: "Zur Zeile",
    table: "Zeilen der Datei",
    stored: "gespeichert als",
    unused: "nicht gespeichert",
    changed: "vorher",
    repeats: (line) => `gleiche Adresse wie Zeile ${line}`,
    nextProblem: "Nächstes Problem",
    previousProblem: "Voriges Problem",
    edit: "Neuer Wert. Eingabetaste übernimmt ihn, Escape nicht.",
    nothing: "Keine Zeilen.",
    exists: "ist schon vorhanden",
    group: {
      country_code_missing: (count, column) => `${column}: ${values(count)} ohne Ländervorwahl`,
      ambiguous_country_code: (count, column) => `${column}: ${values(count)} mit zwei möglichen Nummern`,
      invalid_phone_number: (count, column) =>
        `${column}: ${values(count)}, ${count === 1 ? "der keine Telefonnummer ist" : "die keine Telefonnummern sind"}`,
      invalid_email: (count, column) =>
        `${column}: ${values(count)}, ${count === 1 ? "der keine E-Mail-Adresse ist" : "die keine E-Mail-Adressen sind"}`,
      required: (count, column) => `${column}: fehlt in ${rows(count)}`,
      cell_error: (count, column) =>
        `${column}: ${values(count)}, ${count === 1 ? "der einen Fehler zeigt" : "die einen Fehler zeigen"}`,
      invalid_csv: (count) => `${rows(count)}, die sich nicht in Zellen teilen lassen`,
    },
    otherGroup: (count, column, message) => `${column === "" ? "" : `${column}: `}${values(count)}: ${message}`,
  },
  options: {
    heading: "Optionen",
    accounts: "Kunden",
    accountsHint: "Jeder Kontakt ohne eigene Kunden wird mit diesen verbunden.",
    accountIds: "Kunden-IDs, durch Kommas getrennt",
    contactType: "Kontakttyp",
    defaultType: "der Standard der Organisation",
    defaultMark: "Standard",
    source: "Quelle",
    sourceHint: "Woher die Kontakte kommen, zum Beispiel „Messe“.",
    leaveOut: (count) => `Die Zeilen mit Problemen weglassen (${n(count)})`,
    mustDecide: "Beheben Sie die Probleme, oder lassen Sie diese Zeilen weg. Sonst kann nichts importiert werden.",
    key: "API-Schlüssel",
    keyHint:
      "Er wird jetzt gebraucht, weil der Server zum ersten Mal gefragt wird. Er bleibt im Speicher dieser Seite.",
    keep: "Schlüssel behalten, bis dieser Tab geschlossen wird",
    demo: "Demo-Schlüssel verwenden",
    check: "Mit dem Server prüfen",
    checkHint: "Ein Probelauf: Es wird nichts gespeichert.",
    asking: "Der Server prüft …",
    dryRun: "Was ein Import tun würde",
    counts: {
      created: "Neu",
      skipped: "Schon vorhanden",
      left: "Weggelassen",
      repeated: (count) => `davon ${n(count)} doppelt in der Datei`,
    },
    import: (count) => `${rows(count)} importieren`,
    nothingNew: "Es gibt nichts Neues zu importieren.",
    existing: "Schon vorhanden",
    existingHint: "Vorhandene Kontakte werden nicht geändert.",
    fileHas: "In der Datei",
    storeHas: "Gespeichert",
  },
  sending: {
    heading: "Import läuft",
    uploading: (percent) => `${percent} % gesendet`,
    storing: "Alles ist gesendet. Die Kontakte werden gespeichert …",
    cancelling: "Wird abgebrochen: Der Server wird gefragt, ob etwas gespeichert wurde …",
    notStored: "Abgebrochen. Nichts wurde gespeichert.",
    tooLate: "Zum Abbrechen war es zu spät: Die Kontakte wurden gespeichert. Sie können es rückgängig machen.",
    other: "Ein anderer Tab importiert dieselben Zeilen. Darauf wird gewartet.",
  },
  result: {
    heading: "Fertig",
    replayed: "Dieser Import war schon ausgeführt. Nichts wurde doppelt gespeichert.",
    files: "Listen",
    createdFile: "Angelegt",
    skippedFile: "Schon vorhanden",
    rejectedFile: "Weggelassen",
    rejectedHint:
      "Korrigieren Sie die Zeilen in der Liste „Weggelassen“, und ziehen Sie sie hierher: Ihre Spalten sind dann bekannt.",
    columnId: "Kontakt-ID",
    columnReason: "Grund",
    reasonExists: "schon vorhanden",
    reasonRepeated: "doppelt in der Datei",
    reasonLeftOut: "von Hand weggelassen",
    command: "Derselbe Import als Befehl",
    commandLabel: "Befehl",
    commandHint:
      "Er importiert die nächste Datei dieser Art ohne jemandes Zutun. Der API-Schlüssel kommt aus der Variablen BULK_CONTACTS_KEY.",
    commandChanges: "Ihre Änderungen an Werten gehören nicht zum Befehl. Die korrigierte Datei enthält sie:",
    corrected: "Korrigierte Datei",
    copy: "Kopieren",
    copied: "Kopiert",
    shell: "für eine POSIX-Shell (bash, zsh)",
    undo: "Diesen Import rückgängig machen",
    undoSure: (count, name) =>
      `${count === 1 ? "Der 1 Kontakt, den" : `Die ${n(count)} Kontakte, die`} „${name}“ angelegt hat, ${count === 1 ? "wird" : "werden"} gelöscht. Kontakte, die es vorher gab, bleiben. Fortfahren?`,
    undone: (deleted, gone) =>
      `Rückgängig gemacht: ${n(deleted)} gelöscht${gone > 0 ? `, ${n(gone)} waren schon weg` : ""}. Die Datei kann wieder importiert werden.`,
    another: "Weitere Datei importieren",
  },
  history: {
    heading: "Frühere Importe",
    show: "Frühere Importe zeigen",
    name: "Datei",
    when: "Wann",
    total: "Zeilen",
    created: "Angelegt",
    skipped: "Schon vorhanden",
    invalid: "Weggelassen",
    remaining: "Noch da",
    undone: (when) => `rückgängig gemacht ${when}`,
    rows: (kind, count) => `${kind} (${n(count)}, CSV)`,
    rowsOf: (name, rows) => `${name}: ${rows}`,
    notHere: "Listen nicht in diesem Browser",
    kept: (days) =>
      `Der Browser, der eine Datei importiert, behält die Listen ihrer Zeilen ${days} Tage lang. Andere Browser haben nur die Kontakte.`,
    forgetLists: "Listen aus diesem Browser löschen",
    list: "Kontakte (CSV)",
    empty: "Es gibt noch keine.",
    more: "Weitere zeigen",
    undoLabel: (name) => `${name} rückgängig machen`,
  },
  pending: {
    text: (name) =>
      `Die Antwort auf den Import von „${name}“ wurde nicht gesehen, weil diese Seite geschlossen wurde oder die Verbindung verlor. Schließen Sie den Import ab, um zu sehen, was daraus wurde: Nichts wird doppelt gespeichert.`,
    find: "Diesen Import abschließen",
    forget: "Vergessen",
    needsKey: "Ein früherer Import ist noch offen. Um ihn abzuschließen, wird der API-Schlüssel gebraucht.",
  },
  errors: {
    heading: "Das hat nicht geklappt",
    retry: "Noch einmal versuchen",
    file_changed:
      "Die Datei wurde geändert, verschoben oder gelöscht, nachdem sie ausgewählt wurde. Wählen Sie sie noch einmal aus: Ihre Entscheidungen bleiben.",
    tooLargeForBrowser:
      "Diese Datei ist zu groß für einen Browser, der höchstens 300.000 Zeilen und 150 Millionen Zeichen aufnimmt. Nichts davon wurde importiert. Verwenden Sie die Befehlszeile, die beliebig lange Dateien liest:",
    no_rows: "Die Datei hat keine Zeilen.",
    tooManyColumns: "Diese Datei hat mehr als 4.096 Spalten. Höchstens 4.096 können gelesen werden.",
    crashed:
      "Der Teil der Seite, der Dateien liest, ist stehen geblieben, vielleicht aus Mangel an Speicher. Ihre Entscheidungen bleiben. Für große Dateien gibt es die Befehlszeile:",
    unauthorized: "Der Server nimmt diesen API-Schlüssel nicht an. Korrigieren Sie ihn; Ihre Arbeit bleibt.",
    signedOut:
      "Sie sind nicht angemeldet. Melden Sie sich in einem anderen Tab an, und versuchen Sie es noch einmal; Ihre Arbeit bleibt.",
    tooLargeForServer:
      "Etwas zwischen dieser Seite und dem Server nimmt so viele Daten nicht an. Verwenden Sie die Befehlszeile auf einem Rechner, der den Server direkt erreicht:",
    tooMany:
      "Der Server nimmt mit diesem Schlüssel gerade keine weiteren Anfragen an. Versuchen Sie es in einer Minute noch einmal; Ihre Arbeit bleibt.",
    unavailable:
      "Der Server kann gerade nichts speichern. Versuchen Sie es später noch einmal: Ihre Arbeit bleibt, und nichts wird doppelt gespeichert.",
    browserFull:
      "Dieser Browser kann nichts für später behalten: Sein Speicher ist voll oder gesperrt. Ihre Arbeit ist sicher, solange dieser Tab offen ist. Sichern Sie am Ende die Listen der Zeilen, und schließen Sie den Tab nicht, bevor der Import fertig ist. Damit er sich mehr merkt, geben Sie auf der Festplatte Platz frei.",
    unreachable:
      "Der Server hat nicht geantwortet. Ihre Arbeit bleibt. Ein neuer Versuch ist ungefährlich: Nichts wird doppelt gespeichert.",
    busy: "Derselbe Import läuft noch. Nach seinem Ergebnis wird gleich noch einmal gefragt.",
    rejected: "Der Server nimmt das nicht an:",
    invalid_encoding: "Die Datei ist nicht in UTF-8 und sagt nicht, welchen Zeichensatz sie hat. Welcher ist es?",
    readAsWindows: "So lesen, wie Excel in Westeuropa schreibt (windows-1252)",
    server: (status, message) => `Der Server hat ${status} geantwortet: ${message}`,
    line: (line) => `Zeile ${line}`,
  },
  problems: {
    required: {
      any: "fehlt",
      exact: [
        [/^must not be empty$/, "darf nicht leer sein"],
        [/^is required, but no column .*/, "fehlt: Keine Spalte hat einen Namen, der dafür bekannt ist"],
      ],
    },
    wrong_type: {
      any: "hat die falsche Art von Wert",
      exact: [
        [/^must be a string$/, "muss Text sein"],
        [/^must be an object$/, "muss ein Objekt sein"],
        [/^must be an array of objects$/, "muss eine Liste von Objekten sein"],
        [/^must be an array of contacts$/, "muss eine Liste von Kontakten sein"],
        [/^must be a string or an array of strings$/, "muss Text oder eine Liste von Texten sein"],
        [/^must be a string or an object$/, "muss Text oder ein Objekt sein"],
        [/^must be JSON$/, "muss JSON sein"],
      ],
    },
    invalid_value: { any: "hat einen Wert, der nicht erlaubt ist" },
    unknown_property: { any: "ist keine bekannte Eigenschaft" },
    too_long: {
      any: "ist zu lang",
      exact: [
        [/^must be at most (\d+) characters long$/, "darf höchstens $1 Zeichen lang sein"],
        [/^must be at most (\d+) bytes long$/, "darf höchstens $1 Bytes lang sein"],
        [/^must have at most (\d+) bytes before the @$/, "darf vor dem @ höchstens $1 Bytes haben"],
        [/^must have at most (\d+) characters after the @$/, "darf nach dem @ höchstens $1 Zeichen haben"],
        [
          /^must have at most (\d+) characters between the dots after the @$/,
          "darf nach dem @ zwischen zwei Punkten höchstens $1 Zeichen haben",
        ],
        [/^has more than (\d+) characters in cell (\w+)$/, "hat mehr als $1 Zeichen in Zelle $2"],
      ],
    },
    too_large: {
      any: "ist zu groß",
      exact: [[/^must be at most (\d+) bytes of JSON$/, "darf höchstens $1 Bytes JSON sein"]],
    },
    too_deep: {
      any: "ist zu tief verschachtelt",
      exact: [[/^must be at most (\d+) levels deep$/, "darf höchstens $1 Ebenen tief sein"]],
    },
    too_many_values: {
      any: "hat zu viele Werte",
      exact: [
        [/^must have at most (\d+) ids$/, "darf höchstens $1 IDs haben"],
        [/^must have at most (\d+) JSON values$/, "darf höchstens $1 JSON-Werte haben"],
        [/^has (\d+) columns; at most (\d+) can be read$/, "hat $1 Spalten; höchstens $2 können gelesen werden"],
        [
          /^has a value in cell (\w+); at most (\d+) columns can be read$/,
          "hat einen Wert in Zelle $1; höchstens $2 Spalten können gelesen werden",
        ],
      ],
    },
    too_many_contacts: {
      any: "hat zu viele Kontakte",
      exact: [[/^must have at most (\d+) contacts, not (\d+)$/, "darf höchstens $1 Kontakte haben, nicht $2"]],
    },
    invalid_character: {
      any: "enthält ein Zeichen, das nicht erlaubt ist",
      exact: [
        [/^must not contain a line break \((.+)\)$/, "darf keinen Zeilenumbruch ($1) enthalten"],
        [
          /^must not contain a character that overrides the direction of text \((.+)\)$/,
          "darf kein Zeichen enthalten, das die Schreibrichtung ändert ($1)",
        ],
        [/^must not contain a control character \((.+)\)$/, "darf kein Steuerzeichen ($1) enthalten"],
        [
          /^must be valid Unicode: (.+) is half of a surrogate pair$/,
          "muss gültiges Unicode sein: $1 ist die Hälfte eines Zeichens",
        ],
        [
          /^must have at most (\d+) combining marks in a row$/,
          "darf höchstens $1 kombinierende Zeichen hintereinander haben",
        ],
        [/^must not contain (U\+\w+.*)$/, "darf $1 nicht enthalten"],
      ],
    },
    invisible_character: {
      any: "enthält ein unsichtbares Zeichen",
      exact: [[/^must not contain (.+), which is invisible$/, "darf das unsichtbare Zeichen $1 nicht enthalten"]],
    },
    invalid_email: {
      any: "muss eine E-Mail-Adresse sein",
      exact: [
        [/^must have a valid domain$/, "muss nach dem @ eine gültige Domain haben"],
        [
          /^must be an email address or a mailbox .*$/,
          "muss eine E-Mail-Adresse sein, auch mit Namen wie in Ada Lovelace <ada@example.com>",
        ],
        [
          /^has an unmatched quote, parenthesis or angle bracket$/,
          "hat ein Anführungszeichen oder eine Klammer, die nicht geschlossen wird",
        ],
        [/^has too many words or separators: .*/, "hat zu viele Wörter oder Trennzeichen: eine Adresse je Zeile"],
        [
          /^must have at most (\d+) parts outside ASCII between the dots after the @$/,
          "darf nach dem @ höchstens $1 Teile mit Zeichen außerhalb von ASCII haben",
        ],
        [
          /^must not contain (.+) after the @: it is not allowed in a domain$/,
          "darf $1 nach dem @ nicht enthalten: In einer Domain ist es nicht erlaubt",
        ],
        [
          /^must not contain (.+) before the @: write it as the letters it stands for$/,
          "darf $1 vor dem @ nicht enthalten: mit den Buchstaben schreiben, für die es steht",
        ],
        [
          /^must not contain (.+) before the @: outside ASCII, only letters, marks and digits are allowed$/,
          "darf $1 vor dem @ nicht enthalten: Außerhalb von ASCII sind nur Buchstaben und Ziffern erlaubt",
        ],
        [/^must not contain white space \((.+)\)$/, "darf keinen Leerraum ($1) enthalten"],
        [/^must not contain (.+)$/, "darf $1 nicht enthalten"],
      ],
    },
    multiple_addresses: {
      any: "hat mehr als eine Adresse",
      exact: [[/^must have exactly one address, not (\d+): .*/, "muss genau eine Adresse haben, nicht $1"]],
    },
    invalid_phone_number: {
      any: "muss eine Telefonnummer sein, zum Beispiel +4930901820",
      exact: [
        [
          /^must be a possible phone number: check its country code and its length$/,
          "muss eine mögliche Telefonnummer sein: Ländervorwahl und Länge prüfen",
        ],
        [
          /^must be a possible phone number in (\w+), the default country, .*/,
          "muss im gewählten Land ($1) eine mögliche Telefonnummer sein oder ihre Ländervorwahl haben",
        ],
      ],
    },
    country_code_missing: { any: "muss mit ihrer Ländervorwahl beginnen, zum Beispiel +4930901820" },
    ambiguous_country_code: {
      any: "kann zwei Nummern sein: mit + und Ländervorwahl schreiben",
      exact: [
        [
          /^can be read as (\S+), or as (\S+) in (\w+), the default country: .*/,
          "kann $1 sein oder, im gewählten Land ($3), $2: mit + und Ländervorwahl schreiben",
        ],
      ],
    },
    ambiguous_phone_number: {
      any: "kann zwei Nummern sein",
      exact: [[/^can be read as (\S+) or (\S+): write it without \(0\)$/, "kann $1 oder $2 sein: ohne (0) schreiben"]],
    },
    phone_extension: { any: "darf keine Nebenstelle (wie in ext. 5) haben: Sie wird nicht gespeichert" },
    invalid_url: { any: "muss eine vollständige Adresse mit http oder https sein" },
    invalid_number: { any: "enthält eine Zahl, die zu groß ist" },
    invalid_json: {
      any: "ist kein gültiges JSON",
      exact: [
        [/^has (\w+) that is not valid JSON.*/, "hat in $1 etwas, das kein gültiges JSON ist"],
        [
          /^is not valid JSON: it ends at line (\d+), column (\d+)$/,
          "ist kein gültiges JSON: Es endet in Zeile $1, Spalte $2",
        ],
        [
          /^is not valid JSON: unexpected (.+) at line (\d+), column (\d+)$/,
          "ist kein gültiges JSON: unerwartetes $1 in Zeile $2, Spalte $3",
        ],
      ],
    },
    invalid_csv: {
      any: "lässt sich nicht in Zellen teilen",
      exact: [
        [
          /^has a quote that is never closed: .*/,
          "hat ein Anführungszeichen, das nicht geschlossen wird: entfernen oder in Anführungszeichen doppelt schreiben",
        ],
        [
          /^has text after the closing quote of a cell: .*/,
          "hat Text nach dem schließenden Anführungszeichen einer Zelle: Anführungszeichen in der Zelle doppelt schreiben",
        ],
        [
          /^has a line break in a quoted cell, .* in line (\d+): close the quote in line (\d+)$/,
          "hat einen Zeilenumbruch in einer Zelle und danach in Zeile $1 etwas, das wie eine weitere Zeile aussieht: das Anführungszeichen in Zeile $2 schließen",
        ],
        [
          /^has a value in column (\d+), but the header has (\d+) columns: .*/,
          "hat einen Wert in Spalte $1, die Kopfzeile aber nur $2 Spalten: die Spalte benennen oder den Wert löschen",
        ],
        [
          /^has (\d+) cells but the header has (\d+): .*/,
          "hat $1 Zellen, die Kopfzeile aber $2: Zellen mit dem Trennzeichen in Anführungszeichen setzen",
        ],
      ],
    },
    invalid_encoding: {
      any: "hat Bytes, die in diesem Zeichensatz kein Text sind",
      exact: [
        [
          /^must not have an encoded word .*/,
          "hat ein kodiertes Wort (RFC 2047), das nicht zu lesen ist: den Namen als Text schreiben",
        ],
        [/^has bytes that are not text in UTF-8: .*/, "hat Bytes, die kein Text in UTF-8 sind: als UTF-8 speichern"],
        [/^is in UTF-32, .*/, "ist in UTF-32, das nicht gelesen wird: als „CSV UTF-8“ speichern"],
      ],
    },
    invalid_file: {
      any: "ist beschädigt oder nicht das, was ihr Name sagt",
      exact: [
        [
          /^is an old Excel file \(\.xls\), or protected .*/,
          "ist eine alte Excel-Datei (.xls) oder hat ein Kennwort: als .xlsx ohne Kennwort speichern",
        ],
        [/^is protected by a password: .*/, "ist durch ein Kennwort geschützt: ohne Kennwort speichern"],
        [/^is a binary workbook: .*/, "ist eine binäre Arbeitsmappe: als .xlsx speichern"],
        [/^is not an Excel workbook .*/, "ist keine Excel-Arbeitsmappe (.xlsx)"],
        [
          /^is an Excel workbook or another zip archive, .*/,
          "ist eine Excel-Arbeitsmappe oder ein anderes ZIP-Archiv: als CSV speichern",
        ],
        [/^is a PDF document, .*/, "ist ein PDF-Dokument: die Kontakte als CSV exportieren"],
        [
          /^is a web page \(HTML\), .*/,
          "ist eine Webseite (HTML): in einer Tabellenkalkulation öffnen und als CSV speichern",
        ],
        [/^has vCards, .*/, "enthält vCards: der Datei die Endung .vcf geben"],
        [/^has no vCard: .*/, "enthält keine vCard: Eine Karte beginnt mit BEGIN:VCARD"],
        [/^has no sheet with cells$/, "hat kein Blatt mit Zellen"],
        [/^is damaged: .*/, "ist beschädigt: neu speichern"],
      ],
    },
    invalid_vcard: {
      any: "ist eine Karte, die sich nicht lesen lässt",
      exact: [
        [/^is outside of a card: .*/, "steht außerhalb einer Karte: BEGIN:VCARD darüber ergänzen"],
        [/^has a line that is not a property: line (\d+)$/, "hat in Zeile $1 etwas, das keine Angabe ist"],
      ],
    },
    cell_error: {
      any: "zeigt einen Fehler",
      exact: [
        [/^shows (.+) in cell (\w+): .*/, "zeigt $1 in Zelle $2: die Formel korrigieren oder die Zelle leeren"],
        [
          /^has a formula without its result in cell (\w+): .*/,
          "hat in Zelle $1 eine Formel ohne Ergebnis: in einer Tabellenkalkulation öffnen und speichern",
        ],
        [
          /^has the number (.+) in cell (\w+), .*/,
          "hat in Zelle $2 die Zahl $1, deren Format nicht zu lesen ist: ein anderes Format wählen",
        ],
      ],
    },
    sheet_required: { any: "hat mehrere Blätter mit Zeilen: eines auswählen" },
    hidden_rows: { any: "hat ausgeblendete Zeilen" },
    header_not_found: { any: "hat keine Zeile mit Spaltennamen" },
    ambiguous_separator: { any: "hat mehr als ein mögliches Trennzeichen: eines auswählen" },
    unknown_column: { any: "ist eine Spalte, die nicht verstanden wird" },
    ambiguous_column: { any: "kann ein ganzer Name, ein Vor- oder ein Nachname sein" },
    duplicate_column: {
      any: "wird von zwei Spalten angegeben: eine davon weglassen",
      exact: [
        [
          /^has the key (".*") in metadata and as a column of its own$/,
          "hat $1 in den zusätzlichen Angaben und in einer eigenen Spalte",
        ],
        [
          /^would be kept as metadata\.(.+), which another column is mapped to: .*/,
          "würde als zusätzliche Angabe „$1“ behalten, die eine andere Spalte schon ist",
        ],
      ],
    },
    account_not_found: {
      any: "gibt es nicht",
      exact: [[/^Account not found: (.*)$/s, "„$1“ gibt es nicht"]],
    },
    contact_type_not_found: {
      any: "gibt es nicht",
      exact: [[/^Contact type not found: (.*)$/s, "„$1“ gibt es nicht"]],
    },
    import_not_found: { any: "gibt es nicht" },
    not_supported: { any: "gibt es auf diesem Server nicht" },
    contact_type_required: { any: "fehlt: Die Organisation hat keinen Standard" },
  } satisfies Required<ProblemSentences>,
}
