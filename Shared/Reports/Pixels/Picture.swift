// A small image of one channel, the common ground of image grids on paper and in the terminal.

/// A rectangle of numbers to be looked at: a digit, a filter, a row of weights.
public struct Picture: Sendable, Equatable {
  /// Pixels in a row.
  public let width: Int
  /// Rows.
  public let height: Int
  /// The pixels row by row, `width * height` of them.
  public let values: [Double]

  /// Takes pixels row by row; what is missing at the end is no number, what is too much is left out.
  public init(width: Int, height: Int, _ values: some PlotValues) {
    self.width = max(0, width)
    self.height = max(0, height)
    let given = values.plotValues.prefix(self.width * self.height)
    let missing = self.width * self.height - given.count
    self.values = Array(given) + Array(repeating: .nan, count: missing)
  }

  /// The picture made smaller to fit into `limit` columns, each new pixel the mean of a block.
  func scaledDown(toWidth limit: Int) -> Picture {
    guard width > limit, limit > 0 else { return self }
    let block = (width + limit - 1) / limit
    let (columns, rows) = ((width + block - 1) / block, (height + block - 1) / block)
    let means = (0..<(rows * columns)).map { index in
      mean(rows: index / columns * block, columns: index % columns * block, block: block)
    }
    return Picture(width: columns, height: rows, means)
  }

  private func mean(rows row: Int, columns column: Int, block: Int) -> Double {
    var (sum, count) = (0.0, 0.0)
    for y in row..<min(height, row + block) {
      for x in column..<min(width, column + block) where values[y * width + x].isFinite {
        sum += values[y * width + x]
        count += 1
      }
    }
    return count > 0 ? sum / count : .nan
  }
}
