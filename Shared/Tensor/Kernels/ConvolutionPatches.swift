// The copies of an image from which a convolution reads all its patches.
//
// Tap (a, b) of the kernel multiplies, for the window at row i and column j, the pixel at row i + a
// and column j + b. Written as a matrix with a row for each tap and a column for each window, the
// patches of a 3 × 3 kernel take nine times the memory of the image. But the taps of one kernel
// column differ only by whole rows: one copy of the image, shifted by b and cut to the width of the
// result, holds the matrix rows of all of them, each beginning one image row further.
//
//      image              copy for b = 0      b = 1           b = 2
//     . . . . .              . . .            . . .           . . .
//     . . . . .   tap (1,0)→ . . .            . . .           . . . ←tap (1,2)
//     . . . . .              . . .            . . .           . . .
//
// So a kernel of K columns needs K copies, not K². Padding is written into them as zeros. With a
// stride s > 1 a copy holds every s-th column, and its rows in s groups: those of the taps in kernel
// rows 0, s, 2s …, then those of rows 1, s + 1 …

/// How the windows of a convolution lie over an image.
struct Windows {
  /// Size of the image.
  let height: Int
  let width: Int
  let kernelHeight: Int
  let kernelWidth: Int
  /// Pixels between two windows.
  let stride: Int
  /// Zeros above and to the left of the image; a negative number leaves pixels out.
  let top: Int
  let left: Int
  /// Number of windows below and beside each other.
  let rows: Int
  let columns: Int

  var taps: Int { kernelHeight * kernelWidth }

  private var groups: Int { min(stride, kernelHeight) }

  /// Rows of a group under some rows of windows.
  private func rows(ofGroup group: Int, under windowRows: Int) -> Int {
    windowRows + (kernelHeight - 1 - group) / stride
  }

  /// Numbers in one copy.
  private func copySize(_ windowRows: Int) -> Int {
    var total = 0
    for group in 0..<groups { total += rows(ofGroup: group, under: windowRows) }
    return total * columns
  }

  /// Numbers in the copies of one channel, for some rows of windows.
  func patchSize(_ windowRows: Int) -> Int { kernelWidth * copySize(windowRows) }

  /// Where the numbers for the kernel's row `a` and column `b` begin; those of all windows follow.
  func offset(_ a: Int, _ b: Int, _ windowRows: Int) -> Int {
    var row = a / stride
    for group in 0..<a % stride { row += rows(ofGroup: group, under: windowRows) }
    return b * copySize(windowRows) + row * columns
  }

  /// Copies what is under some rows of windows.
  func copyPatches(_ image: Source, _ windowRows: Range<Int>, to patches: Destination) {
    var target = patches
    for b in 0..<kernelWidth {
      let first = b - left
      let start = min(columns, first >= 0 ? 0 : (stride - 1 - first) / stride)
      let end = max(start, min(columns, (width - first + stride - 1) / stride))
      for group in 0..<groups {
        let rows = rows(ofGroup: group, under: windowRows.count)
        let y = windowRows.lowerBound * stride + group - top
        let above = min(rows, y >= 0 ? 0 : (stride - 1 - y) / stride)
        let below = max(above, min(rows, (height - y + stride - 1) / stride))
        let inside = end > start ? above..<below : above..<above
        if inside.count < rows || end - start < columns {
          target.update(repeating: 0, count: rows * columns)
        }
        let pixel = image + ((y + inside.lowerBound * stride) * width + first + start * stride)
        copyRows(
          inside.count, pixel, stride * width, end - start,
          to: target + (inside.lowerBound * columns + start))
        target += rows * columns
      }
    }
  }

  /// Copies `count` pixels of each of some rows, in vectors as wide as that allows.
  private func copyRows(
    _ rows: Int, _ source: Source, _ rowSize: Int, _ count: Int, to target: Destination
  ) {
    if count >= vectorCount && stride == 1 {
      copyRows(rows, source, rowSize, count, to: target) { $0.vector }
    } else if count >= laneCount && stride <= 2 {
      let everySecond = stride == 2
      copyRows(rows, source, rowSize, count, to: target) { $0.lanes(everySecond: everySecond) }
    } else if count >= 4 && stride <= 2 {
      let everySecond = stride == 2
      copyRows(rows, source, rowSize, count, to: target) { $0.four(everySecond: everySecond) }
    } else {
      for row in 0..<rows {
        let (from, to) = (source + row * rowSize, target + row * columns)
        for column in 0..<count { to[column] = from[column &* stride] }
      }
    }
  }

  /// Copies rows in vectors; the last of a row overlaps the one before.
  @inline(__always)
  private func copyRows<V: SIMD<Float>>(
    _ rows: Int, _ source: Source, _ rowSize: Int, _ count: Int, to target: Destination,
    load: (Source) -> V
  ) {
    let last = count - V.scalarCount
    var (from, to) = (source, target)
    for _ in 0..<rows {
      var column = 0
      while column < last {
        (to + column).store(load(from + column &* stride))
        column &+= V.scalarCount
      }
      (to + last).store(load(from + last &* stride))
      from += rowSize
      to += columns
    }
  }
}
