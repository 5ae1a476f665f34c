// Twelve dot products at once, of three rows with four others: the inner loop of a kernel's gradient.

/// Rows of two operands, in several images.
struct DotTile {
  /// First of up to three rows in the first image.
  var rows: Source
  let rowStride: Int
  let rowImageStride: Int
  let patches: Source
  let patchImageStride: Int
  let images: Int
  /// Numbers in a row.
  let count: Int

  /// The dot products of each row with each of four others.
  ///
  /// - Parameters:
  ///   - height: How many of the three rows there are; for the others the last one is taken.
  ///   - starts: Where the four begin, counted from `patches`.
  /// - Returns: Four sums for each row.
  @inline(never)
  func compute(_ height: Int, _ starts: SIMD4<Int>) -> SIMD16<Float> {
    var sums = DotSums()
    let whole = count - count % vectorCount
    let (second, third) = (min(1, height - 1) * rowStride, min(2, height - 1) * rowStride)
    for image in 0..<images {
      let x = rows + image * rowImageStride
      let start = patches + image * patchImageStride
      let (y0, y1) = (start + starts[0], start + starts[1])
      let (y2, y3) = (start + starts[2], start + starts[3])
      for index in stride(from: 0, to: whole, by: vectorCount) {
        let row = x + index
        sums.add(
          row.vector, (row + second).vector, (row + third).vector,
          (y0 + index).vector, (y1 + index).vector, (y2 + index).vector, (y3 + index).vector)
      }
      let (row, rest) = (x + whole, count - whole)
      if rest == 0 { continue }
      sums.add(
        row.vector(rest), (row + second).vector(rest), (row + third).vector(rest),
        (y0 + whole).vector(rest), (y1 + whole).vector(rest), (y2 + whole).vector(rest),
        (y3 + whole).vector(rest))
    }
    return sums.totals
  }
}

/// Twelve registers of partial sums, three rows of four.
private struct DotSums {
  var (c00, c01, c02, c03) = (Vector(), Vector(), Vector(), Vector())
  var (c10, c11, c12, c13) = (Vector(), Vector(), Vector(), Vector())
  var (c20, c21, c22, c23) = (Vector(), Vector(), Vector(), Vector())

  /// Adds the product of each of three registers with each of four.
  @inline(__always)
  mutating func add(
    _ x0: Vector, _ x1: Vector, _ x2: Vector, _ y0: Vector, _ y1: Vector, _ y2: Vector, _ y3: Vector
  ) {
    (c00, c10, c20) = (multiplyAdd(x0, y0, c00), multiplyAdd(x1, y0, c10), multiplyAdd(x2, y0, c20))
    (c01, c11, c21) = (multiplyAdd(x0, y1, c01), multiplyAdd(x1, y1, c11), multiplyAdd(x2, y1, c21))
    (c02, c12, c22) = (multiplyAdd(x0, y2, c02), multiplyAdd(x1, y2, c12), multiplyAdd(x2, y2, c22))
    (c03, c13, c23) = (multiplyAdd(x0, y3, c03), multiplyAdd(x1, y3, c13), multiplyAdd(x2, y3, c23))
  }

  /// Each register's lanes added up, row by row.
  @inline(__always)
  var totals: SIMD16<Float> {
    SIMD16(
      total(c00), total(c01), total(c02), total(c03), total(c10), total(c11), total(c12),
      total(c13), total(c20), total(c21), total(c22), total(c23), 0, 0, 0, 0)
  }
}

/// The sum of all lanes, in halves.
@inline(__always)
private func total(_ vector: Vector) -> Float {
  #if WITH_AVX512
    let eight = vector.lowHalf + vector.highHalf
  #else
    let eight = vector
  #endif
  let four = eight.lowHalf + eight.highHalf
  let two = four.lowHalf + four.highHalf
  return two[0] + two[1]
}
