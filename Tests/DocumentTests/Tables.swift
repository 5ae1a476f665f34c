// The tables of a document, cell by cell.

import Foundation

/// A row of a table as it is written.
struct Row {
  let line: Int
  let cells: [String]
}

/// A table: the row that heads it, and those below the line of dashes.
struct Table {
  let header: Row
  let dashes: Row
  let rows: [Row]

  /// The cells of a column, with their lines; none when no column has that head.
  func column(_ head: String) -> [(line: Int, cell: String)] {
    guard let index = header.cells.firstIndex(of: head) else { return [] }
    return rows.map { ($0.line, index < $0.cells.count ? $0.cells[index] : "") }
  }
}

extension Document {
  /// The tables in order: a line of dashes makes one, with the row above and those below it.
  func readTables() -> [Table] {
    var (tables, index): ([Table], Int) = ([], 1)
    while index < lines.count {
      let dashes = lines[index]
      if dashes.contains("|"), dashes.wholeMatch(of: #/[ |:-]*-[ |:-]*/#) != nil {
        let rows = lines[(index + 1)...].prefix { !$0.allSatisfy(\.isWhitespace) }
        tables.append(
          Table(header: row(index - 1), dashes: row(index), rows: rows.indices.map(row)))
        index = rows.endIndex
      }
      index += 1
    }
    return tables
  }

  /// A cell ends at a `|` without a backslash before it, in code too: so does GitHub read tables.
  private func row(_ index: Int) -> Row {
    var line = lines[index].replacing("\\|", with: "\u{0}").trimmingCharacters(in: .whitespaces)
    if line.first == "|" { line.removeFirst() }
    if line.last == "|" { line.removeLast() }
    let cells = line.split(separator: "|", omittingEmptySubsequences: false).map {
      $0.trimmingCharacters(in: .whitespaces).replacing("\u{0}", with: "|")
    }
    return Row(line: index + 1, cells: cells)
  }
}
