// The line along which a field is zero, by marching squares (Lorensen and Cline, 1987, in the plane).

/// A field of numbers on a grid, row by row from the top.
struct Grid: Sendable {
  let columns: Int
  let rows: Int
  let values: [Double]

  subscript(row: Int, column: Int) -> Double { values[row * columns + column] }

  /// Short lines between points (column, row) where the field changes its sign; values that are not
  /// numbers have no line beside them.
  var zeroSegments: [[(column: Double, row: Double)]] {
    guard rows > 1, columns > 1 else { return [] }
    return (0..<(rows - 1)).flatMap { row in
      (0..<(columns - 1)).flatMap { segments(row, $0) }
    }
  }

  private func segments(_ row: Int, _ column: Int) -> [[(column: Double, row: Double)]] {
    let corners = [(row, column), (row, column + 1), (row + 1, column + 1), (row + 1, column)]
    guard corners.allSatisfy({ self[$0.0, $0.1].isFinite }) else { return [] }
    let crossings = (0..<4).compactMap { edge in
      crossing(from: corners[edge], to: corners[(edge + 1) % 4])
    }
    return stride(from: 0, to: crossings.count - 1, by: 2).map {
      [crossings[$0], crossings[$0 + 1]]
    }
  }

  private func crossing(
    from a: (Int, Int), to b: (Int, Int)
  ) -> (column: Double, row: Double)? {
    let (low, high) = (self[a.0, a.1], self[b.0, b.1])
    guard (low > 0) != (high > 0) else { return nil }
    let share = low / (low - high)
    return (
      Double(a.1) + share * Double(b.1 - a.1), Double(a.0) + share * Double(b.0 - a.0)
    )
  }
}
