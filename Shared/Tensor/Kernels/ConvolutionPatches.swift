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
        var y = windowRows.lowerBound * stride + group - top
        for _ in 0..<rows(ofGroup: group, under: windowRows.count) {
          if y >= 0 && y < height {
            fill(target, 0..<start)
            copyRow(
              image + (y * width + first + start * stride), stride, end - start, to: target + start)
            fill(target, end..<columns)
          } else {
            fill(target, 0..<columns)
          }
          target += columns
          y += stride
        }
      }
    }
  }
}

@inline(__always)
private func fill(_ target: Destination, _ range: Range<Int>) {
  for index in range { target[index] = 0 }
}

/// Copies numbers that lie `stride` apart.
@inline(__always)
private func copyRow(_ source: Source, _ stride: Int, _ count: Int, to target: Destination) {
  guard stride == 1 && count >= laneCount else {
    for index in 0..<count { target[index] = source[index &* stride] }
    return
  }
  let last = count - laneCount
  var index = 0
  while index < last {
    (target + index).store((source + index).lanes)
    index += laneCount
  }
  (target + last).store((source + last).lanes)
}
