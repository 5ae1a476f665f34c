// Section geometry: how pictures shrink and what one number sees, through four famous networks.

import Lab3
import Reports
import Shared

func geometry(_ page: inout LabPage, _ lab: inout Lab3State) throws {
  page.say("A window slides over 28 pixels; how many places does it find?")
  let windows = [
    Window(5), Window(5, padding: 2), Window(3, stride: 2, padding: 1), Window(2, stride: 2),
    Window(3, stride: 2), Window(7, stride: 4),
  ]
  page.table(
    ["size", "stride", "padding", "output"],
    windows.map {
      ["\($0.size)", "\($0.stride)", "\($0.padding)", "\(outputSize(input: 28, window: $0))"]
    })
  page.say(
    """
    One number after some layers has seen a square of the picture, its receptive field. It grows by \
    K − 1 with each layer of stride 1, and twice as fast behind each stride of 2.
    """)
  page.show(
    LineChart(
      "The receptive field grows",
      towers.map { name, windows in
        Series(
          name,
          (0...windows.count).map { receptiveField(of: Array(windows.prefix($0))).size },
          startingAt: 0)
      }, x: "convolutions and poolings", y: Axis("pixels", scale: .logarithmic)))
  page.table(
    ["network", "windows", "field", "jump", "starts at"],
    towers.map { name, windows in
      let field = receptiveField(of: windows)
      return [name, "\(windows.count)", "\(field.size)", "\(field.jump)", "\(field.start)"]
    })
}

/// The windows of each network, from the picture on.
private var towers: [(name: String, windows: [Window])] {
  [
    ("LeNet-5", [Window(5, padding: 2), Window(2, stride: 2), Window(5), Window(2, stride: 2)]),
    (
      "AlexNet",
      [
        Window(11, stride: 4, padding: 2), Window(3, stride: 2), Window(5, padding: 2),
        Window(3, stride: 2), Window(3, padding: 1), Window(3, padding: 1), Window(3, padding: 1),
        Window(3, stride: 2),
      ]
    ),
    ("VGG-16", [2, 2, 3, 3, 3].flatMap { same(3, $0) + [Window(2, stride: 2)] }),
    (
      "ResNet-18",
      [Window(7, stride: 2, padding: 3), Window(3, stride: 2, padding: 1)] + same(3, 4)
        + (0..<3).flatMap { _ in [Window(3, stride: 2, padding: 1)] + same(3, 3) }
    ),
  ]
}

private func same(_ size: Int, _ count: Int) -> [Window] {
  Array(repeating: Window(size, padding: samePadding(size: size)), count: count)
}
