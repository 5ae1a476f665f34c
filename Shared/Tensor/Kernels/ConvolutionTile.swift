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

/// Tiles with a row of registers for each channel.
enum RegisterTile<Sums: RegisterRow> {
  /// The tile of eight channels.
  static func eight(
    _ weights: Source, _ pixels: Source, _ offsets: Offsets, _ depth: Int,
    _ c: Destination, _ cStride: Int, _ adds: Bool
  ) {
    var (c0, c1, c2, c3) = (Sums(), Sums(), Sums(), Sums())
    var (c4, c5, c6, c7) = (Sums(), Sums(), Sums(), Sums())
    var weight = weights
    for step in 0..<depth {
      let pixel = pixels + offsets[step]
      c0.add(weight[0], pixel)
      c1.add(weight[1], pixel)
      c2.add(weight[2], pixel)
      c3.add(weight[3], pixel)
      c4.add(weight[4], pixel)
      c5.add(weight[5], pixel)
      c6.add(weight[6], pixel)
      c7.add(weight[7], pixel)
      weight += 8
    }
    c0.store(to: c, adds: adds)
    c1.store(to: c + cStride, adds: adds)
    c2.store(to: c + 2 * cStride, adds: adds)
    c3.store(to: c + 3 * cStride, adds: adds)
    c4.store(to: c + 4 * cStride, adds: adds)
    c5.store(to: c + 5 * cStride, adds: adds)
    c6.store(to: c + 6 * cStride, adds: adds)
    c7.store(to: c + 7 * cStride, adds: adds)
  }

  /// The tile of six channels.
  static func six(
    _ weights: Source, _ pixels: Source, _ offsets: Offsets, _ depth: Int,
    _ c: Destination, _ cStride: Int, _ adds: Bool
  ) {
    var (c0, c1, c2, c3, c4, c5) = (Sums(), Sums(), Sums(), Sums(), Sums(), Sums())
    var weight = weights
    for step in 0..<depth {
      let pixel = pixels + offsets[step]
      c0.add(weight[0], pixel)
      c1.add(weight[1], pixel)
      c2.add(weight[2], pixel)
      c3.add(weight[3], pixel)
      c4.add(weight[4], pixel)
      c5.add(weight[5], pixel)
      weight += 6
    }
    c0.store(to: c, adds: adds)
    c1.store(to: c + cStride, adds: adds)
    c2.store(to: c + 2 * cStride, adds: adds)
    c3.store(to: c + 3 * cStride, adds: adds)
    c4.store(to: c + 4 * cStride, adds: adds)
    c5.store(to: c + 5 * cStride, adds: adds)
  }

  /// The tile of four channels.
  static func four(
    _ weights: Source, _ pixels: Source, _ offsets: Offsets, _ depth: Int,
    _ c: Destination, _ cStride: Int, _ adds: Bool
  ) {
    var (c0, c1, c2, c3) = (Sums(), Sums(), Sums(), Sums())
    var weight = weights
    for step in 0..<depth {
      let pixel = pixels + offsets[step]
      c0.add(weight[0], pixel)
      c1.add(weight[1], pixel)
      c2.add(weight[2], pixel)
      c3.add(weight[3], pixel)
      weight += 4
    }
    c0.store(to: c, adds: adds)
    c1.store(to: c + cStride, adds: adds)
    c2.store(to: c + 2 * cStride, adds: adds)
    c3.store(to: c + 3 * cStride, adds: adds)
  }

  /// The tile of one channel.
  static func one(
    _ weights: Source, _ pixels: Source, _ offsets: Offsets, _ depth: Int,
    _ c: Destination, _ cStride: Int, _ adds: Bool
  ) {
    var sums = Sums()
    for step in 0..<depth { sums.add(weights[step], pixels + offsets[step]) }
    sums.store(to: c, adds: adds)
  }
}

/// The sums of one channel, in one register or in several side by side.
protocol RegisterRow {
  static var registers: Int { get }
  init()
  /// Adds the products of a weight and the pixels that fill the registers.
  mutating func add(_ weight: Float, _ pixels: Source)
  func store(to c: Destination, adds: Bool)
}

struct OneRegister: RegisterRow {
  static var registers: Int { 1 }
  private var sums = Vector()

  init() {}

  @inline(__always)
  mutating func add(_ weight: Float, _ pixels: Source) {
    sums = multiplyAdd(Vector(repeating: weight), pixels.vector, sums)
  }

  @inline(__always)
  func store(to c: Destination, adds: Bool) { c.store(sums, adds: adds) }
}

/// Two rows of registers, one behind the other.
struct Both<First: RegisterRow, Second: RegisterRow>: RegisterRow {
  static var registers: Int { First.registers + Second.registers }
  private var (first, second) = (First(), Second())

  init() {}

  @inline(__always)
  mutating func add(_ weight: Float, _ pixels: Source) {
    first.add(weight, pixels)
    second.add(weight, pixels + First.registers * vectorCount)
  }

  @inline(__always)
  func store(to c: Destination, adds: Bool) {
    first.store(to: c, adds: adds)
    second.store(to: c + First.registers * vectorCount, adds: adds)
  }
}

typealias TwoRegisters = Both<OneRegister, OneRegister>
typealias ThreeRegisters = Both<TwoRegisters, OneRegister>
typealias EightRegisters = Both<Both<TwoRegisters, TwoRegisters>, Both<TwoRegisters, TwoRegisters>>

/// The most numbers that a tile writes; it reads fewer behind the last pixel.
let tileSize = 24 * vectorCount
