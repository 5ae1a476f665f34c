// Rows become columns, eight by eight in registers.

/// Alternates the elements of two halves: the first four of each, then the last four of each.
@inline(__always)
private func interleave(_ a: Lanes, _ b: Lanes) -> (Lanes, Lanes) {
  var (low, high) = (Lanes(), Lanes())
  (low.evenHalf, low.oddHalf) = (a.lowHalf, b.lowHalf)
  (high.evenHalf, high.oddHalf) = (a.highHalf, b.highHalf)
  return (low, high)
}

/// Copies a block of 8 × 8 elements and exchanges its rows and columns.
///
/// Interleaving rows i and i + 4 three times moves each element to its transposed place, as cutting a
/// deck of cards and shuffling it perfectly does.
///
/// With fewer `rows`, the elements in place of the missing ones are of no meaning.
@inline(__always)
func transposeBlock(
  _ x: Source, _ stride: Int, to y: Destination, _ yStride: Int, rows: Int = laneCount
) {
  let last = rows &- 1
  var (r0, r1, r2, r3) = (
    x.lanes, (x + stride).lanes, (x + 2 &* stride).lanes, (x + 3 &* stride).lanes
  )
  var (r4, r5, r6, r7) = (
    (x + 4 &* stride).lanes, (x + 5 &* stride).lanes, (x + min(6, last) &* stride).lanes,
    (x + min(7, last) &* stride).lanes
  )
  for _ in 0..<3 {
    let ((s0, s1), (s2, s3)) = (interleave(r0, r4), interleave(r1, r5))
    let ((s4, s5), (s6, s7)) = (interleave(r2, r6), interleave(r3, r7))
    (r0, r1, r2, r3, r4, r5, r6, r7) = (s0, s1, s2, s3, s4, s5, s6, s7)
  }
  y.store(r0)
  (y + yStride).store(r1)
  (y + 2 &* yStride).store(r2)
  (y + 3 &* yStride).store(r3)
  (y + 4 &* yStride).store(r4)
  (y + 5 &* yStride).store(r5)
  (y + 6 &* yStride).store(r6)
  (y + 7 &* yStride).store(r7)
}
