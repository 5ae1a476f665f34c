// Pooling: eight windows of a row at a time, all images and channels shared between threads.
//
//     row  ┌───┬───┬───┬───┐   windows 2 × 2, stride 2: the first pixels of all windows are every
//          │ 0 │ 0 │ 1 │ 1 │   second one of a row. They are loaded together, compared with the
//          │ 0 │ 0 │ 1 │ 1 │   second pixels of all windows, then with those of the next row.
//          └───┴───┴───┴───┘

extension PoolingShape {
  /// Windows worth a thread.
  fileprivate var grain: Int {
    max(1, memoryBoundGrain / max(1, rows * columns * (size * size + 1)))
  }

  /// Calls `body` with the place of the first pixel and that of the result of up to eight windows.
  ///
  /// The last eight windows of a row may overlap those before.
  @inline(__always)
  fileprivate func forEachEight(
    in planes: Range<Int>, _ body: (_ plane: Int, _ pixel: Int, _ result: Int, _ count: Int) -> Void
  ) {
    let count = min(laneCount, columns)
    for plane in planes {
      for row in 0..<rows {
        for first in Swift.stride(from: 0, to: columns, by: laneCount) {
          let column = min(first, columns - count)
          body(
            plane, row * stride * width + column * stride,
            (plane * rows + row) * columns + column, count)
        }
      }
    }
  }
}

/// The largest number of each window, and its place in its plane.
func largest(_ x: [Float], _ sizes: PoolingShape) -> (values: [Float], places: [Int32]) {
  let count = sizes.output.elementCount
  var places: [Int32] = []
  let values = filled(count) { values in
    places = [Int32](unsafeUninitializedCapacity: count) { buffer, initialized in
      initialized = count
      guard let places = buffer.baseAddress else { return }
      x.withSource { x in
        inParallel(sizes.planes, grain: sizes.grain) { planes in
          sizes.forEachEight(in: planes) { plane, pixel, result, count in
            let (best, place) = largest(
              x + plane * sizes.height * sizes.width, pixel, sizes, count)
            (values + result).store(best, first: count)
            (places + result).store(place, first: count)
          }
        }
      }
    }
  }
  return (values, places)
}

/// The largest numbers of up to eight windows, and their places.
@inline(__always)
private func largest(
  _ plane: Source, _ pixel: Int, _ sizes: PoolingShape, _ count: Int
) -> (Lanes, SIMD8<Int32>) {
  var best = (plane + pixel).lanes(count, stride: sizes.stride)
  let start = SIMD8<Int32>(0, 1, 2, 3, 4, 5, 6, 7) &* Int32(sizes.stride) &+ Int32(pixel)
  var place = start
  for a in 0..<sizes.size {
    for b in 0..<sizes.size {
      let step = a * sizes.width + b
      let candidate = (plane + pixel + step).lanes(count, stride: sizes.stride)
      let wins = (candidate .> best) .| (candidate .!= candidate .& best .== best)
      best.replace(with: candidate, where: wins)
      place.replace(with: start &+ Int32(step), where: wins)
    }
  }
  return (best, place)
}

/// The mean of each window.
func means(_ x: [Float], _ sizes: PoolingShape) -> [Float] {
  let scale = 1 / Float(sizes.size * sizes.size)
  return filled(sizes.output.elementCount) { y in
    x.withSource { x in
      inParallel(sizes.planes, grain: sizes.grain) { planes in
        sizes.forEachEight(in: planes) { plane, pixel, result, count in
          var sum = Lanes()
          for a in 0..<sizes.size {
            let row = x + ((plane * sizes.height + a) * sizes.width + pixel)
            for b in 0..<sizes.size { sum += (row + b).lanes(count, stride: sizes.stride) }
          }
          (y + result).store(sum * scale, first: count)
        }
      }
    }
  }
}

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
        MeanGradient(sizes: sizes, dy: dy, dx: dx).spread(planes)
      }
    }
  }
}

/// The gradient of the pixels' means: each pixel collects from the windows over it.
///
/// Pixel `c·stride + r` of a row lies in the windows c, c - 1, c - 2 … as long as `r + j·stride` is
/// within the window `c - j`. Windows beyond both ends return zero.
private struct MeanGradient {
  let sizes: PoolingShape
  let dy: Source
  let dx: Destination

  /// Windows that lie over a pixel at most, in one direction.
  private var overlap: Int { (sizes.size - 1) / sizes.stride + 1 }

  func spread(_ planes: Range<Int>) {
    let groups = (sizes.width + sizes.stride - 1) / sizes.stride
    let size = overlap + max(groups, sizes.columns) + laneCount
    scratch(size) { memory in
      memory.update(repeating: 0, count: size)
      for plane in planes {
        for y in 0..<sizes.height {
          sumRows(plane, over: y, to: memory + overlap)
          spread(
            Source(memory + overlap), groups,
            to: dx + (plane * sizes.height + y) * sizes.width)
        }
      }
    }
  }

  /// Adds up the rows of windows over a row of pixels.
  private func sumRows(_ plane: Int, over y: Int, to sums: Destination) {
    let scale = 1 / Float(sizes.size * sizes.size)
    let last = y / sizes.stride
    let first = max(0, last - (sizes.size - 1 - y % sizes.stride) / sizes.stride)
    let rows = y % sizes.stride < sizes.size ? first..<max(first, min(last + 1, sizes.rows)) : 0..<0
    sums.update(repeating: 0, count: sizes.columns)
    for row in rows {
      let source = dy + (plane * sizes.rows + row) * sizes.columns
      zipRow(sums, source, to: sums, count: sizes.columns, ScaledAddition(factor: scale))
    }
  }

  /// Spreads sums over a row of pixels, for eight windows at a time.
  private func spread(_ sums: Source, _ groups: Int, to pixels: Destination) {
    let (stride, width) = (sizes.stride, sizes.width)
    for first in Swift.stride(from: 0, to: groups, by: laneCount) {
      let target = pixels + first * stride
      if stride == 2 && (first + laneCount) * stride <= width {
        var pairs = SIMD16<Float>()
        (pairs.evenHalf, pairs.oddHalf) = (sum(sums + first, 0), sum(sums + first, 1))
        target.store(pairs)
        continue
      }
      for rest in 0..<stride {
        let lanes = sum(sums + first, rest)
        let count = (width - rest + stride - 1) / stride - first
        for lane in 0..<min(laneCount, count) { target[lane &* stride + rest] = lanes[lane] }
      }
    }
  }

  /// What eight pixels with the same remainder collect.
  @inline(__always)
  private func sum(_ sums: Source, _ rest: Int) -> Lanes {
    var result = Lanes()
    for j in 0..<(sizes.size - rest + sizes.stride - 1) / sizes.stride {
      result += (sums - j).lanes
    }
    return result
  }
}

extension UnsafeMutablePointer {
  /// Writes the first `count` of eight elements from here on.
  @inline(__always)
  fileprivate func store(_ lanes: SIMD8<Pointee>, first count: Int) where Pointee: SIMDScalar {
    if count == laneCount {
      UnsafeMutableRawPointer(self).storeBytes(of: lanes, as: SIMD8<Pointee>.self)
    } else {
      for lane in 0..<count { self[lane] = lanes[lane] }
    }
  }
}

extension UnsafePointer<Float> {
  /// Up to eight elements that lie `stride` apart, and zeros behind them.
  @inline(__always)
  fileprivate func lanes(_ count: Int, stride: Int) -> Lanes {
    if count == laneCount && stride <= 2 { return lanes(everySecond: stride == 2) }
    var result = Lanes()
    for lane in 0..<count { result[lane] = self[lane &* stride] }
    return result
  }
}
