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
private let longestStretch = 320

/// Numbers in the copies for one strip: 192 KiB.
private let patchBudget = 49_152

/// Multiply-adds worth a thread.
let convolutionGrain = 1_000_000

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

  /// Channels that are summed at a time.
  private var stretches: [Range<Int>] {
    let longest = max(1, longestStretch / max(1, windows.taps))
    let count = (channels + longest - 1) / longest
    return (0..<count).map { part($0, of: count, size: channels, unit: 1) }
  }

  /// Computes all results, on several threads when there is enough to do.
  func compute() {
    guard windows.rows * windows.columns > 0 else { return }
    let stretches = stretches
    let widest = stretches.map(\.count).max() ?? 0
    let rowSize = max(1, windows.patchSize(2) - windows.patchSize(1)) * widest
    let fit = max(1, (patchBudget - windows.patchSize(1) * widest) / rowSize)
    let strips = (windows.rows + fit - 1) / fit
    let depth = windows.taps * channels
    let work = depth * outputs * windows.columns * windows.rows / strips
    scratch(depth * outputs) { packed in
      pack(stretches, to: packed)
      inParallel(count * strips, grain: max(1, convolutionGrain / max(1, work))) { items in
        let size = windows.patchSize((windows.rows + strips - 1) / strips) * widest
        scratch(size + 2 * tileSlack) { memory in
          (memory + size).update(repeating: 0, count: 2 * tileSlack)
          for item in items {
            let rows = part(item % strips, of: strips, size: windows.rows, unit: 1)
            let strip = Strip(
              convolution: self, image: item / strips, rows: rows, patches: memory,
              tile: memory + (size + tileSlack))
            strip.compute(stretches, Source(packed))
          }
        }
      }
    }
  }

  /// Copies the weights in the order in which the tiles read them.
  private func pack(_ stretches: [Range<Int>], to packed: Destination) {
    var target = packed
    for stretch in stretches {
      for band in Band.bands(outputs) {
        for first in stride(
          from: band.channels.lowerBound, to: band.channels.upperBound, by: band.height)
        {
          for channel in stretch {
            for b in 0..<windows.kernelWidth {
              for a in 0..<windows.kernelHeight {
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
    }
  }
}

/// Some rows of windows of one image.
private struct Strip {
  let convolution: Convolution
  let image: Int
  let rows: Range<Int>
  let patches: Destination
  let tile: Destination

  /// Computes the results of the strip from weights that are packed.
  func compute(_ stretches: [Range<Int>], _ packed: Source) {
    let (windows, outputs) = (convolution.windows, convolution.outputs)
    let size = windows.patchSize(rows.count)
    let plane = windows.height * windows.width
    if stretches.isEmpty || windows.taps == 0 { return clear() }
    let longest = stretches.map(\.count).max() ?? 0
    withUnsafeTemporaryAllocation(of: Int.self, capacity: longest * windows.taps) { offsets in
      guard let offsets = offsets.baseAddress else { return }
      var step = 0
      for channel in 0..<longest {
        for b in 0..<windows.kernelWidth {
          for a in 0..<windows.kernelHeight {
            offsets[step] = channel * size + windows.offset(a, b, rows.count)
            step += 1
          }
        }
      }
      for stretch in stretches {
        for (index, channel) in stretch.enumerated() {
          windows.copyPatches(
            convolution.images + (image * convolution.channels + channel) * plane, rows,
            to: patches + index * size)
        }
        compute(
          packed + stretch.lowerBound * windows.taps * outputs, Offsets(offsets),
          depth: stretch.count * windows.taps, adds: stretch.lowerBound > 0)
      }
    }
  }

  /// Computes, or adds to, the sums over a stretch of channels.
  private func compute(_ weights: Source, _ offsets: Offsets, depth: Int, adds: Bool) {
    let result = convolution.result
    let (columns, pixels) = (convolution.windows.columns, rows.count * convolution.windows.columns)
    let isContiguous = result.column == 1 && result.row == columns
    let start = result.start + (image * result.image + rows.lowerBound * result.row)
    for band in Band.bands(convolution.outputs) where !band.channels.isEmpty {
      for first in stride(from: 0, to: pixels, by: band.width) {
        let width = min(band.width, pixels - first)
        for output in stride(
          from: band.channels.lowerBound, to: band.channels.upperBound, by: band.height)
        {
          let (group, source) = (weights + output * depth, Source(patches) + first)
          let target = start + output * result.channel
          if isContiguous && width == band.width {
            band.compute(group, source, offsets, depth, target + first, result.channel, adds)
          } else {
            band.compute(group, source, offsets, depth, tile, band.width, false)
            copyTile(band, first..<first + width, to: target, adds: adds)
          }
        }
      }
    }
  }

  /// Copies the results of a tile to their places, or adds them.
  private func copyTile(_ band: Band, _ pixels: Range<Int>, to target: Destination, adds: Bool) {
    let (result, columns) = (convolution.result, convolution.windows.columns)
    var pixel = pixels.lowerBound
    while pixel < pixels.upperBound {
      let (row, column) = pixel.quotientAndRemainder(dividingBy: columns)
      let count = min(columns - column, pixels.upperBound - pixel)
      for line in 0..<band.height {
        let source = tile + (line * band.width + pixel - pixels.lowerBound)
        let place = target + (line * result.channel + row * result.row + column * result.column)
        for index in 0..<count {
          let old = adds ? place[index &* result.column] : 0
          place[index &* result.column] = old + source[index]
        }
      }
      pixel += count
    }
  }

  /// Writes zeros: a sum without terms.
  private func clear() {
    let (result, windows) = (convolution.result, convolution.windows)
    for output in 0..<convolution.outputs {
      for row in rows {
        let place =
          result.start + (image * result.image + output * result.channel + row * result.row)
        for column in 0..<windows.columns { place[column * result.column] = 0 }
      }
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
