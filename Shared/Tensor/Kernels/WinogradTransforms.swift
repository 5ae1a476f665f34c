// The transforms around the products of Winograd's convolution, of eight neighbouring tiles at a time.
// Each is given for one direction, and done by rows and then by columns.

/// A vector for each of four places of a tile.
typealias FourLanes = (Lanes, Lanes, Lanes, Lanes)

/// The transform of three weights.
func transformedWeights(_ g0: Float, _ g1: Float, _ g2: Float) -> SIMD4<Float> {
  SIMD4(g0, (g0 + g1 + g2) / 2, (g0 - g1 + g2) / 2, g2)
}

/// The transform of four pixels.
@inline(__always)
func transformedPixels(_ d: FourLanes) -> FourLanes {
  (d.0 - d.2, d.1 + d.2, d.2 - d.1, d.1 - d.3)
}

/// Two results from four products.
@inline(__always)
func transformedProducts(_ m: FourLanes) -> (Lanes, Lanes) {
  (m.0 + m.1 + m.2, m.1 - m.2 - m.3)
}

/// A row of four pixels of eight neighbouring tiles, transformed.
@inline(__always)
func transformedRow(_ pixels: Source) -> FourLanes {
  transformedPixels(
    (
      pixels.lanes(everySecond: true), (pixels + 1).lanes(everySecond: true),
      (pixels + 2).lanes(everySecond: true), (pixels + 3).lanes(everySecond: true)
    ))
}

/// The two rows of results of eight neighbouring tiles, from products that lie `size` apart.
@inline(__always)
func tileResults(_ products: Source, _ size: Int) -> (SIMD16<Float>, SIMD16<Float>) {
  func column(_ j: Int) -> (Lanes, Lanes) {
    let start = products + j * size
    return transformedProducts(
      (
        start.lanes, (start + 4 * size).lanes, (start + 8 * size).lanes, (start + 12 * size).lanes
      ))
  }
  let (c0, c1, c2, c3) = (column(0), column(1), column(2), column(3))
  return (
    pairs(transformedProducts((c0.0, c1.0, c2.0, c3.0))),
    pairs(transformedProducts((c0.1, c1.1, c2.1, c3.1)))
  )
}

/// Alternates the elements of two vectors.
@inline(__always)
private func pairs(_ lanes: (Lanes, Lanes)) -> SIMD16<Float> {
  var result = SIMD16<Float>()
  (result.evenHalf, result.oddHalf) = lanes
  return result
}

/// Writes four vectors that lie `distance` apart.
@inline(__always)
func store(_ lanes: FourLanes, to result: Destination, _ distance: Int) {
  result.store(lanes.0)
  (result + distance).store(lanes.1)
  (result + 2 * distance).store(lanes.2)
  (result + 3 * distance).store(lanes.3)
}

/// Writes the first `count` numbers.
@inline(__always)
func store(_ numbers: SIMD16<Float>, _ count: Int, to target: Destination) {
  if count == 2 * laneCount { return target.store(numbers) }
  for index in 0..<count { target[index] = numbers[index] }
}
