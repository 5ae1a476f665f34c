// Sums and extremes along one axis of a tensor seen as [outer, size, inner].
//
// Where the axis is the last one, a result is combined from a row of neighbours. Else whole rows are
// combined: 32 of them one after the other, and these runs pairwise, so that the error of a sum grows
// with the logarithm of the size. The order does not depend on the number of threads.

/// Rows that are combined in one run.
private let rowsOfRun = 32

extension Tensor {
  /// The sums along an axis.
  func sums(along axis: Int) -> Tensor { reduce(along: axis, Addition()) }

  /// The largest elements along an axis, or NaN.
  func largest(along axis: Int) -> Tensor { reduce(along: axis, Maximum()) }

  /// The smallest elements along an axis, or NaN.
  func smallest(along axis: Int) -> Tensor { reduce(along: axis, Minimum()) }

  /// The sums of the squared distances from the mean along the last axis.
  ///
  /// A row is read twice, the second time from the cache. Seen from its first element, a row of equal
  /// numbers has a mean of exactly 0.
  var squaredDeviationsOfRows: Tensor {
    let (rows, size, _) = shape.split(at: rank - 1)
    let results = filled(rows) { output in
      scalars.withSource { x in
        inParallel(rows, grain: Swift.max(1, memoryBoundGrain / size)) { range in
          for row in range {
            let (start, first) = (x + row * size, x[row * size])
            let sum = reduceRow(
              start, size, Addition(), RightBound(operation: Subtraction(), b: first))
            output[row] = reduceRow(
              start, size, Addition(),
              SquaredDeviation(origin: first, center: sum / Float(size)))
          }
        }
      }
    }
    return Tensor(results, shape: shape.removing(rank - 1))
  }

  @inline(__always)
  private func reduce<Operation: Reduction>(along axis: Int, _ operation: Operation) -> Tensor {
    let (outer, size, inner) = shape.split(at: axis)
    let results = filled(outer * inner) { output in
      if size == 0 {
        output.update(repeating: Operation.neutral, count: outer * inner)
        return
      }
      scalars.withSource { x in
        if inner == 1 {
          inParallel(outer, grain: Swift.max(1, memoryBoundGrain / size)) { rows in
            for row in rows {
              output[row] = reduceRow(x + row * size, size, operation, Identity())
            }
          }
        } else {
          let block = Rows(start: x, size: size, stride: inner)
          block.reduceBlocks(outer, to: output, operation)
        }
      }
    }
    return Tensor(results, shape: shape.removing(axis))
  }
}

/// Rows that are combined with each other, element by element.
private struct Rows {
  let start: Source
  let size: Int
  let stride: Int

  /// Combines the rows of several blocks that follow each other.
  @inline(__always)
  func reduceBlocks<Operation: Reduction>(
    _ count: Int, to output: Destination, _ operation: Operation
  ) {
    if count == 1 {
      inParallel(stride, grain: Swift.max(64, memoryBoundGrain / size)) { columns in
        let part = Rows(start: start + columns.lowerBound, size: size, stride: stride)
        part.reduce(columns.count, to: output + columns.lowerBound, operation)
      }
    } else {
      inParallel(count, grain: Swift.max(1, memoryBoundGrain / (size * stride))) { blocks in
        for block in blocks {
          let part = Rows(start: start + block * size * stride, size: size, stride: stride)
          part.reduce(stride, to: output + block * stride, operation)
        }
      }
    }
  }

  /// Combines the first `width` elements of all rows.
  ///
  /// Finished runs wait in a stack and are combined as the digits of a binary counter carry over.
  func reduce<Operation: Reduction>(
    _ width: Int, to output: Destination, _ operation: Operation
  ) {
    if size <= rowsOfRun { return run(0, width, to: output, operation) }
    let runs = (size + rowsOfRun - 1) / rowsOfRun
    scratch((Int.bitWidth - runs.leadingZeroBitCount + 1) * width) { stack in
      var height = 0
      func combineTop() {
        height -= 1
        let (left, right) = (stack + (height - 1) * width, stack + height * width)
        zipRow(left, right, to: left, count: width, operation)
      }
      for index in 0..<runs {
        run(index * rowsOfRun, width, to: stack + height * width, operation)
        height += 1
        for _ in 0..<(index + 1).trailingZeroBitCount { combineTop() }
      }
      while height > 1 { combineTop() }
      output.update(from: stack, count: width)
    }
  }

  /// Combines a run of rows, one after the other; 32 columns at a time stay in registers.
  @inline(__always)
  private func run<Operation: Reduction>(
    _ first: Int, _ width: Int, to output: Destination, _ operation: Operation
  ) {
    let rows = first..<Swift.max(first + 1, Swift.min(first + rowsOfRun, size))
    var column = 0
    while column + 4 * laneCount <= width {
      wideColumns(rows, column, to: output + column, operation)
      column += 4 * laneCount
    }
    while column + laneCount <= width {
      columns(rows, column, to: output + column, operation)
      column += laneCount
    }
    if column == width { return }
    if width >= laneCount {  // the last eight overlap the columns before them
      return columns(rows, width - laneCount, to: output + (width - laneCount), operation)
    }
    output.update(from: start + rows.lowerBound * stride, count: width)
    for row in rows.dropFirst() {
      zipRow(output, start + row * stride, to: output, count: width, operation)
    }
  }

  /// Combines eight neighbouring columns of some rows.
  @inline(__always)
  private func columns<Operation: Reduction>(
    _ rows: Range<Int>, _ column: Int, to output: Destination, _ operation: Operation
  ) {
    var x = start + (rows.lowerBound * stride + column)
    var result = x.lanes
    for _ in 1..<rows.count {
      x += stride
      result = operation(result, x.lanes)
    }
    output.store(result)
  }

  /// Combines 32 neighbouring columns of some rows.
  @inline(__always)
  private func wideColumns<Operation: Reduction>(
    _ rows: Range<Int>, _ column: Int, to output: Destination, _ operation: Operation
  ) {
    var x = start + (rows.lowerBound * stride + column)
    var (a, b, c, d) = (x.lanes, (x + 8).lanes, (x + 16).lanes, (x + 24).lanes)
    for _ in 1..<rows.count {
      x += stride
      (a, b) = (operation(a, x.lanes), operation(b, (x + 8).lanes))
      (c, d) = (operation(c, (x + 16).lanes), operation(d, (x + 24).lanes))
    }
    output.store(a)
    (output + 8).store(b)
    (output + 16).store(c)
    (output + 24).store(d)
  }
}
