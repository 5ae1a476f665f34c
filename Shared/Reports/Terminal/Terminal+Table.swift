// A small table in text.

extension Terminal {
  /// A table with aligned columns; columns that hold numbers are set flush right, and the widest
  /// ones are cut where the terminal is too narrow.
  public func table(columns names: [String], rows: [[String]]) -> String {
    let cells = ([names] + rows).map { row in
      names.indices.map { printable($0 < row.count ? row[$0] : "") }
    }
    let numeric = names.indices.map { column in
      let filled = cells.dropFirst().map { $0[column] }.filter { !$0.isEmpty }
      return !filled.isEmpty && filled.allSatisfy(looksNumeric)
    }
    let widths = fitted(
      names.indices.map { column in cells.map { columns(of: $0[column]) }.max() ?? 0 })
    let rule = widths.map { String(repeating: hasUnicode ? "─" : "-", count: $0) }
    let lines = cells.map { row in
      names.indices.map { padded(row[$0], to: widths[$0], onLeft: numeric[$0]) }
    }
    return ([lines[0], rule] + lines.dropFirst()).map { line in
      trimmedEnd(line.joined(separator: "  "))
    }.joined(separator: "\n")
  }

  /// Takes room from the widest column until the table fits.
  private func fitted(_ widths: [Int]) -> [Int] {
    var result = widths
    while result.reduce(0, +) + 2 * max(0, result.count - 1) > width {
      guard let widest = result.indices.max(by: { result[$0] < result[$1] }), result[widest] > 3
      else { break }
      result[widest] -= 1
    }
    return result
  }
}

private func trimmedEnd(_ text: String) -> String {
  var result = text
  while result.last == " " { result.removeLast() }
  return result
}
