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
    let whole = count - count % wideCount
    let (second, third) = (min(1, height - 1) * rowStride, min(2, height - 1) * rowStride)
    for image in 0..<images {
      let x = rows + image * rowImageStride
      let start = patches + image * patchImageStride
      let (y0, y1) = (start + starts[0], start + starts[1])
      let (y2, y3) = (start + starts[2], start + starts[3])
      for index in stride(from: 0, to: whole, by: wideCount) {
        let row = x + index
        sums.add(
          row.wide, (row + second).wide, (row + third).wide,
          (y0 + index).wide, (y1 + index).wide, (y2 + index).wide, (y3 + index).wide)
      }
      let (row, rest) = (x + whole, count - whole)
      if rest == 0 { continue }
      sums.add(
        row.wide(rest), (row + second).wide(rest), (row + third).wide(rest),
        (y0 + whole).wide(rest), (y1 + whole).wide(rest), (y2 + whole).wide(rest),
        (y3 + whole).wide(rest))
    }
    return sums.totals
  }
}

/// Twelve registers of partial sums, three rows of four.
private struct DotSums {
  var (c00, c01, c02, c03) = (Wide(), Wide(), Wide(), Wide())
  var (c10, c11, c12, c13) = (Wide(), Wide(), Wide(), Wide())
  var (c20, c21, c22, c23) = (Wide(), Wide(), Wide(), Wide())

  /// Adds the product of each of three registers with each of four.
  @inline(__always)
  mutating func add(
    _ x0: Wide, _ x1: Wide, _ x2: Wide, _ y0: Wide, _ y1: Wide, _ y2: Wide, _ y3: Wide
  ) {
    (c00, c10, c20) = (fused(x0, y0, c00), fused(x1, y0, c10), fused(x2, y0, c20))
    (c01, c11, c21) = (fused(x0, y1, c01), fused(x1, y1, c11), fused(x2, y1, c21))
    (c02, c12, c22) = (fused(x0, y2, c02), fused(x1, y2, c12), fused(x2, y2, c22))
    (c03, c13, c23) = (fused(x0, y3, c03), fused(x1, y3, c13), fused(x2, y3, c23))
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
private func total(_ wide: Wide) -> Float {
  #if WITH_AVX512
    let eight = wide.lowHalf + wide.highHalf
  #else
    let eight = wide
  #endif
  let four = eight.lowHalf + eight.highHalf
  let two = four.lowHalf + four.highHalf
  return two[0] + two[1]
}
