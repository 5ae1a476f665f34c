// The hidden tests of exercise 3.12: many draws, all channels, borders, and what stays untouched.

import Grading
import Lab3
import Shared
import Testing

struct AugmentationTests {
  @Test(.exercise("3.12", "Augmentation", points: 7))
  func augmentation() async {
    await checkMany()
    await checkChannels()
    await checkBorders()
    await checkTurns()
    await checkLight()
    await checkMixes()
    await checkOrder()
    await checkUntouched()
  }

  private func checkMany() async {
    var lit = Tensor(zeros: [300, 1, 9, 9])
    for n in 0..<300 { lit[n, 0, 4, 4] = 1 }
    let images = lit
    await check("shiftCropped by 2 reaches all 25 places about equally often") { sheet in
      var generator = SeededGenerator(seed: 41)
      sheet.call("shiftCropped(x, by: 2), 300 images lit at (4, 4), seed 41")
      let count = shiftCropped(images, by: 2, using: &generator).sum(along: [0, 1])
      let inner = count.slice(2..<7, along: 0).slice(2..<7, along: 1)
      sheet["images lit"] = count.sum()
      sheet["lit within 2 pixels"] = inner.sum()
      sheet["least often"] = inner.min()
      sheet["most often"] = inner.max()
    } equals: {
      [
        "images lit": 300, "lit within 2 pixels": 300, "least often": .within(3...12),
        "most often": .within(12...30),
      ]
    }

    await check("flipped mirrors a share of the images, the probability", weight: 0.5) { sheet in
      var generator = SeededGenerator(seed: 42)
      sheet.call("flipped(x, probability: 0.2), 300 images lit on the left, seed 42")
      let x = Tensor((0..<600).map { Float(1 - $0 % 2) }, shape: [300, 1, 1, 2])
      sheet["share"] = flipped(x, probability: 0.2, using: &generator).mean(along: [0, 1, 2])[1]
    } equals: {
      ["share": .within(0.13...0.27)]
    }
  }

  private func checkChannels() async {
    let x = Tensor(
      [
        -1, 1.8, -1.2, -1.3, -0.6, -1.1, 0.7, -1.5, 1.6, 1.4, -2, 0.2, -1.6, -1, -0.3, -0.2, -0.1,
        1.7, -1, -1.2, 0.7, 1.8, 1.7, 1.5,
      ],
      shape: [2, 2, 2, 3])
    await check("both channels of an image are moved and cut alike") { sheet in
      sheet.call("shiftCropped(x, by: 1), seed 3; cutOut(x, size: 2), seed 27", on: ["x": x])
      var (first, second) = (SeededGenerator(seed: 3), SeededGenerator(seed: 27))
      sheet["shiftCropped"] = shiftCropped(x, by: 1, using: &first)
      sheet["cutOut"] = cutOut(x, size: 2, using: &second)
    } equals: {
      [
        "shiftCropped": [
          [[[0, -1.3, -0.6], [0, 0, 0]], [[0, 1.4, -2], [0, 0, 0]]],
          [[[-1, -0.3, 0], [-0.1, 1.7, 0]], [[-1.2, 0.7, 0], [1.7, 1.5, 0]]],
        ],
        "cutOut": [
          [[[-1, 0, 0], [-1.3, 0, 0]], [[0.7, 0, 0], [1.4, 0, 0]]],
          [[[0, 0, -0.3], [-0.2, -0.1, 1.7]], [[0, 0, 0.7], [1.8, 1.7, 1.5]]],
        ],
      ]
    }
  }

  private func checkBorders() async {
    await check("cutOut may hang over the border, and takes all pixels equally often") { sheet in
      var generator = SeededGenerator(seed: 45)
      sheet.call("cutOut(ones [400, 1, 4, 4], size: 3), seed 45")
      let y = cutOut(Tensor(ones: [400, 1, 4, 4]), size: 3, using: &generator)
      let cuts = 16 - y.sum(along: [1, 2, 3])
      sheet["fewest pixels"] = cuts.min()
      sheet["most pixels"] = cuts.max()
      sheet["mean"] = cuts.mean()
    } equals: {
      ["fewest pixels": 4, "most pixels": 9, "mean": .within(6...6.5)]
    }

    let none = Tensor(zeros: [0, 1, 3, 3])
    await check("no images stay no images", weight: 0.25) { sheet in
      var generator = SeededGenerator(seed: 46)
      sheet.call("cutOut(size: 2), rotated and shiftCropped of shape [0, 1, 3, 3]")
      sheet["cutOut"] = cutOut(none, size: 2, using: &generator)
      sheet["rotated"] = rotated(none, by: -5...5, using: &generator)
      sheet["shiftCropped"] = shiftCropped(none, by: 1, using: &generator)
    } equals: {
      ["cutOut": .tensor(none), "rotated": .tensor(none), "shiftCropped": .tensor(none)]
    }
  }

  private func checkTurns() async {
    let x = Tensor(
      [
        -1.7, 1.7, 0.6, 1.5, -0.4, -1.1, 1.2, 0.6, 1.1, -1.2, -1.5, 1.1, -1.9, 1.8, -1.5, 0.4, -0.3,
        -0.7, -1.3, 1.1, 1.7, 0.9, 0.4, 0.8, 0.1, 0.2, 1.6, -0.9, -1.1, 1.8, 1.8, -0.1, 1.2, 1, 1.8,
        -1.7, 1.6, 0, -0.2, 0.7, 0.5, -0.3, -0.8, 1.7, 1.3, -1.6, -0.4, 1.1,
      ],
      shape: [2, 2, 3, 4])
    await check("turned has an angle and a factor for each image, and keeps the shape", weight: 1.5)
    {
      sheet in
      sheet.call("turned(x, by: [−40, 180], scaledBy: [0.8, 1.25])", on: ["x": x])
      sheet["y"] = turned(x, by: [-40, 180], scaledBy: [0.8, 1.25])
      sheet["by nothing"] = turned(x, by: [0, 0], scaledBy: [1, 1])
    } equals: {
      [
        "y": [
          [
            [
              [-0.0074134167, -0.77878547, 0.96565187, 0],
              [0.75786926, -1.1135304, 0.93913147, 1.1466193],
              [0, -0.92736005, 0.62128043, 0.21410496],
            ],
            [
              [0.050824614, -0.78020815, 0.78263837, 0],
              [1.310634, -0.069093138, -1.3445953, 0.22176822],
              [0, 0.31243627, 0.65272853, 0.24109263],
            ],
          ],
          [
            [
              [-0.426, 1.736, 1.224, 0.866], [0.47, 1.8, 1.8, -0.23],
              [-0.026, 1.528, 0.632, 0.058],
            ],
            [
              [0.71, -0.566, -1.254, 0.396], [0.95, -0.75, -0.35, 0.26],
              [0.534, -0.294, -0.086, 0.948],
            ],
          ],
        ],
        "by nothing": .tensor(x),
      ]
    }

    await check("scaled by 2 enlarges about the centre, rotated by 360° changes nothing") { sheet in
      var generator = SeededGenerator(seed: 47)
      let image: Tensor = [[[[0, 0, 0, 0], [0, 1, 2, 0], [0, 3, 4, 0], [0, 0, 0, 0]]]]
      sheet.call("scaled(x, by: 2...2); rotated(x, by: 360...360)", on: ["x": image])
      sheet["scaled"] = scaled(image, by: 2...2, using: &generator)
      sheet["rotated"] = rotated(image, by: 360...360, using: &generator)
    } equals: {
      [
        "scaled": [
          [
            [
              [0.5625, 0.9375, 1.3125, 1.125], [1.125, 1.75, 2.25, 1.875],
              [1.875, 2.75, 3.25, 2.625], [1.6875, 2.4375, 2.8125, 2.25],
            ]
          ]
        ],
        "rotated": .tensor([[[[0, 0, 0, 0], [0, 1, 2, 0], [0, 3, 4, 0], [0, 0, 0, 0]]]]),
      ]
    }
  }

  private func checkLight() async {
    await check("brightened cuts at 0 too, and noisy cuts nowhere", weight: 0.5) { sheet in
      var generator = SeededGenerator(seed: 48)
      sheet.call(
        "brightened([−0.5, 0.5, 0.9], by: 2...2); noisy(ones [1, 1, 30, 30], deviation: 0.5)")
      let x = Tensor([-0.5, 0.25, 0.9], shape: [1, 1, 1, 3])
      sheet["brightened"] = brightened(x, by: 2...2, using: &generator)
      let y = noisy(Tensor(ones: [1, 1, 30, 30]), deviation: 0.5, using: &generator)
      sheet["share above 1"] = (y .> 1).mean()
      sheet["largest"] = y.max()
      sheet["without noise"] = noisy(x, deviation: 0, using: &generator)
    } equals: {
      [
        "brightened": [[[[0, 0.5, 1]]]], "share above 1": .within(0.42...0.58),
        "largest": .within(2...4), "without noise": [[[[-0.5, 0.25, 0.9]]]],
      ]
    }
  }

  private func checkMixes() async {
    var generator = SeededGenerator(seed: 49)
    let x = Tensor(randomUniform: [20, 1, 2, 2], using: &generator)
    await check("mixedUp with drawn shares: rows of the targets sum to 1", weight: 0.5) { sheet in
      sheet.call("mixedUp(20 images, targets: soft ones, alpha: 0.4), seed 49; share 1 and 0")
      let soft = Tensor(oneHot: (0..<20).map { $0 % 4 }, classes: 4) * 0.8 + 0.05
      let mixed = mixedUp(x, targets: soft, alpha: 0.4, using: &generator)
      sheet["sums"] = mixed.targets.sum(along: 1)
      sheet["share 1"] = mixedUp(x, targets: soft, partners: Array(1..<20) + [0], share: 1).images
      sheet["share 0"] = mixedUp(x, targets: soft, partners: Array(1..<20) + [0], share: 0).images
    } equals: {
      [
        "sums": .tensor(Tensor(ones: [20])), "share 1": .tensor(x),
        "share 0": .tensor(x.rows(at: Array(1..<20) + [0])),
      ]
    }
  }

  private func checkOrder() async {
    await check("an augmentation works in the order of its properties, from one generator") {
      sheet in
      var augmentation = Augmentation()
      (augmentation.flip, augmentation.shift, augmentation.cut) = (0.5, 1, 2)
      augmentation.brightness = 0.5...1
      var context = Context(.training, seed: 192)
      sheet.call("applied(to: x): flip 0.5, shift 1, brightness 0.5...1, cut 2, seed 192")
      sheet["y"] = augmentation.applied(
        to: Tensor((1...24).map { Float($0) / 24 }, shape: [2, 1, 3, 4]), &context)
    } equals: {
      [
        "y": [
          [[[0, 0, 0, 0], [0.023115169, 0.046230339, 0, 0], [0.11557585, 0.13869102, 0, 0]]],
          [
            [
              [0.34991471, 0.32658706, 0.30325942, 0], [0.4432253, 0.41989765, 0, 0],
              [0.53653589, 0.51320824, 0, 0],
            ]
          ],
        ]
      ]
    }
  }

  private func checkUntouched() async {
    await check("in inference, and where all is off, nothing is drawn", weight: 0.5) { sheet in
      var augmentation = Augmentation()
      var context = Context(.training, seed: 51)
      var fresh = SeededGenerator(seed: 51)
      let x = Tensor([0.25, 2, -1, 0.5], shape: [1, 1, 2, 2])
      sheet.call(
        "applied(to: x): all off in training; then noise 1, shift 2, rotation in inference")
      sheet["first number of the seed"] = fresh.uniform()
      sheet["all off"] = augmentation.applied(to: x, &context)
      (augmentation.noise, augmentation.shift, augmentation.rotation) = (1, 2, -9...9)
      context.mode = .inference
      sheet["inference"] = augmentation.applied(to: x, &context)
      sheet["next number"] = context.generator.uniform()
    } equals: {
      [
        "all off": [[[[0.25, 2], [-1, 0.5]]]], "inference": [[[[0.25, 2], [-1, 0.5]]]],
        "next number": .same(as: "first number of the seed"),
      ]
    }
  }
}
