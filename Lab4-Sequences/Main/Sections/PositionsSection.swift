// Section positions: the sinusoidal table, and what attention can read from it.

import Lab4
import Reports
import Shared

func positions(_ page: inout LabPage, _ lab: inout Lab4State) throws {
  page.say(
    """
    Attention sees a set. Each place gets a vector of its own: pairs of sine and cosine, like the hands \
    of clocks of which each turns slower than the one before.
    """)
  let (count, width) = (64, 32)
  let table = sinusoidalPositions(count: count, width: width)  // [T, D]
  page.show(
    HeatMap(
      "Sinusoidal positions: a row is a place", table, colors: .diverging,
      axes: ("column", "place")))
  let products = matmul(table, table, transposeB: true)  // [T, T]
  page.say(
    """
    The product of the vectors of two places depends on their distance alone, so “three places before \
    me” is the same question everywhere.
    """)
  page.show(
    LineChart(
      "Product with the vectors at a distance",
      [10, 30].map { place in
        Series(
          "from place \(place)", x: Array(0...30),
          y: (0...30).map { products[place, place + $0] })
      }, x: "places away", y: "product"))
  let spread = (0...20).map { distance in
    (0..<count - distance).map { products[$0, $0 + distance] }
  }.map { ($0.max() ?? 0) - ($0.min() ?? 0) }
  page.number("largest difference at equal distance", Double(spread.max() ?? 0))
  var generator = SeededGenerator(seed: lab.options.seed)
  let learned = LearnedPositions(count: count, width: width, using: &generator)
  page.number("weights of a learned table instead", grouped(learned.weight.value.count))
}
