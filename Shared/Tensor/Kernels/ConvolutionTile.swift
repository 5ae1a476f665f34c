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
  var (c00, c01, c10, c11, c20, c21) = (Wide(), Wide(), Wide(), Wide(), Wide(), Wide())
  var (c30, c31, c40, c41, c50, c51) = (Wide(), Wide(), Wide(), Wide(), Wide(), Wide())
  var left = weights
  for step in 0..<depth {
    let right = pixels + offsets[step]
    let (b0, b1) = (right.wide, (right + wideCount).wide)
    let a0 = Wide(repeating: left[0])
    (c00, c01) = (fused(a0, b0, c00), fused(a0, b1, c01))
    let a1 = Wide(repeating: left[1])
    (c10, c11) = (fused(a1, b0, c10), fused(a1, b1, c11))
    let a2 = Wide(repeating: left[2])
    (c20, c21) = (fused(a2, b0, c20), fused(a2, b1, c21))
    let a3 = Wide(repeating: left[3])
    (c30, c31) = (fused(a3, b0, c30), fused(a3, b1, c31))
    let a4 = Wide(repeating: left[4])
    (c40, c41) = (fused(a4, b0, c40), fused(a4, b1, c41))
    let a5 = Wide(repeating: left[5])
    (c50, c51) = (fused(a5, b0, c50), fused(a5, b1, c51))
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
  var (c00, c01, c02, c10, c11, c12) = (Wide(), Wide(), Wide(), Wide(), Wide(), Wide())
  var (c20, c21, c22, c30, c31, c32) = (Wide(), Wide(), Wide(), Wide(), Wide(), Wide())
  var left = weights
  for step in 0..<depth {
    let right = pixels + offsets[step]
    let (b0, b1, b2) = (right.wide, (right + wideCount).wide, (right + 2 * wideCount).wide)
    let a0 = Wide(repeating: left[0])
    (c00, c01, c02) = (fused(a0, b0, c00), fused(a0, b1, c01), fused(a0, b2, c02))
    let a1 = Wide(repeating: left[1])
    (c10, c11, c12) = (fused(a1, b0, c10), fused(a1, b1, c11), fused(a1, b2, c12))
    let a2 = Wide(repeating: left[2])
    (c20, c21, c22) = (fused(a2, b0, c20), fused(a2, b1, c21), fused(a2, b2, c22))
    let a3 = Wide(repeating: left[3])
    (c30, c31, c32) = (fused(a3, b0, c30), fused(a3, b1, c31), fused(a3, b2, c32))
    left += 4
  }
  store(c, adds, c00, c01)
  (c + 2 * wideCount).store(c02, adds: adds)
  store(c + cStride, adds, c10, c11)
  (c + (cStride + 2 * wideCount)).store(c12, adds: adds)
  store(c + 2 * cStride, adds, c20, c21)
  (c + (2 * cStride + 2 * wideCount)).store(c22, adds: adds)
  store(c + 3 * cStride, adds, c30, c31)
  (c + (3 * cStride + 2 * wideCount)).store(c32, adds: adds)
}

/// The tile of one channel.
func computeOne(
  _ weights: Source, _ pixels: Source, _ offsets: Offsets, _ depth: Int,
  _ c: Destination, _ cStride: Int, _ adds: Bool
) {
  var (c0, c1, c2, c3) = (Wide(), Wide(), Wide(), Wide())
  var (c4, c5, c6, c7) = (Wide(), Wide(), Wide(), Wide())
  for step in 0..<depth {
    let right = pixels + offsets[step]
    let a = Wide(repeating: weights[step])
    c0 = fused(a, right.wide, c0)
    c1 = fused(a, (right + wideCount).wide, c1)
    c2 = fused(a, (right + 2 * wideCount).wide, c2)
    c3 = fused(a, (right + 3 * wideCount).wide, c3)
    c4 = fused(a, (right + 4 * wideCount).wide, c4)
    c5 = fused(a, (right + 5 * wideCount).wide, c5)
    c6 = fused(a, (right + 6 * wideCount).wide, c6)
    c7 = fused(a, (right + 7 * wideCount).wide, c7)
  }
  store(c, adds, c0, c1)
  store(c + 2 * wideCount, adds, c2, c3)
  store(c + 4 * wideCount, adds, c4, c5)
  store(c + 6 * wideCount, adds, c6, c7)
}

@inline(__always)
private func store(_ c: Destination, _ adds: Bool, _ first: Wide, _ second: Wide) {
  c.store(first, adds: adds)
  (c + wideCount).store(second, adds: adds)
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
      Band(channels: 0..<first, height: 6, width: 2 * wideCount, compute: computeSix),
      Band(channels: first..<second, height: 4, width: 3 * wideCount, compute: computeFour),
      Band(channels: second..<count, height: 1, width: 8 * wideCount, compute: computeOne),
    ]
  }
}

/// Numbers that a tile may read behind the last pixel, and the most that it writes.
let tileSlack = 12 * wideCount
