// What a table is read for: numbers and class labels, with errors that name line and column.

import Shared

/// What stands for a cell without a value.
public enum MissingValue: Equatable, Sendable {
  /// Nothing does: it is an error that names the line and the column.
  case refused
  /// This number does.
  case replaced(with: Float)
}

extension CSVTable {
  /// The cells of some columns as numbers.
  ///
  /// - Parameters:
  ///   - names: The columns, in this order; all of them if `nil`.
  ///   - missing: What an empty cell (or `NA`, `N/A`, `NaN`, `null`, `?`) becomes.
  /// - Returns: The values, shape [N, F] for N records and F columns.
  /// - Throws: `DataError` for an unknown column, no records, or a cell that is no finite decimal
  ///   number.
  public func numbers(
    in names: [String]? = nil, missing: MissingValue = .refused
  ) throws -> Tensor {
    let indices = try (names ?? columns).map(index)
    guard !rows.isEmpty else { throw noRecords }
    var values: [Float] = []
    values.reserveCapacity(rows.count * indices.count)
    for row in rows.indices {
      for column in indices { values.append(try number(row, column, missing)) }
    }
    return Tensor(values, shape: [rows.count, indices.count])
  }

  /// A column of classes, each distinct text being one.
  ///
  /// - Returns: For each record the place of its text in `classNames`, which are sorted.
  /// - Throws: `DataError` for an unknown column, no records, or a missing value.
  public func labels(in name: String) throws -> (labels: [Int], classNames: [String]) {
    let column = try index(of: name)
    guard !rows.isEmpty else { throw noRecords }
    for row in rows.indices where Self.isMissing(rows[row][column]) {
      throw missingValue(row, column)
    }
    let classNames = Set(rows.map { $0[column] }).sorted()
    let places = Dictionary(uniqueKeysWithValues: zip(classNames, 0...))
    return (rows.compactMap { places[$0[column]] }, classNames)
  }
}

extension CSVTable {
  private func index(of name: String) throws -> Int {
    guard let index = columns.firstIndex(of: name) else {
      throw DataError(
        file: file, problem: "there is no column \"\(name)\"",
        values: "the columns are \(columns.joined(separator: ", "))",
        remedy: "use one of these names")
    }
    return index
  }

  private func number(_ row: Int, _ column: Int, _ missing: MissingValue) throws -> Float {
    let cell = rows[row][column]
    if Self.isMissing(cell) {
      guard case .replaced(let value) = missing else { throw missingValue(row, column) }
      return value
    }
    // Float(_:) also reads hexadecimal digits, "inf" and "nan", which no table means.
    let isDecimal = cell.utf8.allSatisfy { (48...57).contains($0) || "+-.eE".utf8.contains($0) }
    guard isDecimal, let value = Float(cell), value.isFinite else {
      throw DataError(
        file: file, problem: "not a number in \(place(row, column))",
        values: "\"\(cell.prefix(40))\"", remedy: "correct the cell or leave out the column")
    }
    return value
  }

  private func missingValue(_ row: Int, _ column: Int) -> DataError {
    DataError(
      file: file, problem: "no value in \(place(row, column))",
      values: "\"\(rows[row][column])\"",
      remedy: "fill it in, drop incomplete rows, or say what replaces it")
  }

  private var noRecords: DataError {
    DataError(
      file: file, problem: "the table has no records", values: "\(columns.count) columns, 0 rows",
      remedy: "check that this is the right file")
  }

  private func place(_ row: Int, _ column: Int) -> String {
    "line \(lines[row]), column \"\(columns[column].prefix(40))\""
  }
}
