// Sums and extremes in a fixed order: the same result on any number of threads.
//
// A sum adds in a tree: runs of at most 1024 elements in 32 interleaved chains, runs pairwise above
// them. So the error grows with the logarithm of the count, not with the count.

/// A way to combine two numbers into one, in any grouping.
protocol Reduction: BinaryOperation {
  /// The number that changes nothing.
  static var neutral: Float { get }
}

extension Addition: Reduction { static var neutral: Float { 0 } }
extension Maximum: Reduction { static var neutral: Float { -.infinity } }
extension Minimum: Reduction { static var neutral: Float { .infinity } }

/// Elements that are combined in one run.
private let runLength = 1024

/// Elements that one thread combines at least.
private let blockLength = 65536

extension Reduction {
  /// Combines two single numbers.
  @inline(__always)
  func one(_ a: Float, _ b: Float) -> Float { self(Lanes(repeating: a), Lanes(repeating: b))[0] }

  /// Combines eight numbers, neighbours first.
  @inline(__always)
  func across(_ x: Lanes) -> Float {
    let pairs = self(
      Lanes(lowHalf: x.evenHalf, highHalf: SIMD4(repeating: Self.neutral)),
      Lanes(lowHalf: x.oddHalf, highHalf: SIMD4(repeating: Self.neutral)))
    return one(one(pairs[0], pairs[1]), one(pairs[2], pairs[3]))
  }
}

/// Combines `transform` of at most a run of elements.
@inline(__always)
private func run<Operation: Reduction, Transform: UnaryOperation>(
  _ x: Source, _ count: Int, _ operation: Operation, _ transform: Transform
) -> Float {
  let neutral = Lanes(repeating: Operation.neutral)
  var (a, b, c, d) = (neutral, neutral, neutral, neutral)
  var index = 0
  while index + 4 * laneCount <= count {
    a = operation(a, transform((x + index).lanes))
    b = operation(b, transform((x + index + 8).lanes))
    c = operation(c, transform((x + index + 16).lanes))
    d = operation(d, transform((x + index + 24).lanes))
    index += 4 * laneCount
  }
  while index + laneCount <= count {
    a = operation(a, transform((x + index).lanes))
    index += laneCount
  }
  var rest = neutral
  if index < count {
    let values = transform((x + index).lanes(count - index))
    for lane in 0..<(count - index) { rest[lane] = values[lane] }
  }
  return operation.across(operation(operation(operation(a, b), operation(c, d)), rest))
}

/// Combines `transform` of `count` contiguous elements.
@inline(__always)
func reduceRow<Operation: Reduction, Transform: UnaryOperation>(
  _ x: Source, _ count: Int, _ operation: Operation, _ transform: Transform
) -> Float {
  if count <= runLength { return run(x, count, operation, transform) }
  // Partial results of runs, combined like the digits of a binary counter: a result waits at its
  // level until its neighbour is complete.
  var waiting: [Float] = []
  var runs = 0
  var start = 0
  while start < count {
    var result = run(x + start, min(runLength, count - start), operation, transform)
    runs += 1
    var level = runs
    while level & 1 == 0, let left = waiting.popLast() {
      result = operation.one(left, result)
      level >>= 1
    }
    waiting.append(result)
    start += runLength
  }
  var result = waiting.removeLast()
  while let left = waiting.popLast() { result = operation.one(left, result) }
  return result
}

extension Tensor {
  /// All elements combined; threads share the work in blocks whose bounds depend on the count alone.
  @inline(__always)
  func reduce<Operation: Reduction, Transform: UnaryOperation>(
    _ operation: Operation, of transform: Transform
  ) -> Float {
    let count = scalars.count
    let blocks = (count + blockLength - 1) / blockLength
    var result = Operation.neutral
    scalars.withSource { x in
      if blocks == 1 {
        result = reduceRow(x, count, operation, transform)
        return
      }
      let partial = filled(blocks) { partial in
        inParallel(blocks, grain: 1) { range in
          for block in range {
            let start = block * blockLength
            partial[block] = reduceRow(
              x + start, Swift.min(blockLength, count - start), operation, transform)
          }
        }
      }
      partial.withSource { result = reduceRow($0, blocks, operation, Identity()) }
    }
    return result
  }
}

/// The element itself.
struct Identity: UnaryOperation {
  @inline(__always) func callAsFunction(_ x: Lanes) -> Lanes { x }
}

/// The squared distance from a number, which is counted from an origin.
struct SquaredDeviation: UnaryOperation {
  var origin: Float = 0
  let center: Float
  @inline(__always)
  func callAsFunction(_ x: Lanes) -> Lanes {
    let distance = x - origin - center
    return distance * distance
  }
}

/// Zero, or NaN for a number that is not finite.
struct TimesZero: UnaryOperation {
  @inline(__always) func callAsFunction(_ x: Lanes) -> Lanes { x * 0 }
}

/// The sum of the squares, in Double.
func sumOfSquares(_ scalars: [Float]) -> Double {
  var sum = 0.0
  scalars.withSource { x in
    var lanes = SIMD8<Double>()
    let whole = scalars.count / laneCount * laneCount
    for index in stride(from: 0, to: whole, by: laneCount) {
      let wide = SIMD8<Double>((x + index).lanes)
      lanes += wide * wide
    }
    sum = lanes.sum()
    for index in whole..<scalars.count { sum += Double(x[index]) * Double(x[index]) }
  }
  return sum
}
