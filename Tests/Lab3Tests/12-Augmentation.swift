// The visible tests of exercise 3.12: each way to change images, and which images it is for.

import Grading
import Lab3
import Shared
import Testing

struct AugmentationTests {
  private let image: Tensor = [[[[0.1, 0.2, 0.3], [0.4, 0.5, 0.6], [0.7, 0.8, 0.9]]]]

  @Test(.exercise("3.12", "Augmentation", points: 7))
  func augmentation() async {
    await checkFlips()
    await checkShifts()
    await checkBilinear()
    await checkTurns()
    await checkDrawnTurns()
    await checkLight()
    await checkCuts()
    await checkMixes()
    await checkModes()
  }

  private func checkFlips() async {
    let x: Tensor = [[[[1, 2, 3], [4, 5, 6]], [[7, 8, 9], [0, 1, 2]]]]
    await check("flipped with probability 1 mirrors left to right, with 0 nothing", weight: 0.5) {
      sheet in
      var generator = SeededGenerator(seed: 1)
      sheet.call("flipped(x, probability: 1), then 0", on: ["x": x])
      sheet["1"] = flipped(x, probability: 1, using: &generator)
      sheet["0"] = flipped(x, probability: 0, using: &generator)
    } equals: {
      ["1": [[[[3, 2, 1], [6, 5, 4]], [[9, 8, 7], [2, 1, 0]]]], "0": .tensor(x)]
    }

    await check("each image is mirrored or not for itself", weight: 0.5) { sheet in
      var generator = SeededGenerator(seed: 3)
      sheet.call("flipped of eight images [[1, 2]], probability 0.5, seed 3")
      let images = Tensor([1, 2, 1, 2, 1, 2, 1, 2, 1, 2, 1, 2, 1, 2, 1, 2], shape: [8, 1, 1, 2])
      sheet["y"] = flipped(images, using: &generator).reshaped(to: [8, 2])
    } equals: {
      ["y": [[2, 1], [1, 2], [1, 2], [2, 1], [2, 1], [1, 2], [2, 1], [1, 2]]]
    }
  }

  private func checkShifts() async {
    let x = Tensor(concatenating: [image, image, image])
    await check("shiftCropped moves each image by its own draws, first down, then right") { sheet in
      var generator = SeededGenerator(seed: 140)
      sheet.call("shiftCropped(x, by: 1), three equal images, seed 140", on: ["x": x])
      sheet["y"] = shiftCropped(x, by: 1, using: &generator)
    } equals: {
      [
        "y": [
          [[[0, 0, 0], [0.1, 0.2, 0.3], [0.4, 0.5, 0.6]]],
          [[[0, 0.4, 0.5], [0, 0.7, 0.8], [0, 0, 0]]],
          [[[0.2, 0.3, 0], [0.5, 0.6, 0], [0.8, 0.9, 0]]],
        ]
      ]
    }
  }

  private func checkBilinear() async {
    let x: Tensor = [[[[1, 2], [3, 5]]]]
    await check("bilinear weighs the four pixels around, zeros outside") { sheet in
      sheet.call("bilinear(x, n: 0, c: 0, row: …, column: …)", on: ["x": x])
      for (row, column) in [
        (1, 0), (0.5, 0.5), (0.25, 1), (0, 0.75), (-0.25, 0), (1, 1.5), (-1, 0),
      ] {
        sheet["at (\(row), \(column))"] = bilinear(
          x, n: 0, c: 0, row: Float(row), column: Float(column))
      }
    } equals: {
      [
        "at (1.0, 0.0)": 3, "at (0.5, 0.5)": 2.75, "at (0.25, 1.0)": 2.75, "at (0.0, 0.75)": 1.75,
        "at (-0.25, 0.0)": 0.75, "at (1.0, 1.5)": 2.5, "at (-1.0, 0.0)": 0,
      ]
    }
  }

  private func checkTurns() async {
    let x = image
    await check("turned by 90° takes the right side to the top", weight: 0.75) { sheet in
      sheet.call("turned(x, by: [90], scaledBy: [1])", on: ["x": x])
      sheet["y"] = turned(x, by: [90], scaledBy: [1])
    } equals: {
      ["y": [[[[0.3, 0.6, 0.9], [0.2, 0.5, 0.8], [0.1, 0.4, 0.7]]]]]
    }

    await check("turned by 30° and enlarged 1.5 times", weight: 0.75) { sheet in
      sheet.call("turned(x, by: [30], scaledBy: [1.5])", on: ["x": x])
      sheet["y"] = turned(x, by: [30], scaledBy: [1.5])
    } equals: {
      [
        "y": [
          [
            [
              [0.20239323, 0.36012825, 0.51786328], [0.34226497, 0.5, 0.65773503],
              [0.48213672, 0.63987175, 0.79760677],
            ]
          ]
        ]
      ]
    }
  }

  private func checkDrawnTurns() async {
    let x = Tensor(concatenating: [image, image])
    await check("rotated draws an angle for each image", weight: 0.5) { sheet in
      var generator = SeededGenerator(seed: 5)
      sheet.call("rotated(x, by: −20...20), two equal images, seed 5", on: ["x": x])
      sheet["y"] = rotated(x, by: -20...20, using: &generator)
    } equals: {
      [
        "y": [
          [
            [
              [0.11517498, 0.19304002, 0.2696598], [0.42400284, 0.5, 0.57599716],
              [0.65449458, 0.80695998, 0.8089794],
            ]
          ],
          [
            [
              [0.10004788, 0.22216537, 0.30014365], [0.3489771, 0.5, 0.6510229],
              [0.54009548, 0.77783463, 0.74019124],
            ]
          ],
        ]
      ]
    }

    await check("scaled draws a factor for each image", weight: 0.5) { sheet in
      var generator = SeededGenerator(seed: 3)
      sheet.call("scaled(x, by: 0.5...2), two equal images, seed 3", on: ["x": x])
      sheet["y"] = scaled(x, by: 0.5...2, using: &generator)
    } equals: {
      [
        "y": [
          [
            [
              [0.025791507, 0.10157068, 0.07737452], [0.20314136, 0.5, 0.30471203],
              [0.18054055, 0.40628271, 0.23212356],
            ]
          ],
          [
            [
              [0.24200876, 0.30650657, 0.37100438], [0.43550219, 0.5, 0.56449781],
              [0.62899562, 0.69349343, 0.75799124],
            ]
          ],
        ]
      ]
    }
  }

  private func checkLight() async {
    await check("brightened draws a factor for each image and cuts at 1", weight: 0.75) { sheet in
      let x = Tensor([0.2, 0.4, 0.8, 0.2, 0.4, 0.8], shape: [2, 1, 1, 3])
      var generator = SeededGenerator(seed: 10)
      sheet.call("brightened(x, by: 0.5...2), two equal images, seed 10", on: ["x": x])
      sheet["y"] = brightened(x, by: 0.5...2, using: &generator)
    } equals: {
      ["y": [[[[0.1099933, 0.21998661, 0.43997321]]], [[[0.32031014, 0.64062028, 1]]]]]
    }

    await check("noisy has the wanted deviation, other noise in every pixel", weight: 0.75) {
      sheet in
      var generator = SeededGenerator(seed: 8)
      sheet.call("noisy(zeros [20, 2, 10, 10], deviation: 0.1), seed 8")
      let y = noisy(Tensor(zeros: [20, 2, 10, 10]), deviation: 0.1, using: &generator)
      sheet["mean"] = y.mean()
      sheet["variance"] = y.variance()
      sheet["variance within an image"] = y.reshaped(to: [20, 200]).variance(along: 1).mean()
      sheet["variance of a pixel"] = y.reshaped(to: [40, 100]).variance(along: 0).mean()
    } equals: {
      [
        "mean": .within(-0.01...0.01), "variance": .within(0.009...0.011),
        "variance within an image": .within(0.009...0.011),
        "variance of a pixel": .within(0.009...0.011),
      ]
    }
  }

  private func checkCuts() async {
    await check("cutOut empties a square around a pixel drawn for each image") { sheet in
      var generator = SeededGenerator(seed: 206)
      sheet.call("cutOut(ones [2, 1, 5, 6], size: 3), seed 206")
      sheet["y"] = cutOut(Tensor(ones: [2, 1, 5, 6]), size: 3, using: &generator)
    } equals: {
      [
        "y": [
          [
            [
              [1, 1, 1, 1, 1, 1], [1, 1, 0, 0, 0, 1], [1, 1, 0, 0, 0, 1], [1, 1, 0, 0, 0, 1],
              [1, 1, 1, 1, 1, 1],
            ]
          ],
          [
            [
              [1, 1, 1, 1, 1, 1], [1, 1, 1, 1, 1, 1], [1, 1, 1, 1, 1, 1], [0, 0, 1, 1, 1, 1],
              [0, 0, 1, 1, 1, 1],
            ]
          ],
        ]
      ]
    }
  }

  private func checkMixes() async {
    await check("mixedUp mixes images and targets in the same shares", weight: 0.75) { sheet in
      sheet.call("mixedUp of three images with partners [1, 2, 0], share 0.75")
      let mixed = mixedUp(
        Tensor([1, 2, 10, 20, 100, 200], shape: [3, 1, 1, 2]),
        targets: [[1, 0, 0], [0, 1, 0], [0, 0, 1]], partners: [1, 2, 0], share: 0.75)
      sheet["images"] = mixed.images
      sheet["targets"] = mixed.targets
    } equals: {
      [
        "images": [[[[3.25, 6.5]]], [[[32.5, 65]]], [[[75.25, 150.5]]]],
        "targets": [[0.75, 0.25, 0], [0, 0.75, 0.25], [0.25, 0, 0.75]],
      ]
    }
  }

  private func checkModes() async {
    let x = image
    await check("an augmentation changes training images alone", weight: 0.5) { sheet in
      var augmentation = Augmentation()
      augmentation.flip = 1
      augmentation.brightness = 0.5...0.5
      sheet.call("applied(to: x), flip 1, brightness 0.5...0.5, in training and in inference")
      var context = Context(.training, seed: 10)
      sheet["training"] = augmentation.applied(to: x, &context)
      context.mode = .inference
      sheet["inference"] = augmentation.applied(to: x, &context)
    } equals: {
      [
        "training": [[[[0.15, 0.1, 0.05], [0.3, 0.25, 0.2], [0.45, 0.4, 0.35]]]],
        "inference": .tensor(x),
      ]
    }
  }
}
