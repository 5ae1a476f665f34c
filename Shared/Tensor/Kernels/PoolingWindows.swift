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
            for lane in 0..<count { places[result + lane] = place[lane] }
            (values + result).store(best, count: count)
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
          (y + result).store(sum * scale, count: count)
        }
      }
    }
  }
}

/// Adds each number to its place in its plane; the others are zero.
func scatter(_ dy: [Float], _ places: [Int32], planes: Int, plane: Int) -> [Float] {
  filled(planes * plane) { dx in
    dx.update(repeating: 0, count: planes * plane)
    let count = dy.count / max(1, planes)
    dy.withSource { dy in
      places.withUnsafeBufferPointer { places in
        inParallel(planes, grain: max(1, memoryBoundGrain / max(1, plane))) { range in
          for index in range.lowerBound * count..<range.upperBound * count {
            dx[index / count * plane + Int(places[index])] += dy[index]
          }
        }
      }
    }
  }
}

/// Adds an equal part of each number to the pixels of its window.
func spreadMeans(_ dy: [Float], _ sizes: PoolingShape) -> [Float] {
  let plane = sizes.height * sizes.width
  let scale = 1 / Float(sizes.size * sizes.size)
  return filled(sizes.planes * plane) { dx in
    dx.update(repeating: 0, count: sizes.planes * plane)
    dy.withSource { dy in
      inParallel(sizes.planes, grain: sizes.grain) { planes in
        for index in planes.lowerBound * sizes.rows..<planes.upperBound * sizes.rows {
          let (source, row) = (dy + index * sizes.columns, index % sizes.rows)
          let target = dx + (index / sizes.rows * plane + row * sizes.stride * sizes.width)
          for column in 0..<sizes.columns {
            let part = source[column] * scale
            for a in 0..<sizes.size {
              let line = target + (a * sizes.width + column * sizes.stride)
              for b in 0..<sizes.size { line[b] += part }
            }
          }
        }
      }
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
