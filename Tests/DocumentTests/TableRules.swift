// A rule about tables: every row has as many cells as the head, no row stands outside a table, and no
// cell below the head "where" is empty.

extension Document {
  func brokenTables(in course: Course) -> [Problem] {
    raggedRows + strayRows + emptyPlaces
  }

  private var raggedRows: [Problem] {
    tables.flatMap { table in
      let width = table.header.cells.count
      return ([table.dashes] + table.rows).filter { $0.cells.count != width }.map { row in
        problem(
          row.line,
          "a row of \(row.cells.count) cells below a head of \(width)"
            + " — \(row.cells.first ?? "") — write a bar inside a cell as \\|")
      }
    }
  }

  private var strayRows: [Problem] {
    let inside = Set(
      tables.flatMap { table in ([table.header, table.dashes] + table.rows).map(\.line) })
    return lines.enumerated().filter { $1.hasPrefix("|") && !inside.contains($0 + 1) }.map {
      problem($0 + 1, "the row stands in no table — \($1.prefix(40))")
    }
  }

  private var emptyPlaces: [Problem] {
    tables.flatMap { $0.column("where") }.filter(\.cell.isEmpty).map {
      problem($0.line, "the row does not say where — name a section or a lab")
    }
  }
}
