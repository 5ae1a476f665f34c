// The gradient of a convolution's kernel: each tap's weight met every window once.
//
//     dw[o, c, a, b] = Σ over images and windows of dy[n, o, i, j] · x[n, c, i·s + a - p, j·s + b - p]
//
// Both factors lie in memory in the order of the windows: a row of `dy`, and a row of the patches
// (see Windows). The sum is a dot product of the two, and a tile computes many of them at once:
//
//                 6 taps
//            ┌─┬─┬─┬─┬─┬─┐   each cell a register of partial sums, over the images of a chunk;
//     2 rows ├─┼─┼─┼─┼─┼─┤   eight loads for twelve multiply-adds;
//     of dy  └─┴─┴─┴─┴─┴─┘   at the end the lanes of a cell are added up.
//     (AVX-512: 4)
//
// The images are cut into chunks that threads share. How depends on the sizes alone, and the sums of
// the chunks are added in order: any number of threads gives the same bits.

/// Chunks of images at most.
private let mostChunks = 16

/// Windows in a chunk at least, so that adding up lanes takes little of the time.
private let chunkWindows = 1024

/// Windows that a tile sums over at a time at most: with the patches they fit the first cache.
private let tileWindows = 1280

/// Numbers in the copies of patches: 192 KiB.
private let patchBudget = 49_152

extension ConvolutionShape {
  /// Writes the gradient of the loss with respect to the kernel of a convolution.
  func kernelGradient(_ dy: Source, _ x: Source, to dw: Destination) {
    let size = kernel.elementCount
    let plane = rows * columns
    let images = max((n + mostChunks - 1) / mostChunks, min(n, (chunkWindows + plane - 1) / plane))
    let chunks = (n + images - 1) / images
    scratch(chunks * size) { sums in
      let grain = max(1, convolutionGrain / max(1, images * plane * size))
      inParallel(chunks, grain: grain) { range in
        for chunk in range {
          KernelGradient(
            sizes: self, windows: windows, images: chunk * images..<min(n, (chunk + 1) * images),
            dy: dy, x: x, dw: sums + chunk * size
          ).compute()
        }
      }
      dw.update(from: sums, count: size)
      for chunk in 1..<max(1, chunks) {
        zipRow(dw, sums + chunk * size, to: dw, count: size, Addition())
      }
    }
  }
}

/// The sums over the images of a chunk.
private struct KernelGradient {
  let sizes: ConvolutionShape
  let windows: Windows
  let images: Range<Int>
  let dy: Source
  let x: Source
  let dw: Destination

  /// Computes the sums, for as many rows of windows and as many channels at a time as fit the budget.
  func compute() {
    let row = max(1, windows.patchSize(2) - windows.patchSize(1)) * images.count
    let fixed = windows.patchSize(1) * images.count
    let cached = tileWindows / (images.count * windows.columns)
    let fit = max(1, min(windows.rows, cached, (patchBudget - fixed) / row))
    let strips = (windows.rows + fit - 1) / fit
    let channelSize = windows.patchSize((windows.rows + strips - 1) / strips) * images.count
    let block = max(1, min(sizes.channels, patchBudget / channelSize))
    scratch(block * channelSize) { patches in
      for strip in 0..<strips {
        let rows = part(strip, of: strips, in: 0..<windows.rows, unit: 1)
        for first in stride(from: 0, to: sizes.channels, by: block) {
          let channels = first..<min(first + block, sizes.channels)
          copyPatches(rows, channels, to: patches)
          multiply(rows, channels, Source(patches), adds: strip > 0)
        }
      }
    }
  }

  /// Copies the patches: of all images of the chunk, in each of them of some channels.
  private func copyPatches(_ rows: Range<Int>, _ channels: Range<Int>, to patches: Destination) {
    var target = patches
    for image in images {
      for channel in channels {
        let plane = (image * sizes.channels + channel) * windows.height * windows.width
        windows.copyPatches(x + plane, rows, to: target)
        target += windows.patchSize(rows.count)
      }
    }
  }

  /// Computes, or adds to, the sums for some channels.
  private func multiply(
    _ rows: Range<Int>, _ channels: Range<Int>, _ patches: Source, adds: Bool
  ) {
    let size = windows.patchSize(rows.count)
    let taps = (0..<channels.count * windows.taps).map { place(of: $0, size, rows.count) }
    let plane = windows.rows * windows.columns
    let block = dw + channels.lowerBound * windows.taps
    var tile = DotTile(
      rows: dy, rowStride: plane, rowImageStride: sizes.outputs * plane,
      patches: patches, patchImageStride: channels.count * size,
      images: images.count, count: rows.count * windows.columns)
    scratch(dotRows * dotColumns) { sums in
      for output in stride(from: 0, to: sizes.outputs, by: dotRows) {
        let height = min(dotRows, sizes.outputs - output)
        tile.rows =
          dy + (images.lowerBound * sizes.outputs + output) * plane
          + rows.lowerBound * windows.columns
        for first in stride(from: 0, to: taps.count, by: dotColumns) {
          let tapsOfTile = first..<min(first + dotColumns, taps.count)
          var starts = SIMD8<Int>(repeating: taps[first].offset)
          for tap in tapsOfTile { starts[tap - first] = taps[tap].offset }
          tile.compute(height, starts, to: sums)
          for line in 0..<height {
            let target = block + (output + line) * sizes.channels * windows.taps
            for tap in tapsOfTile {
              let place = target + taps[tap].weight
              let sum = sums[line * dotColumns + tap - first]
              place.pointee = adds ? place.pointee + sum : sum
            }
          }
        }
      }
    }
  }

  /// Where the patches of a tap and its weight lie, counted from the first channel of a block.
  ///
  /// The taps of one kernel column follow each other: they read nearly the same numbers.
  private func place(of tap: Int, _ size: Int, _ rows: Int) -> (offset: Int, weight: Int) {
    let (channel, rest) = tap.quotientAndRemainder(dividingBy: windows.taps)
    let (b, a) = rest.quotientAndRemainder(dividingBy: windows.kernelHeight)
    return (
      channel * size + windows.offset(a, b, rows),
      channel * windows.taps + a * windows.kernelWidth + b
    )
  }
}
