// A 3 × 3 convolution with 16 multiplications for four results, where its definition has 36.
//
// Two neighbouring results of a row, y₀ = d₀g₀ + d₁g₁ + d₂g₂ and y₁ = d₁g₀ + d₂g₁ + d₃g₂, are sums of
// four products (Winograd, 1980; for networks: Lavin and Gray, 2016):
//
//     m₀ = (d₀ - d₂)·g₀                      m₁ = (d₁ + d₂)·(g₀ + g₁ + g₂)/2
//     m₃ = (d₁ - d₃)·g₂                      m₂ = (d₂ - d₁)·(g₀ - g₁ + g₂)/2
//     y₀ = m₀ + m₁ + m₂                      y₁ = m₁ - m₂ - m₃
//
// Done by rows and then by columns, a tile of 4 × 4 pixels gives 2 × 2 results from 16 products. The
// sum over the channels is taken between the steps, a matrix product for each of the 16 places:
//
//     pixels  →  16 ×  [C, tiles]  ┐
//                                  ├→  16 × [O, tiles]  →  results
//     kernel  →  16 ×  [O, C]      ┘
//
// The detour costs a little accuracy, and a pixel that is not finite reaches all results of its tile.

/// Channels, output channels and columns that make the steps before and after the products worth while:
/// below, the direct sums were as fast or faster.
private let (fewestChannels, fewestColumns) = (64, 28)

/// Numbers in the products of a strip and in their right operands together: 512 KiB.
private let stripBudget = 131_072

/// The transformed convolution.
struct Winograd {
  let convolution: Convolution
  /// Tiles beside each other, filled up to whole registers, and below each other.
  private let (across, down): (Int, Int)
  /// Rows of tiles that are computed at a time.
  private let rows: Int

  /// Nil where the convolution is of another form or too small.
  init?(_ convolution: Convolution) {
    let windows = convolution.windows
    guard windows.kernelHeight == 3 && windows.kernelWidth == 3 && windows.stride == 1,
      min(convolution.channels, convolution.outputs) >= fewestChannels,
      windows.rows > 0 && windows.columns >= fewestColumns && convolution.result.column == 1
    else { return nil }
    self.convolution = convolution
    across = ((windows.columns + 1) / 2 + laneCount - 1) / laneCount * laneCount
    down = (windows.rows + 1) / 2
    let row = 16 * (convolution.channels + convolution.outputs) * across
    rows = max(1, min(down, stripBudget / row))
  }

  /// Computes all results, on several threads when there is enough to do.
  func compute() {
    let (channels, outputs) = (convolution.channels, convolution.outputs)
    let (strips, tiles) = ((down + rows - 1) / rows, rows * across)
    let work = 16 * channels * outputs * tiles
    // Pixels under the tiles of a row, and one more for each that a register takes too many.
    let width = 2 * across + 2
    let pixelCount = ((2 * rows + 2) * width + 4 * laneCount - 1) / 16 * 16
    scratch(16 * outputs * channels) { kernel in
      transformKernel(to: kernel)
      inParallel(convolution.count * strips, grain: max(1, convolutionGrain / work)) { items in
        scratch(pixelCount + 16 * (channels + outputs) * tiles) { memory in
          let right = memory + pixelCount
          let products = right + 16 * channels * tiles
          for item in items {
            let (image, strip) = item.quotientAndRemainder(dividingBy: strips)
            let part = strip * rows..<min(down, (strip + 1) * rows)
            transformPixels(image, part, by: memory, width, to: right)
            multiply(Source(kernel), Source(right), tiles: part.count * across, to: products)
            transformProducts(Source(products), image, part)
          }
        }
      }
    }
  }

  /// Multiplies the 16 pairs of matrices.
  private func multiply(_ kernel: Source, _ right: Source, tiles: Int, to products: Destination) {
    let (channels, outputs) = (convolution.channels, convolution.outputs)
    for place in 0..<16 {
      MatrixProduct(
        a: MatrixView(
          start: kernel + place * outputs * channels, rowStride: channels, columnStride: 1),
        b: MatrixView(start: right + place * channels * tiles, rowStride: tiles, columnStride: 1),
        c: products + place * outputs * tiles, m: outputs, k: channels, n: tiles
      ).compute(rows: 0..<outputs, columns: 0..<tiles)
    }
  }

  // MARK: - The kernel

  /// Writes the 16 matrices of the kernel.
  private func transformKernel(to result: Destination) {
    let (weights, size) = (convolution.weights, convolution.outputs * convolution.channels)
    for output in 0..<convolution.outputs {
      for channel in 0..<convolution.channels {
        let start = weights.start + (output * weights.output + channel * weights.channel)
        func row(_ a: Int) -> SIMD4<Float> {
          let row = start + a * weights.row
          return transformedWeights(row[0], row[weights.column], row[2 * weights.column])
        }
        let (r0, r1, r2) = (row(0), row(1), row(2))
        let target = result + (output * convolution.channels + channel)
        for j in 0..<4 {
          let column = transformedWeights(r0[j], r1[j], r2[j])
          for i in 0..<4 { target[(4 * i + j) * size] = column[i] }
        }
      }
    }
  }

  // MARK: - The pixels

  /// Writes the 16 matrices of the pixels under some rows of tiles.
  private func transformPixels(
    _ image: Int, _ rows: Range<Int>, by pixels: Destination, _ width: Int,
    to result: Destination
  ) {
    let (windows, channels) = (convolution.windows, convolution.channels)
    let size = channels * rows.count * across
    pixels.update(repeating: 0, count: (2 * rows.count + 2) * width + laneCount)
    for channel in 0..<channels {
      let plane =
        convolution.images + (image * channels + channel) * windows.height * windows.width
      copy(
        plane, firstRow: 2 * rows.lowerBound - windows.top, 2 * rows.count + 2, to: pixels, width)
      var target = result + channel * rows.count * across
      for row in 0..<rows.count {
        for first in stride(from: 0, to: across, by: laneCount) {
          transformTiles(Source(pixels) + (2 * row * width + 2 * first), width, to: target, size)
          target += laneCount
        }
      }
    }
  }

  /// Copies rows of a plane; what lies outside of it stays as it is.
  private func copy(
    _ plane: Source, firstRow: Int, _ count: Int, to pixels: Destination, _ width: Int
  ) {
    let windows = convolution.windows
    let first = max(0, -windows.left)
    let columns = first..<max(first, min(windows.width, width - windows.left))
    for row in 0..<count {
      let y = firstRow + row
      let target = pixels + (row * width + windows.left + columns.lowerBound)
      if 0..<windows.height ~= y {
        target.update(
          from: plane + (y * windows.width + columns.lowerBound), count: columns.count)
      } else {
        target.update(repeating: 0, count: columns.count)
      }
    }
  }

  /// Transforms eight neighbouring tiles.
  @inline(__always)
  private func transformTiles(
    _ pixels: Source, _ width: Int, to result: Destination, _ size: Int
  ) {
    let (r0, r1) = (transformedRow(pixels), transformedRow(pixels + width))
    let (r2, r3) = (transformedRow(pixels + 2 * width), transformedRow(pixels + 3 * width))
    store(transformedPixels((r0.0, r1.0, r2.0, r3.0)), to: result, 4 * size)
    store(transformedPixels((r0.1, r1.1, r2.1, r3.1)), to: result + size, 4 * size)
    store(transformedPixels((r0.2, r1.2, r2.2, r3.2)), to: result + 2 * size, 4 * size)
    store(transformedPixels((r0.3, r1.3, r2.3, r3.3)), to: result + 3 * size, 4 * size)
  }

  // MARK: - The results

  /// Writes the results of some rows of tiles.
  private func transformProducts(_ products: Source, _ image: Int, _ rows: Range<Int>) {
    let (result, windows) = (convolution.result, convolution.windows)
    let tiles = rows.count * across
    for output in 0..<convolution.outputs {
      let plane = result.start + (image * result.image + output * result.channel)
      for row in rows {
        let start = products + (output * tiles + (row - rows.lowerBound) * across)
        for first in stride(from: 0, to: (windows.columns + 1) / 2, by: laneCount) {
          let (upper, lower) = tileResults(start + first, convolution.outputs * tiles)
          let target = plane + (2 * row * result.row + 2 * first)
          let count = min(2 * laneCount, windows.columns - 2 * first)
          store(upper, count, to: target)
          if 2 * row + 1 < windows.rows { store(lower, count, to: target + result.row) }
        }
      }
    }
  }
}
