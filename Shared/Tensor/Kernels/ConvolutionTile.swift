// The innermost loops of a convolution: tiles of results that stay in registers.
//
// A tile has some output channels and some neighbouring windows. Each step takes one tap of the
// kernel in one input channel: it loads the pixels under the tap for all windows of the tile and the
// tap's weight for each output channel, and makes all their products.
//
//     ┌──┬──┐               ┌──┬──┬──┐              ┌──┬──┬──┬──┬──┬──┬──┬──┐
//     │  │  │               │  │  │  │              └──┴──┴──┴──┴──┴──┴──┴──┘
//     ├──┼──┤ 6 channels,   ├──┼──┼──┤ 4 channels,   1 channel, 8 registers
//        …    2 registers      …       3 registers
//
// Twelve sums that do not depend on each other hide the latency of the multiply-add and leave room
// for the operands. Six rows and four make every even number from four on, so that no row is wasted;
// the tile of one row is for what remains. AVX-512 has twice the registers: with eight channels by
// three registers, 24 sums, a step has fewer loads for each product.

typealias Offsets = UnsafePointer<Int>

/// Computes a tile: for each output channel the sum over all steps of weight · pixels.
///
/// - Parameters:
///   - weights: For each step the weights of the tile's output channels.
///   - pixels: First pixel of the first window.
///   - offsets: For each step the distance from there to the pixels under its tap.
///   - depth: Number of steps.
///   - c: First result; those of a channel are neighbours.
///   - cStride: Elements between the channels of `c`.
///   - adds: Whether to add to what is in `c`.
typealias ConvolutionTile = (
  _ weights: Source, _ pixels: Source, _ offsets: Offsets, _ depth: Int,
  _ c: Destination, _ cStride: Int, _ adds: Bool
) -> Void

/// The sums of one channel in two registers.
private struct Pair {
  var c0 = Vector()
  var c1 = Vector()

  @inline(__always)
  mutating func add(_ weight: Float, _ b0: Vector, _ b1: Vector) {
    let a = Vector(repeating: weight)
    (c0, c1) = (multiplyAdd(a, b0, c0), multiplyAdd(a, b1, c1))
  }

  @inline(__always)
  func store(to c: Destination, _ adds: Bool) {
    c.store(c0, adds: adds)
    (c + vectorCount).store(c1, adds: adds)
  }
}

/// The sums of one channel in three registers.
private struct Triple {
  var (c0, c1, c2) = (Vector(), Vector(), Vector())

  @inline(__always)
  mutating func add(_ weight: Float, _ b0: Vector, _ b1: Vector, _ b2: Vector) {
    let a = Vector(repeating: weight)
    (c0, c1, c2) = (multiplyAdd(a, b0, c0), multiplyAdd(a, b1, c1), multiplyAdd(a, b2, c2))
  }

  @inline(__always)
  func store(to c: Destination, _ adds: Bool) {
    c.store(c0, adds: adds)
    (c + vectorCount).store(c1, adds: adds)
    (c + 2 * vectorCount).store(c2, adds: adds)
  }
}

#if WITH_AVX512
  /// The tile of eight channels.
  func computeEight(
    _ weights: Source, _ pixels: Source, _ offsets: Offsets, _ depth: Int,
    _ c: Destination, _ cStride: Int, _ adds: Bool
  ) {
    var (c0, c1, c2, c3) = (Triple(), Triple(), Triple(), Triple())
    var (c4, c5, c6, c7) = (Triple(), Triple(), Triple(), Triple())
    var weight = weights
    for step in 0..<depth {
      let pixel = pixels + offsets[step]
      let (b0, b1, b2) = (
        pixel.vector, (pixel + vectorCount).vector, (pixel + 2 * vectorCount).vector
      )
      c0.add(weight[0], b0, b1, b2)
      c1.add(weight[1], b0, b1, b2)
      c2.add(weight[2], b0, b1, b2)
      c3.add(weight[3], b0, b1, b2)
      c4.add(weight[4], b0, b1, b2)
      c5.add(weight[5], b0, b1, b2)
      c6.add(weight[6], b0, b1, b2)
      c7.add(weight[7], b0, b1, b2)
      weight += 8
    }
    c0.store(to: c, adds)
    c1.store(to: c + cStride, adds)
    c2.store(to: c + 2 * cStride, adds)
    c3.store(to: c + 3 * cStride, adds)
    c4.store(to: c + 4 * cStride, adds)
    c5.store(to: c + 5 * cStride, adds)
    c6.store(to: c + 6 * cStride, adds)
    c7.store(to: c + 7 * cStride, adds)
  }

  /// The tile of eight channels and one register, for the last windows.
  func computeEightNarrow(
    _ weights: Source, _ pixels: Source, _ offsets: Offsets, _ depth: Int,
    _ c: Destination, _ cStride: Int, _ adds: Bool
  ) {
    var (c0, c1, c2, c3) = (Vector(), Vector(), Vector(), Vector())
    var (c4, c5, c6, c7) = (Vector(), Vector(), Vector(), Vector())
    var weight = weights
    for step in 0..<depth {
      let b = (pixels + offsets[step]).vector
      c0 = multiplyAdd(Vector(repeating: weight[0]), b, c0)
      c1 = multiplyAdd(Vector(repeating: weight[1]), b, c1)
      c2 = multiplyAdd(Vector(repeating: weight[2]), b, c2)
      c3 = multiplyAdd(Vector(repeating: weight[3]), b, c3)
      c4 = multiplyAdd(Vector(repeating: weight[4]), b, c4)
      c5 = multiplyAdd(Vector(repeating: weight[5]), b, c5)
      c6 = multiplyAdd(Vector(repeating: weight[6]), b, c6)
      c7 = multiplyAdd(Vector(repeating: weight[7]), b, c7)
      weight += 8
    }
    c.store(c0, adds: adds)
    (c + cStride).store(c1, adds: adds)
    (c + 2 * cStride).store(c2, adds: adds)
    (c + 3 * cStride).store(c3, adds: adds)
    (c + 4 * cStride).store(c4, adds: adds)
    (c + 5 * cStride).store(c5, adds: adds)
    (c + 6 * cStride).store(c6, adds: adds)
    (c + 7 * cStride).store(c7, adds: adds)
  }
#endif

/// The tile of six channels.
func computeSix(
  _ weights: Source, _ pixels: Source, _ offsets: Offsets, _ depth: Int,
  _ c: Destination, _ cStride: Int, _ adds: Bool
) {
  var (c0, c1, c2) = (Pair(), Pair(), Pair())
  var (c3, c4, c5) = (Pair(), Pair(), Pair())
  var weight = weights
  for step in 0..<depth {
    let pixel = pixels + offsets[step]
    let (b0, b1) = (pixel.vector, (pixel + vectorCount).vector)
    c0.add(weight[0], b0, b1)
    c1.add(weight[1], b0, b1)
    c2.add(weight[2], b0, b1)
    c3.add(weight[3], b0, b1)
    c4.add(weight[4], b0, b1)
    c5.add(weight[5], b0, b1)
    weight += 6
  }
  c0.store(to: c, adds)
  c1.store(to: c + cStride, adds)
  c2.store(to: c + 2 * cStride, adds)
  c3.store(to: c + 3 * cStride, adds)
  c4.store(to: c + 4 * cStride, adds)
  c5.store(to: c + 5 * cStride, adds)
}

/// The tile of four channels.
func computeFour(
  _ weights: Source, _ pixels: Source, _ offsets: Offsets, _ depth: Int,
  _ c: Destination, _ cStride: Int, _ adds: Bool
) {
  var (c0, c1) = (Triple(), Triple())
  var (c2, c3) = (Triple(), Triple())
  var weight = weights
  for step in 0..<depth {
    let pixel = pixels + offsets[step]
    let (b0, b1, b2) = (
      pixel.vector, (pixel + vectorCount).vector, (pixel + 2 * vectorCount).vector
    )
    c0.add(weight[0], b0, b1, b2)
    c1.add(weight[1], b0, b1, b2)
    c2.add(weight[2], b0, b1, b2)
    c3.add(weight[3], b0, b1, b2)
    weight += 4
  }
  c0.store(to: c, adds)
  c1.store(to: c + cStride, adds)
  c2.store(to: c + 2 * cStride, adds)
  c3.store(to: c + 3 * cStride, adds)
}

/// The tile of one channel.
func computeOne(
  _ weights: Source, _ pixels: Source, _ offsets: Offsets, _ depth: Int,
  _ c: Destination, _ cStride: Int, _ adds: Bool
) {
  var (c0, c1, c2, c3) = (Vector(), Vector(), Vector(), Vector())
  var (c4, c5, c6, c7) = (Vector(), Vector(), Vector(), Vector())
  for step in 0..<depth {
    let right = pixels + offsets[step]
    let a = Vector(repeating: weights[step])
    c0 = multiplyAdd(a, right.vector, c0)
    c1 = multiplyAdd(a, (right + vectorCount).vector, c1)
    c2 = multiplyAdd(a, (right + 2 * vectorCount).vector, c2)
    c3 = multiplyAdd(a, (right + 3 * vectorCount).vector, c3)
    c4 = multiplyAdd(a, (right + 4 * vectorCount).vector, c4)
    c5 = multiplyAdd(a, (right + 5 * vectorCount).vector, c5)
    c6 = multiplyAdd(a, (right + 6 * vectorCount).vector, c6)
    c7 = multiplyAdd(a, (right + 7 * vectorCount).vector, c7)
  }
  Pair(c0: c0, c1: c1).store(to: c, adds)
  Pair(c0: c2, c1: c3).store(to: c + 2 * vectorCount, adds)
  Pair(c0: c4, c1: c5).store(to: c + 4 * vectorCount, adds)
  Pair(c0: c6, c1: c7).store(to: c + 6 * vectorCount, adds)
}

/// The most numbers that a tile writes; it reads fewer behind the last pixel.
let tileSize = 24 * vectorCount
