// The gradient of a convolution's kernel: each tap's weight met every window once.
//
//     dw[o, c, a, b] = Σ over images and windows of dy[n, o, i, j] · x[n, c, i·s + a - p, j·s + b - p]
//
// For one kernel row `a` this is a matrix product of which both factors are at hand, summed over the
// windows of a strip of rows:
//
//                    windows                outputs
//                ┌───────────┐       w ┌──┬──┐             outputs
//      copies of │           │       i │  │  │            ┌──┬──┐
//     the image, ├───────────┤   ·   n │  │  │     =      ├──┼──┤ tile: 6 × 2 registers
//       (c, b)   │           │       d.│  │  │            └──┴──┘
//                └───────────┘         └──┴──┘
//
// The left one is read in place: the copies (c, b), from which a convolution reads its patches (see
// Windows), lie at equal distances, and kernel row `a` begins some image rows further in each. The
// right one is `dy` with rows and columns exchanged, in panels as wide as a tile of the matrix
// product. So its tile does the work. The sums are kept in whole tiles, and sorted at the end.
//
// The images are cut into chunks that threads share. How depends on the sizes alone, and the sums of
// the chunks are added in order: any number of threads gives the same bits.

/// Chunks of images at most, and numbers in their sums together, unless two chunks have more.
private let (mostChunks, mostSums) = (16, 1_048_576)

/// Windows of a chunk at least, so that adding up the chunks takes little of the time.
private let chunkWindows = 1024

/// Windows of a strip at most, unless one row has more: a panel of `dy` fits the first cache.
private let stripWindows = 256

/// Numbers in the copies for one strip: 256 KiB.
private let patchBudget = 65_536

extension ConvolutionShape {
  /// Writes the gradient of the loss with respect to the kernel of a convolution.
  func kernelGradient(_ dy: Source, _ x: Source, to dw: Destination) {
    let plane = rows * columns
    let sums = KernelSums(self)
    let most = min(mostChunks, max(2, mostSums / max(1, sums.size)))
    let images = max((n + most - 1) / most, min(n, (chunkWindows + plane - 1) / plane))
    let chunks = (n + images - 1) / images
    scratch(max(1, chunks) * sums.size) { memory in
      memory.update(repeating: 0, count: max(1, chunks) * sums.size)
      let grain = max(1, convolutionGrain / max(1, images * plane * kernel.elementCount))
      inParallel(chunks, grain: grain) { range in
        for chunk in range {
          KernelGradient(
            sizes: self, windows: windows, sums: sums, dy: dy, x: x,
            result: memory + chunk * sums.size
          ).compute(chunk * images..<min(n, (chunk + 1) * images))
        }
      }
      for chunk in 1..<max(1, chunks) {
        zipRow(memory, memory + chunk * sums.size, to: memory, count: sums.size, Addition())
      }
      sums.sort(memory, to: dw)
    }
  }
}

/// How the sums of a kernel's gradient lie: kernel row, panel of outputs, copy, output of the panel.
private struct KernelSums {
  let sizes: ConvolutionShape
  /// Copies of the image, and the same filled up to whole tiles.
  let copies: Int
  let height: Int

  init(_ sizes: ConvolutionShape) {
    self.sizes = sizes
    copies = sizes.channels * sizes.kernelWidth
    height = (copies + tileRows - 1) / tileRows * tileRows
  }

  /// Numbers for one kernel row: panels of a tile's width, the last one possibly of half of it.
  var rowSize: Int {
    let rest = sizes.outputs % tileColumns
    return height * (sizes.outputs - rest + (rest > 0 ? panelWidth(rest) : 0))
  }

  var size: Int { sizes.kernelHeight * rowSize }

  /// Calls `body` with the outputs of each panel and its width.
  @inline(__always)
  func forEachPanel(_ body: (_ outputs: Range<Int>, _ width: Int) -> Void) {
    for first in stride(from: 0, to: sizes.outputs, by: tileColumns) {
      let outputs = first..<min(first + tileColumns, sizes.outputs)
      body(outputs, panelWidth(outputs.count))
    }
  }

  /// Writes the sums in the order of the kernel.
  func sort(_ sums: Destination, to dw: Destination) {
    let (taps, width) = (sizes.kernelHeight * sizes.kernelWidth, sizes.kernelWidth)
    forEachPanel { outputs, panelWidth in
      for a in 0..<sizes.kernelHeight {
        let panel = sums + (a * rowSize + outputs.lowerBound * height)
        for output in outputs {
          let target = dw + (output * sizes.channels * taps + a * width)
          let source = panel + (output - outputs.lowerBound)
          for copy in 0..<copies {
            let (channel, b) = copy.quotientAndRemainder(dividingBy: width)
            target[channel * taps + b] = source[copy * panelWidth]
          }
        }
      }
    }
  }
}

/// The sums over the images of a chunk.
private struct KernelGradient {
  let sizes: ConvolutionShape
  let windows: Windows
  let sums: KernelSums
  let dy: Source
  let x: Source
  let result: Destination

  /// Adds the products of some images, for as many rows of windows and as many channels at a time as
  /// fit the budgets.
  func compute(_ images: Range<Int>) {
    guard windows.rows * windows.columns > 0 else { return }
    let fit = max(1, min(windows.rows, stripWindows / windows.columns))
    let strips = (windows.rows + fit - 1) / fit
    let tallest = (windows.rows + strips - 1) / strips
    let copySize = windows.patchSize(tallest) / windows.kernelWidth
    // As many channels as fill whole tiles, and room for the copies that a tile reads too many.
    let block = max(1, patchBudget / (windows.patchSize(tallest) * tileRows)) * tileRows
    let room = (min(block, sizes.channels) * windows.kernelWidth + tileRows) * copySize
    scratch(room + tallest * windows.columns * tileColumns) { patches in
      patches.update(repeating: 0, count: room)
      for image in images {
        for strip in 0..<strips {
          let rows = part(strip, of: strips, in: 0..<windows.rows, unit: 1)
          for first in stride(from: 0, to: sizes.channels, by: block) {
            let channels = first..<min(first + block, sizes.channels)
            copyPatches(image, rows, channels, to: patches)
            multiply(image, rows, channels, Source(patches), panel: patches + room)
          }
        }
      }
    }
  }

  /// Copies the patches of some channels of an image.
  private func copyPatches(
    _ image: Int, _ rows: Range<Int>, _ channels: Range<Int>, to patches: Destination
  ) {
    let size = windows.patchSize(rows.count)
    for channel in channels {
      let plane = (image * sizes.channels + channel) * windows.height * windows.width
      windows.copyPatches(x + plane, rows, to: patches + (channel - channels.lowerBound) * size)
    }
  }

  /// Adds the products for some channels of an image.
  private func multiply(
    _ image: Int, _ rows: Range<Int>, _ channels: Range<Int>, _ patches: Source,
    panel: Destination
  ) {
    let (plane, depth) = (windows.rows * windows.columns, rows.count * windows.columns)
    let copySize = windows.patchSize(rows.count) / windows.kernelWidth
    let copies = channels.count * windows.kernelWidth
    sums.forEachPanel { outputs, width in
      let gradient =
        dy
        + ((image * sizes.outputs + outputs.lowerBound) * plane
          + rows.lowerBound * windows.columns)
      packColumns(
        MatrixView(start: gradient, rowStride: 1, columnStride: plane), outputs.count,
        depth: depth, to: panel)
      for a in 0..<windows.kernelHeight {
        let left = patches + windows.offset(a, 0, rows.count)
        let target =
          result
          + (a * sums.rowSize + outputs.lowerBound * sums.height
            + channels.lowerBound * windows.kernelWidth * width)
        for copy in stride(from: 0, to: copies, by: tileRows) {
          let six = MatrixView(start: left + copy * copySize, rowStride: copySize, columnStride: 1)
          let tile = width == tileColumns ? computeTile : computeHalfTile
          tile(six, Source(panel), width, depth, target + copy * width, width, true)
        }
      }
    }
  }
}
