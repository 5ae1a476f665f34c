// A convolution as a matrix product of which the right matrix is never built.
//
//              windows of a strip of rows               patches, Σ over stretches of channels
//            ┌──────┬──────┬──────┬─┐                   ┌──────┬──────┬──────┬─┐
//     output │ tile │ tile │      │ │  =  weights   ·   │panel │      │      │ │ C·K·K taps
//    channels├──────┼──────┼──────┼─┤    [O, C·K·K]     └──────┴──────┴──────┴─┘
//            └──────┴──────┴──────┴─┘
//
// The work is shared by images and strips: for each strip and each stretch of channels the patches
// are copied (K copies instead of K², see Windows), then a tile is computed for each panel of windows
// and each group of output channels. The stretch is chosen so that a panel fits the first cache, the
// strip so that its copies fit the second.

/// Taps of a stretch at most, unless one channel has more: a panel of 20 KiB.
private let mostTaps = 320

/// Numbers in the copies for one strip: 256 KiB.
private let patchBudget = 65_536

/// Multiply-adds worth a thread: waking one takes as long as a million of them.
let convolutionGrain = 2_000_000

/// Where the weight of an output channel for a channel, a kernel row and a kernel column lies.
struct WeightView {
  var start: Source
  let output: Int
  let channel: Int
  let row: Int
  let column: Int
}

/// Where a result lies.
struct ResultView {
  var start: Destination
  let image: Int
  let channel: Int
  let row: Int
  let column: Int
}

/// A convolution: `result[n, o, i, j] = Σ weight[o, c, a, b] · image[n, c, i·s + a - top, j·s + b - left]`.
struct Convolution {
  let images: Source
  let count: Int
  let channels: Int
  let windows: Windows
  let weights: WeightView
  let outputs: Int
  let result: ResultView

  /// Computes all results, on several threads when there is enough to do.
  func compute() {
    guard windows.rows * windows.columns > 0 else { return }
    if let winograd = Winograd(self) { return winograd.compute() }
    let parts = Parts(self)
    let (depth, strips) = (windows.taps * channels, parts.strips)
    let work = depth * outputs * windows.columns * windows.rows / strips
    let size = windows.patchSize(parts.rows) * parts.widest
    scratch(depth * outputs) { packed in
      pack(parts, to: packed)
      inParallel(count * strips, grain: max(1, convolutionGrain / max(1, work))) { items in
        scratch(size + 2 * tileSize) { memory in
          (memory + size).update(repeating: 0, count: 2 * tileSize)
          for item in items {
            Strip(
              convolution: self, parts: parts, image: item / strips,
              rows: parts.strip(item % strips), patches: memory,
              tile: memory + (size + tileSize)
            ).compute(Source(packed))
          }
        }
      }
    }
  }

  /// Copies the weights in the order in which the tiles read them.
  private func pack(_ parts: Parts, to packed: Destination) {
    var target = packed
    for stretch in parts.stretches {
      for band in parts.bands {
        for first in stride(
          from: band.channels.lowerBound, to: band.channels.upperBound, by: band.height)
        {
          forEachTap(of: stretch) { channel, a, b in
            let source =
              weights.start + (channel * weights.channel + a * weights.row + b * weights.column)
            for line in 0..<band.height {
              target[line] = source[(first + line) * weights.output]
            }
            target += band.height
          }
        }
      }
    }
  }

  /// Calls `body` with the taps of some channels, in the order in which they are summed.
  @inline(__always)
  fileprivate func forEachTap(
    of channels: Range<Int>, _ body: (_ c: Int, _ a: Int, _ b: Int) -> Void
  ) {
    for channel in channels {
      for b in 0..<windows.kernelWidth {
        for a in 0..<windows.kernelHeight { body(channel, a, b) }
      }
    }
  }
}

/// How a convolution is cut into parts; it depends on the sizes alone.
struct Parts {
  /// Channels that are summed at a time, and the most of them.
  let stretches: [Range<Int>]
  let widest: Int
  let bands: [Band]
  /// Rows of windows of a strip; the last strip may have fewer.
  let rows: Int
  let strips: Int
  private let allRows: Int
  /// Where the pixels of each tap lie in the patches of a strip, and of the last one.
  private let offsets: [Int]
  private let lastOffsets: [Int]

  init(_ convolution: Convolution) {
    let windows = convolution.windows
    let longest = max(1, mostTaps / max(1, windows.taps))
    let count = (convolution.channels + longest - 1) / longest
    stretches = (0..<count).map { part($0, of: count, in: 0..<convolution.channels, unit: 1) }
    let widest = stretches.map(\.count).max() ?? 0
    bands = Band.bands(convolution.outputs)
    let rowSize = max(1, windows.patchSize(2) - windows.patchSize(1)) * widest
    let fit = max(1, (patchBudget - windows.patchSize(1) * widest) / rowSize + 1)
    let wanted = (windows.rows + fit - 1) / fit
    let rows = (windows.rows + wanted - 1) / wanted
    (self.widest, self.rows, allRows) = (widest, rows, windows.rows)
    strips = (windows.rows + rows - 1) / rows
    func offsets(_ rows: Int) -> [Int] {
      var result: [Int] = []
      convolution.forEachTap(of: 0..<widest) { channel, a, b in
        result.append(channel * windows.patchSize(rows) + windows.offset(a, b, rows))
      }
      return result
    }
    self.offsets = offsets(rows)
    let rest = windows.rows - (strips - 1) * rows
    lastOffsets = rest == rows ? self.offsets : offsets(rest)
  }

  /// The rows of windows of a strip.
  func strip(_ index: Int) -> Range<Int> {
    index * rows..<min(allRows, (index + 1) * rows)
  }

  /// Calls `body` with the offsets of the taps in the patches of some rows.
  @inline(__always)
  func withOffsets(_ rows: Int, _ body: (Offsets) -> Void) {
    (rows == self.rows ? offsets : lastOffsets).withUnsafeBufferPointer { buffer in
      if let start = buffer.baseAddress { body(start) }
    }
  }
}

extension ConvolutionShape {
  /// Writes the convolution of images with a kernel.
  func convolve(_ x: Source, _ kernel: Source, to y: Destination) {
    Convolution(
      images: x, count: n, channels: channels, windows: windows,
      weights: WeightView(
        start: kernel, output: channels * windows.taps, channel: windows.taps, row: kernelWidth,
        column: 1),
      outputs: outputs,
      result: ResultView(
        start: y, image: outputs * rows * columns, channel: rows * columns, row: columns, column: 1)
    ).compute()
  }
}
