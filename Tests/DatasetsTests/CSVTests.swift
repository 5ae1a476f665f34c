// Tables: what the format allows, and what it does not, by line and column.

import Datasets
import Foundation
import Shared
import Testing

struct CSVTests {
  @Test("a table has columns, records and their lines") func aTableHasColumns() throws {
    let table = try CSVTable(parsing: "size, price\n50,120\n\n80 ,95.5\n", file: "f")
    #expect(table.columns == ["size", "price"])
    #expect(table.rows == [["50", "120"], ["80", "95.5"]])
    #expect(table.lines == [2, 4])
    #expect(try table.numbers() == [[50, 120], [80, 95.5]])
    #expect(try table.numbers(in: ["price"]) == [[120], [95.5]])
  }

  @Test("quotes, line ends of Windows, a byte order mark and a last line without end")
  func quotesLineEndsOf() throws {
    let text = "\u{FEFF}\"a,b\",\"c \"\"d\"\"\"\r\n\"two\r\nlines\",2\r\n,\"\"\r\nlast,-1.5e3"
    let table = try CSVTable(parsing: text, file: "f")
    #expect(table.columns == ["a,b", "c \"d\""])
    #expect(table.rows == [["two\r\nlines", "2"], ["", ""], ["last", "-1.5e3"]])
    #expect(table.lines == [2, 4, 5])
  }

  @Test("other separators, and files without a header") func otherSeparatorsAndFiles() throws {
    let table = try CSVTable(parsing: "1;2\n3;4", hasHeader: false, separator: ";", file: "f")
    #expect(table.columns == ["column 1", "column 2"])
    #expect(try table.numbers() == [[1, 2], [3, 4]])
  }

  @Test("missing values are refused, replaced or dropped") func missingValuesAreRefused() throws {
    let table = try CSVTable(parsing: "a,b\n1,2\n,4\n5,NA\n?,nan\n7,8", file: "f")
    #expect(
      line { _ = try table.numbers() }
        == "f: no value in line 3, column \"a\" — \"\""
        + " — fill it in, drop incomplete rows, or say what replaces it")
    #expect(
      try table.numbers(missing: .replaced(with: -1))
        == [[1, 2], [-1, 4], [5, -1], [-1, -1], [7, 8]])
    let complete = table.droppingIncompleteRows()
    #expect(try complete.numbers() == [[1, 2], [7, 8]])
    #expect(complete.lines == [2, 6])
  }

  @Test("texts become labels in sorted order") func textsBecomeLabelsIn() throws {
    let table = try CSVTable(parsing: "x,kind\n1,setosa\n2,\"iris, blue\"\n3,setosa", file: "f")
    let (labels, classNames) = try table.labels(in: "kind")
    #expect(labels == [1, 0, 1])
    #expect(classNames == ["iris, blue", "setosa"])
    let gap = try CSVTable(parsing: "x,kind\n1,\n", file: "f")
    #expect(
      line { _ = try gap.labels(in: "kind") }.hasPrefix("f: no value in line 2, column \"kind\""))
  }

  @Test(
    "a cell that is no decimal number is named by line and column",
    arguments: ["0x1F", "inf", "1e99", "12a", "1 2", "--1", "١"])
  func aCellThatIs(cell: String) throws {
    let table = try CSVTable(parsing: "a,b\n1,2\n3,\(cell)\n", file: "f")
    #expect(
      line { _ = try table.numbers() }
        == "f: not a number in line 3, column \"b\" — \"\(cell)\""
        + " — correct the cell or leave out the column")
  }

  @Test("each kind of damage is named") func eachKindOfDamage() {
    let cases: [(String, String)] = [
      ("", "the table is empty — no line holds a value — check that this is the right file"),
      (
        "\n\r\n \n",
        "the table is empty — no line holds a value — check that this is the right file"
      ),
      (
        "a,b\n1,2\n\n3\n",
        "line 4 has another number of cells — 1, expected 2 — correct the line"
      ),
      ("a,b\n1,2,\n", "line 2 has another number of cells — 3, expected 2 — correct the line"),
      ("a,b,a\n", "two columns have the same name — \"a\" — rename one, or read without a header"),
      (
        "a\n1\n\"2\n3\n",
        "line 3 is not valid CSV — a quote that is never closed"
          + " — correct the line; inside quotes, a quote is written twice"
      ),
      (
        "a\n\"1\"2\n",
        "line 2 is not valid CSV — text after the closing quote"
          + " — correct the line; inside quotes, a quote is written twice"
      ),
      (
        "a\n5\" screen\n",
        "line 2 is not valid CSV — a quote inside an unquoted cell"
          + " — correct the line; inside quotes, a quote is written twice"
      ),
      ("a\n\0\n", "not a text file — it holds bytes that are not UTF-8 — save it as UTF-8"),
    ]
    for (text, message) in cases {
      #expect(line { _ = try CSVTable(parsing: text, file: "f") } == "f: \(message)")
    }
  }

  @Test("a table without records and an unknown column are named") func aTableWithoutRecords()
    throws
  {
    let table = try CSVTable(parsing: "a,b\n", file: "f")
    #expect(
      line { _ = try table.numbers() }
        == "f: the table has no records — 2 columns, 0 rows — check that this is the right file")
    #expect(
      line { _ = try table.numbers(in: ["c"]) }
        == "f: there is no column \"c\" — the columns are a, b — use one of these names")
  }

  @Test("a file in another encoding is refused") func aFileInAnother() throws {
    try withFolder { folder in
      let file = folder.appendingPathComponent("latin.csv")
      try Data([0x61, 0x0A, 0xE9, 0x0A]).write(to: file)
      #expect(
        line { _ = try CSVTable(contentsOf: file) }
          == "\(file.path): not a text file — it holds bytes that are not UTF-8 — save it as UTF-8")
    }
  }

  @Test("random damage never crashes the reader") func randomDamageNeverCrashes() {
    let text = Array("a,\"b\"\"c\"\r\n1,\"2\"\n,3\n".utf8)
    var generator = SeededGenerator(seed: 3)
    for _ in 0..<2_000 {
      var damaged = text
      for _ in 0...generator.below(3) {
        damaged[generator.below(damaged.count)] = [34, 44, 10, 13, 49, 97][generator.below(6)]
      }
      _ = try? CSVTable(parsing: String(decoding: damaged, as: UTF8.self), file: "f").numbers()
    }
  }
}
