// Section warm-up: broadcasting in a table, and the three-loop matrix product against `matmul`.

import Lab1
import Reports
import Shared

func warmUp(_ page: inout LabPage, _ lab: inout Lab1State) throws {
  page.say(
    """
    Broadcasting lines two shapes up from the right and stretches the axis that is missing: \
    [5, 3] − [3] takes every column's mean from its column.
    """)
  showStandardizedTable(on: &page)
  showSumOfWaves(on: &page)
  raceMatmul(on: &page, lab)
}

private func showStandardizedTable(on page: inout LabPage) {
  let people: Tensor = [
    [158, 52, 31], [164, 61, 25], [171, 64, 47], [180, 83, 38], [187, 90, 62],
  ]
  let standard = standardized(people)
  page.table(
    ["height cm", "weight kg", "age", "", "standardised", "", ""],
    (0..<people.shape[0]).map { row in
      (0..<3).map { shortText(people[row, $0]) } + ["→"]
        + (0..<3).map { fixedText(standard[row, $0], decimals: 2) }
    })
  page.number("largest column mean afterwards", Double(abs(columnMeans(standard)).max()))
}

private func showSumOfWaves(on page: inout LabPage) {
  let angle = Tensor(from: 0, through: 4 * .pi, count: 48)
  let sums = pairwiseSum(sin(angle), cos(angle))  // [48] and [48] give [48, 48]
  page.say("A column [48, 1] plus a row [48] is a whole table [48, 48]: sin yᵢ + cos xⱼ.")
  page.illustrate(HeatMap("pairwiseSum(sin y, cos x)", sums, columns: 48, colors: .diverging))
}

private func raceMatmul(on page: inout LabPage, _ lab: Lab1State) {
  page.say("The matrix product in three loops, and `matmul` from Shared, on the same matrices:")
  var generator = SeededGenerator(seed: lab.options.seed)
  let sizes = lab.options.quick ? [16, 32, 64] : [16, 32, 64, 96]
  var (loops, fast, difference): ([Double], [Double], Float) = ([], [], 0)
  for size in sizes {
    let a = Tensor(randomNormal: [size, size], using: &generator)
    let b = Tensor(randomNormal: [size, size], using: &generator)
    var (slowProduct, fastProduct) = (a, a)
    loops.append(1000 * seconds { slowProduct = loopMatmul(a, b) })
    fast.append((0..<5).map { _ in 1000 * seconds { fastProduct = matmul(a, b) } }.min() ?? 0)
    difference = max(difference, abs(slowProduct - fastProduct).max())
  }
  page.show(
    LineChart(
      "Time of one matrix product",
      [
        Series("three loops", x: sizes, y: loops), Series("matmul", x: sizes, y: fast),
      ],
      x: Axis("rows and columns", scale: .logarithmic),
      y: Axis("time", unit: "ms", scale: .logarithmic)))
  let last = sizes.count - 1
  page.number("\(sizes[last])×\(sizes[last]) in three loops", loops[last], unit: "ms")
  page.number("\(sizes[last])×\(sizes[last]) by matmul", fast[last], unit: "ms")
  page.number("times as fast", fixedText(loops[last] / fast[last], decimals: 0))
  page.number("largest difference of any element", Double(difference))
}
