// Many dot products at once, of some rows with six others: the inner loop of a kernel's gradient.

#if WITH_AVX512
  /// Rows of the tile: with 32 registers 24 sums and the operands.
  let dotRows = 4
#else
  /// Rows of the tile: with 16 registers 12 sums and the operands.
  let dotRows = 2
#endif

/// Rows that each row of the tile is multiplied with.
let dotColumns = 6

/// Rows of two operands, in several images.
struct DotTile {
  /// First of up to `dotRows` rows in the first image.
  var rows: Source
  let rowStride: Int
  let rowImageStride: Int
  let patches: Source
  let patchImageStride: Int
  let images: Int
  /// Numbers in a row.
  let count: Int

  /// Computes the dot products of each row with each of six others.
  ///
  /// - Parameters:
  ///   - height: How many rows there are; for the others the last one is taken.
  ///   - starts: Where the six begin, counted from `patches`.
  ///   - sums: Six sums for each row.
  @inline(never)
  func compute(_ height: Int, _ starts: SIMD8<Int>, to sums: Destination) {
    var (c0, c1) = (DotSums(), DotSums())
    let second = min(1, height - 1) * rowStride
    #if WITH_AVX512
      var (c2, c3) = (DotSums(), DotSums())
      let (third, fourth) = (min(2, height - 1) * rowStride, min(3, height - 1) * rowStride)
    #endif
    for image in 0..<images {
      let row = rows + image * rowImageStride
      let start = patches + image * patchImageStride
      let (s0, s1, s2) = (start + starts[0], start + starts[1], start + starts[2])
      let (s3, s4, s5) = (start + starts[3], start + starts[4], start + starts[5])
      var index = 0
      while index + vectorCount <= count {
        let y = (
          (s0 + index).vector, (s1 + index).vector, (s2 + index).vector, (s3 + index).vector,
          (s4 + index).vector, (s5 + index).vector
        )
        c0.add((row + index).vector, y)
        c1.add((row + (second + index)).vector, y)
        #if WITH_AVX512
          c2.add((row + (third + index)).vector, y)
          c3.add((row + (fourth + index)).vector, y)
        #endif
        index += vectorCount
      }
      if index == count { continue }
      let rest = count - index
      let y = (
        (s0 + index).vector(rest), (s1 + index).vector(rest), (s2 + index).vector(rest),
        (s3 + index).vector(rest), (s4 + index).vector(rest), (s5 + index).vector(rest)
      )
      c0.add((row + index).vector(rest), y)
      c1.add((row + (second + index)).vector(rest), y)
      #if WITH_AVX512
        c2.add((row + (third + index)).vector(rest), y)
        c3.add((row + (fourth + index)).vector(rest), y)
      #endif
    }
    c0.store(to: sums)
    c1.store(to: sums + dotColumns)
    #if WITH_AVX512
      c2.store(to: sums + 2 * dotColumns)
      c3.store(to: sums + 3 * dotColumns)
    #endif
  }
}

/// Partial sums of one row with six others, a register each.
private struct DotSums {
  var (c0, c1, c2) = (Vector(), Vector(), Vector())
  var (c3, c4, c5) = (Vector(), Vector(), Vector())

  @inline(__always)
  mutating func add(_ x: Vector, _ y: (Vector, Vector, Vector, Vector, Vector, Vector)) {
    (c0, c1, c2) = (multiplyAdd(x, y.0, c0), multiplyAdd(x, y.1, c1), multiplyAdd(x, y.2, c2))
    (c3, c4, c5) = (multiplyAdd(x, y.3, c3), multiplyAdd(x, y.4, c4), multiplyAdd(x, y.5, c5))
  }

  /// Adds up the lanes of each register.
  @inline(__always)
  func store(to sums: Destination) {
    (sums[0], sums[1], sums[2]) = (total(c0), total(c1), total(c2))
    (sums[3], sums[4], sums[5]) = (total(c3), total(c4), total(c5))
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
