// Axes: steps a reader expects, whatever the data.

import Testing

@testable import Reports

struct TicksTests {
  @Test("steps are 1, 2 or 5 times a power of ten")
  func niceSteps() {
    #expect([0.7, 1, 1.1, 2.3, 5.1, 0.013].map(niceStep) == [1, 1, 2, 5, 10, 0.02])
    #expect([0, -1, Double.nan, .infinity].map(niceStep) == [1, 1, 1, 1])
  }

  @Test("ends snap to ticks, and labels share their decimals")
  func linear() {
    let ticks = Ticks(for: [0.03, 0.97], axis: "y", count: 5, snapping: true)
    #expect(ticks.labels == ["0.0", "0.2", "0.4", "0.6", "0.8", "1.0"])
    #expect(ticks.lower == 0 && ticks.upper == 1 && ticks.position(0.5) == 0.5)
  }

  @Test("whole numbers get whole ticks")
  func whole() {
    #expect(Ticks(for: [1, 2, 3], axis: "x", count: 9, snapping: false).labels == ["1", "2", "3"])
    #expect(
      Ticks(for: [-200, 300], axis: "x", count: 5, snapping: true).labels
        == ["−200", "−100", "0", "100", "200", "300"])
  }

  @Test("a logarithmic axis has decades, and 1-2-5 steps where decades are too few")
  func logarithmic() {
    let axis = Axis("y", scale: .logarithmic)
    let wide = Ticks(for: [1e-6, 1, -3, 0], axis: axis, count: 7, snapping: true)
    #expect(wide.labels == ["10⁻⁶", "10⁻⁵", "0.0001", "0.001", "0.01", "0.1", "1"])
    let narrow = Ticks(for: [0.03, 0.6], axis: axis, count: 5, snapping: true)
    #expect(narrow.labels == ["0.02", "0.05", "0.1", "0.2", "0.5", "1"])
    #expect(abs(wide.position(1e-3) - 0.5) < 1e-12)
  }

  @Test(
    "any data gives a few different, rising ticks inside the axis",
    arguments: [
      [], [5], [0], [-3, -3], [1e-30, 2e-30], [1e9, 1e9 + 1e-6], [-1e38, 1e38], [1e299, -1e299],
      [.nan, .infinity, 2], [0.1, 0.1000001], [1e300, .infinity],
      [-Double.leastNonzeroMagnitude, .leastNonzeroMagnitude],
    ])
  func anyData(data: [Double]) {
    for scale in [Axis.Scale.linear, .logarithmic] {
      for snapping in [true, false] {
        let axis = Axis("y", scale: scale)
        let ticks = Ticks(for: data, axis: axis, count: 6, snapping: snapping)
        #expect(ticks.lower < ticks.upper && ticks.lower.isFinite && ticks.upper.isFinite)
        #expect(ticks.values.count <= 20 && ticks.values.count == ticks.labels.count)
        #expect(zip(ticks.values, ticks.values.dropFirst()).allSatisfy { $0 < $1 })
        #expect(Set(ticks.labels).count == ticks.labels.count, "\(ticks.labels)")
        #expect(ticks.values.allSatisfy { (-1e-6...1.000001).contains(ticks.position($0)) })
      }
    }
  }

  @Test("numbers are short and readable")
  func numbers() {
    #expect(
      [0.123456, 12.3456, 1234.5, 0.5, 100].map { short($0) } == [
        "0.123", "12.3", "1234", "0.5", "100",
      ])
    #expect([1_234_567, 0.00001, -0.25].map { short($0) } == ["1.23×10⁶", "10⁻⁵", "−0.25"])
    #expect([.nan, .infinity, -.infinity, -0.0].map { short($0) } == ["NaN", "∞", "−∞", "0"])
    #expect(
      fixed(-0.001, decimals: 1) == "0.0" && percent(0.9712) == "97.1 %" && percent(1) == "100 %")
    #expect(counted(1, "value") == "1 value" && counted(3, "value") == "3 values")
  }

  @Test("coordinates have one decimal at most and are always numbers")
  func coordinates() {
    #expect(
      [1.26, -0.04, -1.25, 3, .nan, .infinity, 1e12].map(coordinate)
        == ["1.3", "0", "-1.3", "3", "0", "0", "0"])
  }
}
