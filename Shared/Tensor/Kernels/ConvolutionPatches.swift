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
    let eight = columns < laneCount ? 0 : laneCount
    var target = patches
    for b in 0..<kernelWidth {
      let first = b - left
      let start = min(columns, first >= 0 ? 0 : (stride - 1 - first) / stride)
      let end = max(start, min(columns, (width - first + stride - 1) / stride))
      let source = image + (first + start * stride)
      for group in 0..<groups {
        var y = windowRows.lowerBound * stride + group - top
        for _ in 0..<rows(ofGroup: group, under: windowRows.count) {
          if y < 0 || y >= height {
            clear(target, columns)
          } else {
            // Eight zeros are as quick as one; the copy overwrites what is too many.
            if start > 0 { clear(target, max(start, eight)) }
            if end < columns {
              clear(target + min(end, columns - eight), max(columns - end, eight))
            }
            copy(source + y * width, stride, end - start, to: target + start)
          }
          target += columns
          y += stride
        }
      }
    }
  }
}

/// Writes zeros.
@inline(__always)
private func clear(_ target: Destination, _ count: Int) {
  guard count >= laneCount else {
    for index in 0..<count { target[index] = 0 }
    return
  }
  for index in Swift.stride(from: 0, to: count - laneCount, by: laneCount) {
    (target + index).store(Lanes())
  }
  (target + (count - laneCount)).store(Lanes())
}

/// Copies numbers that lie `stride` apart; the last eight or four may overlap those before.
@inline(__always)
private func copy(_ source: Source, _ stride: Int, _ count: Int, to target: Destination) {
  guard count >= 4 && stride <= 2 else {
    for index in 0..<count { target[index] = source[index &* stride] }
    return
  }
  if count < laneCount {
    let last = count - 4
    target.store(source.four(everySecond: stride == 2))
    (target + last).store((source + last &* stride).four(everySecond: stride == 2))
    return
  }
  let last = count - laneCount
  var index = 0
  while index < last {
    (target + index).store((source + index &* stride).lanes(everySecond: stride == 2))
    index += laneCount
  }
  (target + last).store((source + last &* stride).lanes(everySecond: stride == 2))
}
