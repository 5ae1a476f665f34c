// The gradients of pooling: a maximum's goes to its place, a mean's to all pixels of its window.
//
//     dy  ┌───┬───┐    dx, windows 3 × 3, stride 2: a pixel lies in one or two windows of a row, and
//         │ 0 │ 1 │    in as many of a column. The rows of windows over a row of pixels are added
//         └───┴───┘    first; then each pixel collects from its window and its left neighbour.
//     dx  ┌─┬─┬─┬─┬─┐
//         │0│0│·│1│1│  · = 0 + 1
//         └─┴─┴─┴─┴─┘

/// Adds each number to its place in its plane; the others are zero.
func scatter(_ dy: [Float], _ places: [Int32], planes: Int, plane: Int) -> [Float] {
  filled(planes * plane) { dx in
    let count = dy.count / max(1, planes)
    places.withUnsafeBufferPointer { places in
      dy.withUnsafeBufferPointer { dy in
        inParallel(planes, grain: max(1, memoryBoundGrain / max(1, plane))) { range in
          for index in range {
            let target = dx + index * plane
            target.update(repeating: 0, count: plane)
            for result in index * count..<(index + 1) * count {
              target[Int(places[result])] += dy[result]
            }
          }
        }
      }
    }
  }
}

/// Gives an equal part of each number to the pixels of its window.
func spreadMeans(_ dy: [Float], _ sizes: PoolingShape) -> [Float] {
  filled(sizes.planes * sizes.height * sizes.width) { dx in
    dy.withSource { dy in
      inParallel(sizes.planes, grain: sizes.grain) { planes in
        MeanGradient(sizes, dy: dy, dx: dx).spread(planes)
      }
    }
  }
}

/// The gradient of the pixels of some planes: each pixel collects from the windows over it.
///
/// Pixel `c·stride + r` of a row lies in the windows c, c - 1, c - 2 … as long as `r + j·stride` is
/// within the window `c - j`. Windows beyond both ends return zero.
private struct MeanGradient {
  let sizes: PoolingShape
  let dy: Source
  let dx: Destination
  /// Windows over the pixels of each remainder, in one direction.
  private let overlaps: [Int]
  /// Rows of windows over each row of pixels.
  private let rows: [Range<Int>]

  init(_ sizes: PoolingShape, dy: Source, dx: Destination) {
    (self.sizes, self.dy, self.dx) = (sizes, dy, dx)
    let overlaps = (0..<sizes.stride).map {
      (sizes.size - $0 + sizes.stride - 1) / sizes.stride
    }
    rows = (0..<sizes.height).map { y in
      let last = y / sizes.stride
      let first = min(sizes.rows, max(0, last - overlaps[y % sizes.stride] + 1))
      return first..<max(first, min(last + 1, sizes.rows))
    }
    self.overlaps = overlaps
  }

  func spread(_ planes: Range<Int>) {
    let groups = (sizes.width + sizes.stride - 1) / sizes.stride
    let before = overlaps[0]
    let size = before + max(groups, sizes.columns) + laneCount
    scratch(size) { memory in
      let sums = memory + before
      memory.update(repeating: 0, count: size)
      for plane in planes {
        for y in 0..<sizes.height {
          if y == 0 || rows[y] != rows[y - 1] { sumRows(plane, rows[y], to: sums) }
          spread(Source(sums), groups, to: dx + (plane * sizes.height + y) * sizes.width)
        }
      }
    }
  }

  /// Adds up some rows of windows.
  private func sumRows(_ plane: Int, _ rows: Range<Int>, to sums: Destination) {
    let scale = ScaledAddition(factor: 1 / Float(sizes.size * sizes.size))
    sums.update(repeating: 0, count: sizes.columns)
    for row in rows {
      let source = dy + (plane * sizes.rows + row) * sizes.columns
      zipRow(sums, source, to: sums, count: sizes.columns, scale)
    }
  }

  /// Spreads sums over a row of pixels, for eight windows at a time.
  private func spread(_ sums: Source, _ groups: Int, to pixels: Destination) {
    let (stride, width) = (sizes.stride, sizes.width)
    for first in Swift.stride(from: 0, to: groups, by: laneCount) {
      let target = pixels + first * stride
      if stride == 2 && (first + laneCount) * stride <= width {
        var pairs = SIMD16<Float>()
        pairs.evenHalf = sum(sums + first, overlaps[0])
        pairs.oddHalf = sum(sums + first, overlaps[1])
        target.store(pairs)
        continue
      }
      for rest in 0..<stride {
        let lanes = sum(sums + first, overlaps[rest])
        var (lane, place) = (0, rest)
        while lane < laneCount && first * stride + place < width {
          target[place] = lanes[lane]
          lane += 1
          place += stride
        }
      }
    }
  }

  /// What eight pixels with the same remainder collect from so many windows each.
  @inline(__always)
  private func sum(_ sums: Source, _ overlap: Int) -> Lanes {
    var result = Lanes()
    for j in 0..<overlap { result += (sums - j).lanes }
    return result
  }
}
