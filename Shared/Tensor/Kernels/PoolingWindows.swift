// Pooling: eight windows of a row at a time, images and channels shared between threads.
//
//     row  ┌───┬───┬───┬───┐   windows 2 × 2, stride 2: the first pixels of all windows are every
//          │ 0 │ 0 │ 1 │ 1 │   second one of a row. They are loaded together, compared with the
//          │ 0 │ 0 │ 1 │ 1 │   second pixels of all windows, then with those of the next row.
//          └───┴───┴───┴───┘

extension PoolingShape {
  /// Windows worth a thread.
  var grain: Int {
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
          for plane in planes {
            let x = x + plane * sizes.height * sizes.width
            let (values, places) = (
              values + plane * sizes.rows * sizes.columns,
              places + plane * sizes.rows * sizes.columns
            )
            let isFinite = sizes.findLargest(x, to: values, places, mindsNaN: false)
            if !isFinite { _ = sizes.findLargest(x, to: values, places, mindsNaN: true) }
          }
        }
      }
    }
  }
  return (values, places)
}

extension PoolingShape {
  /// Writes the largest number of each window of a plane, and its place.
  ///
  /// To find NaN takes as long as all the rest, so it is sought where there may be one.
  /// - Returns: Whether all numbers are finite.
  @inline(__always)
  fileprivate func findLargest(
    _ x: Source, to values: Destination, _ places: UnsafeMutablePointer<Int32>, mindsNaN: Bool
  ) -> Bool {
    var zero = Lanes()
    let lanes = SIMD8<Int32>(0, 1, 2, 3, 4, 5, 6, 7) &* Int32(stride)
    forEachEight(in: 0..<1) { _, pixel, result, count in
      let start = lanes &+ Int32(pixel)
      var (best, place) = ((x + pixel).lanes(count, stride: stride), start)
      for a in 0..<size {
        for b in 0..<size {
          let step = a * width + b
          let candidate = (x + (pixel + step)).lanes(count, stride: stride)
          zero = multiplyAdd(candidate, Lanes(), zero)
          let wins =
            mindsNaN
            ? (candidate .> best) .| (candidate .!= candidate .& best .== best)
            : candidate .> best
          best.replace(with: candidate, where: wins)
          place.replace(with: start &+ Int32(step), where: wins)
        }
      }
      (values + result).store(best, first: count)
      (places + result).store(place, first: count)
    }
    return zero == Lanes()
  }
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
