// The innermost loops of a convolution: tiles of results that stay in registers.
//
// A tile has some output channels and some neighbouring windows. Each step takes one tap of the
// kernel in one input channel: it loads the pixels under the tap for all windows of the tile and the
// tap's weight for each output channel, and makes all their products.
//
//       6 channels × 2 registers     4 channels × 3 registers     1 channel × 8 registers
//
// Twelve sums that do not depend on each other hide the latency of the multiply-add and leave room
// for the operands. Six rows and four make every even number from four on, so that no row is wasted;
// the tile of one row is for what remains.

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

/// The tile of six channels.
func computeSix(
  _ weights: Source, _ pixels: Source, _ offsets: Offsets, _ depth: Int,
  _ c: Destination, _ cStride: Int, _ adds: Bool
) {
  var (c00, c01, c10, c11, c20, c21) = (Vector(), Vector(), Vector(), Vector(), Vector(), Vector())
  var (c30, c31, c40, c41, c50, c51) = (Vector(), Vector(), Vector(), Vector(), Vector(), Vector())
  var left = weights
  for step in 0..<depth {
    let right = pixels + offsets[step]
    let (b0, b1) = (right.vector, (right + vectorCount).vector)
    let a0 = Vector(repeating: left[0])
    (c00, c01) = (multiplyAdd(a0, b0, c00), multiplyAdd(a0, b1, c01))
    let a1 = Vector(repeating: left[1])
    (c10, c11) = (multiplyAdd(a1, b0, c10), multiplyAdd(a1, b1, c11))
    let a2 = Vector(repeating: left[2])
    (c20, c21) = (multiplyAdd(a2, b0, c20), multiplyAdd(a2, b1, c21))
    let a3 = Vector(repeating: left[3])
    (c30, c31) = (multiplyAdd(a3, b0, c30), multiplyAdd(a3, b1, c31))
    let a4 = Vector(repeating: left[4])
    (c40, c41) = (multiplyAdd(a4, b0, c40), multiplyAdd(a4, b1, c41))
    let a5 = Vector(repeating: left[5])
    (c50, c51) = (multiplyAdd(a5, b0, c50), multiplyAdd(a5, b1, c51))
    left += 6
  }
  store(c, adds, c00, c01)
  store(c + cStride, adds, c10, c11)
  store(c + 2 * cStride, adds, c20, c21)
  store(c + 3 * cStride, adds, c30, c31)
  store(c + 4 * cStride, adds, c40, c41)
  store(c + 5 * cStride, adds, c50, c51)
}

/// The tile of four channels.
func computeFour(
  _ weights: Source, _ pixels: Source, _ offsets: Offsets, _ depth: Int,
  _ c: Destination, _ cStride: Int, _ adds: Bool
) {
  var (c00, c01, c02, c10, c11, c12) = (Vector(), Vector(), Vector(), Vector(), Vector(), Vector())
  var (c20, c21, c22, c30, c31, c32) = (Vector(), Vector(), Vector(), Vector(), Vector(), Vector())
  var left = weights
  for step in 0..<depth {
    let right = pixels + offsets[step]
    let (b0, b1, b2) = (
      right.vector, (right + vectorCount).vector, (right + 2 * vectorCount).vector
    )
    let a0 = Vector(repeating: left[0])
    (c00, c01, c02) = (multiplyAdd(a0, b0, c00), multiplyAdd(a0, b1, c01), multiplyAdd(a0, b2, c02))
    let a1 = Vector(repeating: left[1])
    (c10, c11, c12) = (multiplyAdd(a1, b0, c10), multiplyAdd(a1, b1, c11), multiplyAdd(a1, b2, c12))
    let a2 = Vector(repeating: left[2])
    (c20, c21, c22) = (multiplyAdd(a2, b0, c20), multiplyAdd(a2, b1, c21), multiplyAdd(a2, b2, c22))
    let a3 = Vector(repeating: left[3])
    (c30, c31, c32) = (multiplyAdd(a3, b0, c30), multiplyAdd(a3, b1, c31), multiplyAdd(a3, b2, c32))
    left += 4
  }
  store(c, adds, c00, c01)
  (c + 2 * vectorCount).store(c02, adds: adds)
  store(c + cStride, adds, c10, c11)
  (c + (cStride + 2 * vectorCount)).store(c12, adds: adds)
  store(c + 2 * cStride, adds, c20, c21)
  (c + (2 * cStride + 2 * vectorCount)).store(c22, adds: adds)
  store(c + 3 * cStride, adds, c30, c31)
  (c + (3 * cStride + 2 * vectorCount)).store(c32, adds: adds)
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
  store(c, adds, c0, c1)
  store(c + 2 * vectorCount, adds, c2, c3)
  store(c + 4 * vectorCount, adds, c4, c5)
  store(c + 6 * vectorCount, adds, c6, c7)
}

@inline(__always)
private func store(_ c: Destination, _ adds: Bool, _ first: Vector, _ second: Vector) {
  c.store(first, adds: adds)
  (c + vectorCount).store(second, adds: adds)
}

/// Output channels that are computed with tiles of one form.
struct Band {
  let channels: Range<Int>
  let height: Int
  let width: Int
  let compute: ConvolutionTile

  /// The bands that make up a number of output channels: tiles of six, of four and of one.
  static func bands(_ count: Int) -> [Band] {
    let even = count - count % 2
    let fours = even < 4 ? 0 : [0, 2, 1][even % 6 / 2]
    let sixes = max(0, (even - 4 * fours) / 6)
    let (first, second) = (6 * sixes, 6 * sixes + 4 * fours)
    return [
      Band(channels: 0..<first, height: 6, width: 2 * vectorCount, compute: computeSix),
      Band(channels: first..<second, height: 4, width: 3 * vectorCount, compute: computeFour),
      Band(channels: second..<count, height: 1, width: 8 * vectorCount, compute: computeOne),
    ]
  }
}

/// Numbers that a tile may read behind the last pixel, and the most that it writes.
let tileSlack = 12 * vectorCount
