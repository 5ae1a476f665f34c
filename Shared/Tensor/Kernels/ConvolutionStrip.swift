// A strip of a convolution: some rows of windows of one image, tile after tile.

/// Some rows of windows of one image.
struct Strip {
  let convolution: Convolution
  let parts: Parts
  let image: Int
  let rows: Range<Int>
  /// Room for the patches, and for the results of a tile at the edge.
  let patches: Destination
  let tile: Destination

  /// Computes the results of the strip from weights that are packed.
  func compute(_ packed: Source) {
    let (windows, channels) = (convolution.windows, convolution.channels)
    if channels * windows.taps == 0 { return clear() }
    let (size, plane) = (windows.patchSize(rows.count), windows.height * windows.width)
    for stretch in parts.stretches {
      let first = convolution.images + (image * channels + stretch.lowerBound) * plane
      for index in 0..<stretch.count {
        windows.copyPatches(first + index * plane, rows, to: patches + index * size)
      }
      parts.withOffsets(rows.count) { offsets in
        compute(
          packed + stretch.lowerBound * windows.taps * convolution.outputs, offsets,
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
    for band in parts.bands where !band.channels.isEmpty {
      band.forEachTile(pixels) { form, first, width in
        for output in stride(
          from: band.channels.lowerBound, to: band.channels.upperBound, by: band.height)
        {
          let (group, source) = (weights + output * depth, Source(patches) + first)
          let target = start + output * result.channel
          if isContiguous && width == form.width {
            form.compute(group, source, offsets, depth, target + first, result.channel, adds)
          } else {
            form.compute(group, source, offsets, depth, tile, form.width, false)
            copyTile(band.height, form.width, first..<first + width, to: target, adds: adds)
          }
        }
      }
    }
  }

  /// Copies the results of a tile to their places, or adds them.
  private func copyTile(
    _ height: Int, _ width: Int, _ pixels: Range<Int>, to target: Destination, adds: Bool
  ) {
    let result = convolution.result
    // Rows without gaps between them are one long row.
    let isContiguous = result.column == 1 && result.row == convolution.windows.columns
    let columns =
      isContiguous ? convolution.windows.columns * rows.count : convolution.windows.columns
    var pixel = pixels.lowerBound
    while pixel < pixels.upperBound {
      let (row, column) = pixel.quotientAndRemainder(dividingBy: columns)
      let count = min(columns - column, pixels.upperBound - pixel)
      for line in 0..<height {
        let source = tile + (line * width + pixel - pixels.lowerBound)
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
