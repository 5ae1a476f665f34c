// Networks drawn as rows of boxes, as papers do: a box as high as its maps are, as wide as they are
// many, both on a logarithmic scale.

import Foundation

/// Networks as rows of boxes, one a layer.
public struct NetworkDrawing: Chart {
  /// What a box stands for; each kind has its colour.
  public enum Kind: String, Sendable, CaseIterable {
    case convolution, pooling, residual = "residual block", linear
  }

  /// One layer.
  public struct Box: Sendable {
    let kind: Kind
    let size: Int
    let channels: Int

    /// A layer of `channels` maps of `size` × `size`, or of `channels` units where the size is 1.
    public init(_ kind: Kind, size: Int, channels: Int) {
      (self.kind, self.size, self.channels) = (kind, max(1, size), max(1, channels))
    }
  }

  /// What the chart is about.
  public let title: String
  let networks: [(name: String, boxes: [Box])]

  /// Draws networks below each other, each from its input on the left.
  public init(_ title: String, _ networks: [(name: String, boxes: [Box])]) {
    (self.title, self.networks) = (title, networks)
  }

  /// The layers of each network, in words.
  public var summary: String {
    guard !networks.isEmpty else { return "There is no data." }
    return "Networks as rows of boxes. "
      + networks.map { name, boxes in
        name + ": "
          + boxes.map { box in
            box.size > 1
              ? "\(box.kind.rawValue) \(box.channels) of \(box.size)×\(box.size)"
              : "\(box.kind.rawValue) \(box.channels)"
          }.joined(separator: ", ") + "."
      }.joined(separator: " ")
  }

  /// The rows as an `svg` element.
  public func svg(width: Double) -> String {
    let kinds = Kind.allCases.filter { kind in
      networks.contains { $0.boxes.contains { $0.kind == kind } }
    }
    let legend = Legend(
      kinds.map { LegendEntry(name: $0.rawValue, index: index(of: $0), sample: .area) },
      width: width)
    let rowHeight = 104.0
    let rows = networks.enumerated().map { number, network in
      row(network, top: legend.height + Double(number) * rowHeight, width: width)
    }
    return drawing(
      width: width, height: legend.height + Double(networks.count) * rowHeight,
      legend.svg + rows.joined())
  }

  private func row(_ network: (name: String, boxes: [Box]), top: Double, width: Double) -> String {
    let (gap, middle) = (3.0, top + 62)
    let widest = networks.map { $0.boxes.map(breadth).reduce(0, +) }.max() ?? 1
    let gaps = Double((networks.map(\.boxes.count).max() ?? 1) - 1) * gap
    let scale = min(6, max(0.1, (width - gaps) / max(widest, 1)))
    var (x, boxes) = (0.0, "")
    for box in network.boxes {
      let (wide, high) = (breadth(box) * scale, 6 + 8 * log2(Double(box.size)))
      let text =
        box.size > 1
        ? "\(box.kind.rawValue): \(box.channels) × \(box.size) × \(box.size)"
        : "\(box.kind.rawValue): \(box.channels)"
      boxes += element(
        "rect",
        [
          "x": x, "y": middle - high / 2, "width": wide, "height": high, "rx": 1.5,
          "style": "fill:\(Theme.color(index(of: box.kind)))",
        ], tooltip(text))
      x += wide + gap
    }
    return label(fitted(network.name, width: width), x: 0, y: top + 12, style: "strong") + boxes
  }

  /// How wide a box is beside others, before all are made to fit.
  private func breadth(_ box: Box) -> Double { 1 + log2(Double(box.channels)) }

  private func index(of kind: Kind) -> Int { Kind.allCases.firstIndex(of: kind) ?? 0 }
}
