// The hidden tests of exercise 3.2: odd sizes, padded borders, deep stacks and the empty one.

import Grading
import Lab3
import Shared
import Testing

struct GeometryTests {
  @Test(.exercise("3.2", "Output size and receptive field", points: 5))
  func geometry() async {
    await checkSizes()
    await checkRefusals()
    await checkFields()
  }

  private func checkSizes() async {
    await check("outputSize for sizes 1 to 12 of a window of 4, stride 3, padding 2") { sheet in
      sheet.call("outputSize(input: h, window: Window(4, stride: 3, padding: 2)), h = 1…12")
      sheet["sizes"] = (1...12).map {
        outputSize(input: $0, window: Window(4, stride: 3, padding: 2))
      }
    } equals: {
      ["sizes": .integers([1, 1, 2, 2, 2, 3, 3, 3, 4, 4, 4, 5])]
    }

    await check("AlexNet's first three sizes, and a window of one pixel") { sheet in
      sheet.call("outputSize of 224 with K = 11, s = 4, p = 2; of 55 and 27 with K = 3, s = 2")
      sheet["224"] = outputSize(input: 224, window: Window(11, stride: 4, padding: 2))
      sheet["55"] = outputSize(input: 55, window: Window(3, stride: 2))
      sheet["27"] = outputSize(input: 27, window: Window(3, stride: 2))
      sheet["7, K = 1, s = 2"] = outputSize(input: 7, window: Window(1, stride: 2))
      sheet["same, K = 11"] = samePadding(size: 11)
    } equals: {
      ["224": 55, "55": 27, "27": 13, "7, K = 1, s = 2": 4, "same, K = 11": 5]
    }
  }

  private func checkRefusals() async {
    await checkStops(
      "one pixel too few is refused at every stride, padding counted", weight: 0.5, saying: "7"
    ) { sheet in
      sheet["fits, K = 6"] = outputSize(input: 2, window: Window(6, stride: 3, padding: 2))
      sheet.call("outputSize(input: 2, window: Window(7, stride: 3, padding: 2))")
      sheet["size"] = outputSize(input: 2, window: Window(7, stride: 3, padding: 2))
    }

    await checkStops("a window of 2 has no same padding", weight: 0.25, saying: "2") { sheet in
      sheet["3"] = samePadding(size: 3)
      sheet.call("samePadding(size: 2)")
      sheet["2"] = samePadding(size: 2)
    }
  }

  private func checkFields() async {
    await check("without windows a number sees its pixel", weight: 0.5) { sheet in
      sheet.call("receptiveField(of: [])")
      let field = receptiveField(of: [])
      sheet["size, jump, start"] = [field.size, field.jump, field.start]
      sheet["places of 4"] = Array(field.places(of: 4))
    } equals: {
      ["size, jump, start": .integers([1, 1, 0]), "places of 4": .integers([4])]
    }

    await check("padding deep in the network moves the start by jumps") { sheet in
      sheet.call("receptiveField(of: K = 3, s = 2, p = 1; K = 3, s = 3, p = 1; K = 5, p = 2)")
      let windows = [
        Window(3, stride: 2, padding: 1), Window(3, stride: 3, padding: 1), Window(5, padding: 2),
      ]
      for depth in 1...3 {
        let field = receptiveField(of: Array(windows.prefix(depth)))
        sheet["size, jump, start after \(depth)"] = [field.size, field.jump, field.start]
      }
    } equals: {
      [
        "size, jump, start after 1": .integers([3, 2, -1]),
        "size, jump, start after 2": .integers([7, 6, -3]),
        "size, jump, start after 3": .integers([31, 6, -15]),
      ]
    }

    await check("VGG-16's last pooling sees 212 pixels", weight: 1.5) { sheet in
      sheet.call("receptiveField(of: the 13 convolutions and 5 poolings of VGG-16)")
      let windows = [2, 2, 3, 3, 3].flatMap { count in
        Array(repeating: Window(3, padding: 1), count: count) + [Window(2, stride: 2)]
      }
      let field = receptiveField(of: windows)
      sheet["size, jump, start"] = [field.size, field.jump, field.start]
      sheet["first place of 3"] = field.places(of: 3).lowerBound
    } equals: {
      ["size, jump, start": .integers([212, 32, -90]), "first place of 3": 6]
    }
  }
}
