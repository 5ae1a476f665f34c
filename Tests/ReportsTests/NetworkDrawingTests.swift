// Networks as rows of boxes: everything is drawn, inside of the picture.

import Foundation
import Testing

@testable import Reports

struct NetworkDrawingTests {
  private let chart = NetworkDrawing(
    "Two networks",
    [
      (
        "small",
        [
          .init(.convolution, size: 28, channels: 6), .init(.pooling, size: 14, channels: 6),
          .init(.linear, size: 1, channels: 10),
        ]
      ), ("large", (0..<30).map { _ in .init(.residual, size: 224, channels: 512) }),
    ])

  @Test("The summary names each layer with its maps") func summaryNamesEachLayer() {
    #expect(
      chart.summary.contains("small: convolution 6 of 28×28, pooling 6 of 14×14, linear 10."))
    #expect(chart.summary.contains("large: residual block 512 of 224×224,"))
    #expect(NetworkDrawing("none", []).summary == "There is no data.")
  }

  @Test("Every box is drawn once and fits the width", arguments: [320.0, 680])
  func everyBoxFits(width: Double) throws {
    let svg = chart.svg(width: width)
    let pattern = #/<rect[^>]*?>/#
    let boxes = svg.matches(of: pattern).map { String(svg[$0.range]) }
    #expect(boxes.count == 4 + 33)  // four kinds in the legend
    for box in boxes {
      let x = try #require(box.firstMatch(of: #/ x="([\d.]+)"/#).flatMap { Double($0.1) })
      let w = try #require(box.firstMatch(of: #/ width="([\d.]+)"/#).flatMap { Double($0.1) })
      #expect(x + w <= width + 0.5)
    }
    #expect(svg.contains("small") && svg.contains("large"))
  }
}
