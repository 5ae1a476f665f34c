// The visible tests of exercise 3.2: output sizes, same padding and receptive fields.

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
    await checkPlaces()
  }

  private func checkSizes() async {
    await check("outputSize counts the places of a window") { sheet in
      sheet.call("outputSize(input: 28, window: Window(5)) and others")
      sheet["28, K = 5"] = outputSize(input: 28, window: Window(5))
      sheet["28, K = 5, p = 2"] = outputSize(input: 28, window: Window(5, padding: 2))
      sheet["28, K = 2, s = 2"] = outputSize(input: 28, window: Window(2, stride: 2))
      sheet["224, K = 7, s = 2, p = 3"] = outputSize(
        input: 224, window: Window(7, stride: 2, padding: 3))
    } equals: {
      [
        "28, K = 5": 24, "28, K = 5, p = 2": 28, "28, K = 2, s = 2": 14,
        "224, K = 7, s = 2, p = 3": 112,
      ]
    }

    await check("outputSize leaves out what does not fill a window") { sheet in
      sheet.call("outputSize(input: 8, window: Window(3, stride: 2)) and others")
      sheet["8, K = 3, s = 2"] = outputSize(input: 8, window: Window(3, stride: 2))
      sheet["9, K = 3, s = 2"] = outputSize(input: 9, window: Window(3, stride: 2))
      sheet["5, K = 2, s = 3"] = outputSize(input: 5, window: Window(2, stride: 3))
      sheet["3, K = 3"] = outputSize(input: 3, window: Window(3))
    } equals: {
      ["8, K = 3, s = 2": 3, "9, K = 3, s = 2": 4, "5, K = 2, s = 3": 2, "3, K = 3": 1]
    }

    await check("samePadding keeps the size", weight: 0.5) { sheet in
      sheet.call("samePadding(size:) of 1, 3, 5 and 7")
      sheet["padding"] = [1, 3, 5, 7].map { samePadding(size: $0) }
    } equals: {
      ["padding": .integers([0, 1, 2, 3])]
    }
  }

  private func checkRefusals() async {
    await checkStops("a window longer than the input is refused", weight: 0.5, saying: "5") {
      sheet in
      sheet.call("outputSize(input: 4, window: Window(5, stride: 2))")
      sheet["size"] = outputSize(input: 4, window: Window(5, stride: 2))
    }

    await checkStops("an even window has no same padding", weight: 0.25, saying: "4") { sheet in
      sheet.call("samePadding(size: 4)")
      sheet["padding"] = samePadding(size: 4)
    }
  }

  private func checkFields() async {
    await check("the field of one window is the window") { sheet in
      sheet.call("receptiveField(of: [Window(5, stride: 2, padding: 1)])")
      sheet.write(receptiveField(of: [Window(5, stride: 2, padding: 1)]))
    } equals: {
      ["size": 5, "jump": 2, "start": -1]
    }

    await check("two windows of 3 see 5, and a stride widens what comes after it", weight: 1.5) {
      sheet in
      sheet.call("receptiveField(of: [Window(3), Window(3)]), the same with stride 2 first")
      sheet.write(receptiveField(of: [Window(3), Window(3)]))
      let strided = [Window(3, stride: 2), Window(3)]
      sheet.write(receptiveField(of: strided), " after a stride of 2")
    } equals: {
      [
        "size": 5, "jump": 1, "start": 0, "size after a stride of 2": 7,
        "jump after a stride of 2": 2, "start after a stride of 2": 0,
      ]
    }

    await check("the field after LeNet-5's convolutions and poolings", weight: 1.5) { sheet in
      let windows = [
        Window(5, padding: 2), Window(2, stride: 2), Window(5), Window(2, stride: 2),
      ]
      sheet.call("receptiveField(of: K = 5, p = 2; K = 2, s = 2; K = 5; K = 2, s = 2)")
      sheet.write(receptiveField(of: windows))
    } equals: {
      ["size": 16, "jump": 4, "start": -2]
    }
  }

  private func checkPlaces() async {
    await check("places(of:) are a jump apart and as long as the field") { sheet in
      let field = ReceptiveField(size: 16, jump: 4, start: -2)
      sheet.call("ReceptiveField(size: 16, jump: 4, start: −2).places(of: 0) and (of: 3)")
      sheet["of 0"] = Array(field.places(of: 0))
      sheet["of 3"] = Array(field.places(of: 3))
    } equals: {
      ["of 0": .integers(Array(-2..<14)), "of 3": .integers(Array(10..<26))]
    }
  }
}

extension Sheet {
  /// The three numbers of a field, as entries of their own.
  fileprivate func write(_ field: ReceptiveField, _ suffix: String = "") {
    self["size" + suffix] = field.size
    self["jump" + suffix] = field.jump
    self["start" + suffix] = field.start
  }
}
