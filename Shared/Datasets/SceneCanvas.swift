// One scene while it is drawn: fragments first, then digits where none stands yet.

import Shared

/// The pixels of a scene and what stands in it.
struct SceneCanvas {
  private let size: Int
  private(set) var pixels: [Float]
  private(set) var digits: [PlacedDigit] = []

  /// Draws a scene with images of `source`.
  init(drawing plan: ScenePlan, from source: Dataset, using generator: inout SeededGenerator) {
    size = plan.size
    pixels = Array(repeating: 0, count: size * size)
    for _ in 0..<plan.fragments { addFragment(plan.fragmentSize, from: source, &generator) }
    let wanted = plan.digits.lowerBound + generator.below(plan.digits.count)
    for _ in 0..<wanted { addDigit(plan.heights, from: source, &generator) }
  }

  /// A square of an image, inked where the image is, at a random place.
  private mutating func addFragment(
    _ length: Int, from source: Dataset, _ generator: inout SeededGenerator
  ) {
    let ink = Ink(of: generator.below(source.count), in: source)
    func start(_ range: Range<Int>) -> Int {
      range.lowerBound + generator.below(max(1, range.count - length + 1))
    }
    let (row, column) = (start(ink.rows), start(ink.columns))
    let window = ink.within(rows: row..<row + length, columns: column..<column + length)
    let (top, left) = (generator.below(size - length + 1), generator.below(size - length + 1))
    draw(window, top: top, left: left, height: window.rows.count, width: window.columns.count)
  }

  /// A digit of a random height where it meets no other, if twenty places are enough to find one.
  private mutating func addDigit(
    _ heights: ClosedRange<Int>, from source: Dataset, _ generator: inout SeededGenerator
  ) {
    let image = generator.below(source.count)
    let ink = Ink(of: image, in: source)
    let height = heights.lowerBound + generator.below(heights.count)
    let proportion = Float(ink.columns.count) / Float(ink.rows.count)
    let width = min(size, max(2, Int((Float(height) * proportion).rounded())))
    for _ in 0..<20 {
      let (top, left) = (generator.below(size - height + 1), generator.below(size - width + 1))
      let digit = PlacedDigit(
        label: source.labels[image], left: left, top: top, right: left + width,
        bottom: top + height)
      guard !digits.contains(where: digit.meets) else { continue }
      draw(ink, top: top, left: left, height: height, width: width)
      return digits.append(digit)
    }
  }

  /// Draws inked pixels into a frame of another size; the brighter of old and new stays.
  private mutating func draw(_ ink: Ink, top: Int, left: Int, height: Int, width: Int) {
    for row in 0..<height {
      let y = Ink.position(row, of: height, in: ink.rows)
      for column in 0..<width {
        let place = (top + row) * size + left + column
        let x = Ink.position(column, of: width, in: ink.columns)
        pixels[place] = max(pixels[place], ink.value(y, x))
      }
    }
  }
}

/// The part of an image that holds its ink.
private struct Ink {
  let rows: Range<Int>
  let columns: Range<Int>
  private let pixels: [Float]
  private let width: Int

  /// The smallest frame around all pixels of a quarter ink and more; the whole of a blank image.
  init(of index: Int, in source: Dataset) {
    let (height, width) = (source.inputs.shape[2], source.inputs.shape[3])
    let pixels = source.inputs[row: index].scalars
    let inked = pixels.indices.filter { pixels[$0] >= 0.25 }
    rows = Ink.hull(inked.map { $0 / width }) ?? 0..<height
    columns = Ink.hull(inked.map { $0 % width }) ?? 0..<width
    (self.pixels, self.width) = (pixels, width)
  }

  private init(_ ink: Ink, rows: Range<Int>, columns: Range<Int>) {
    (pixels, width, self.rows, self.columns) = (ink.pixels, ink.width, rows, columns)
  }

  private static func hull(_ places: [Int]) -> Range<Int>? {
    guard let first = places.min(), let last = places.max() else { return nil }
    return first..<last + 1
  }

  /// The part of the image inside of a window.
  func within(rows: Range<Int>, columns: Range<Int>) -> Ink {
    Ink(
      self, rows: rows.clamped(to: 0..<pixels.count / width),
      columns: columns.clamped(to: 0..<width))
  }

  /// Where the centre of pixel `index` of `count` falls when they cover a range of pixels evenly.
  static func position(_ index: Int, of count: Int, in range: Range<Int>) -> Float {
    let position =
      Float(range.lowerBound) + (Float(index) + 0.5) * Float(range.count) / Float(count) - 0.5
    return min(max(position, Float(range.lowerBound)), Float(range.upperBound - 1))
  }

  /// The image between its pixels, by linear interpolation.
  func value(_ y: Float, _ x: Float) -> Float {
    let (top, left) = (Int(y), Int(x))
    let (bottom, right) = (min(top + 1, rows.upperBound - 1), min(left + 1, columns.upperBound - 1))
    let (down, over) = (y - Float(top), x - Float(left))
    func row(_ y: Int) -> Float {
      pixels[y * width + left] * (1 - over) + pixels[y * width + right] * over
    }
    return row(top) * (1 - down) + row(bottom) * down
  }
}
