// Comma-separated values (Shafranovich, RFC 4180, 2005): records of cells, a cell in quotes where
// it holds a comma, a line break or a quote. Every record knows its line, so that an error can name
// it.

import Foundation
import Shared

/// A table of text cells with named columns.
///
///     let table = try CSVTable(parsing: "size,price\n50,120\n80,\n", file: "flats.csv")
///     table.columns                                        // ["size", "price"]
///     try table.droppingIncompleteRows().numbers()         // [[50.0, 120.0]]
public struct CSVTable: Equatable, Sendable {
  /// The columns' names: the first record, or `column 1`, `column 2`, … in a file without a header.
  public let columns: [String]
  /// The records, each as long as `columns`.
  public let rows: [[String]]
  /// The line on which each record begins, counted from 1.
  public let lines: [Int]
  /// The name that errors show.
  public let file: String

  /// Reads a file of at most 32 MiB, plain or gzip, in UTF-8.
  ///
  /// - Parameters:
  ///   - url: The file.
  ///   - hasHeader: Whether the first record names the columns.
  ///   - separator: The byte between cells, an ASCII character.
  /// - Throws: `DataError`, naming the line of a record that is not sound.
  public init(
    contentsOf url: URL, hasHeader: Bool = true, separator: Character = ","
  ) throws {
    let file = try FileBytes(contentsOf: url, maximum: 32 << 20)
    try self.init(file.bytes, hasHeader: hasHeader, separator: separator, file: file.name)
  }

  /// Parses text that is at hand; see `init(contentsOf:hasHeader:separator:)`.
  public init(
    parsing text: String, hasHeader: Bool = true, separator: Character = ",", file: String
  ) throws {
    try self.init(Array(text.utf8), hasHeader: hasHeader, separator: separator, file: file)
  }

  private init(
    _ bytes: [UInt8], hasHeader: Bool, separator: Character, file: String
  ) throws {
    require(
      separator.asciiValue.map { $0 != 10 && $0 != 13 && $0 != 34 } ?? false,
      "CSVTable: the separator is not usable: \(separator) — use a comma, semicolon or tab")
    var scanner = try CSVScanner(bytes, separator: separator.asciiValue ?? 44, file: file)
    let records = try scanner.records()
    guard let first = records.first else {
      throw DataError(
        file: file, problem: "the table is empty", values: "no line holds a value",
        remedy: "check that this is the right file")
    }
    columns =
      hasHeader ? first.cells : first.cells.indices.map { "column \($0 + 1)" }
    rows = records.dropFirst(hasHeader ? 1 : 0).map(\.cells)
    lines = records.dropFirst(hasHeader ? 1 : 0).map(\.line)
    self.file = file
    try checkShape()
  }

  private init(_ table: CSVTable, keeping indices: [Int]) {
    (columns, file) = (table.columns, table.file)
    rows = indices.map { table.rows[$0] }
    lines = indices.map { table.lines[$0] }
  }

  /// The table without the records that miss a value.
  public func droppingIncompleteRows() -> CSVTable {
    CSVTable(self, keeping: rows.indices.filter { !rows[$0].contains(where: Self.isMissing) })
  }

  /// Whether a cell holds no value: empty, `NA`, `N/A`, `NaN`, `null` or `?`.
  static func isMissing(_ cell: String) -> Bool {
    ["", "na", "n/a", "nan", "null", "?"].contains(cell.lowercased())
  }

  private func checkShape() throws {
    if let twice = Dictionary(grouping: columns, by: { $0 }).filter({ $1.count > 1 }).keys.min() {
      throw DataError(
        file: file, problem: "two columns have the same name", values: "\"\(twice)\"",
        remedy: "rename one, or read without a header")
    }
    for (row, line) in zip(rows, lines) where row.count != columns.count {
      throw DataError(
        file: file, problem: "line \(line) has another number of cells",
        values: "\(row.count), expected \(columns.count)", remedy: "correct the line")
    }
  }
}
