// Tests of 3.15: kernels as pictures, the maps behind a layer, the score of a channel, the ascent.
// The decimals are reference values computed in double precision.

import Grading
import Lab1
import Lab3
import Shared
import Testing

struct FeatureMapsTests {
  private let image: Tensor = [
    [0.1, -0.3, 0.4, 0, -0.4], [0.3, -0.1, -0.5, 0.2, -0.2], [0.5, 0.1, -0.3, 0.4, 0],
    [-0.4, 0.3, -0.1, -0.5, 0.2],
  ]

  @Test(.exercise("3.15", "Filters and feature maps", points: 4))
  func filtersAndMaps() async {
    await checkPictures()
    await checkMaps()
    await checkScore()
    await checkAscent()
  }

  private func checkPictures() async {
    await check("filterPictures: 0 is mid-grey, each kernel by its own largest weight") { sheet in
      let weight: Tensor = [
        [[[1, -2], [0, 4]]], [[[0.5, -0.25], [0, 0.1]]], [[[0, 0], [0, 0]]],
      ]
      sheet.call("filterPictures(weight), shape [3, 1, 2, 2]", on: ["weight": weight])
      sheet["pictures"] = filterPictures(weight)
    } equals: {
      [
        "pictures": [
          [[[0.625, 0.25], [0.5, 1]]], [[[1, 0.25], [0.5, 0.6]]], [[[0.5, 0.5], [0.5, 0.5]]],
        ]
      ]
    }
  }

  private func checkMaps() async {
    let image = image.reshaped(to: [1, 4, 5])
    await check("featureMaps runs the layers up to and with the one asked for", weight: 2) {
      sheet in
      sheet.call("featureMaps(network, through: 0 and 3, of: image [1, 4, 5])")
      var network = SmallNetwork.made()
      sheet["first channel behind layer 0"] = featureMaps(&network, through: 0, of: image)[row: 0]
      sheet["behind layer 3"] = featureMaps(&network, through: 3, of: image)
    } equals: {
      [
        "first channel behind layer 0": [
          [0.14, -0.25, 0.12, 0.16, -0.3], [0.28, -0.4, -0.08, 0.35, -0.5],
          [0.19, -0.01, -0.46, 0.3, 0], [0.1, 0.16, -0.26, 0.09, 0.15],
        ],
        "behind layer 3": [
          [
            [0, 0.210803321, 0.172233527, 0], [0, 0, 0.432648656, 0.025300277],
            [0.055597061, 0, 0, 0.279908305],
          ],
          [
            [0, 0.186022488, 0.178987276, 0], [0, 0, 0.423477026, 0.014932514],
            [0.078028935, 0, 0, 0.295417861],
          ],
          [
            [0, 0.430652183, 0.054370996, 0], [0, 0.079106312, 0.502118142, 0],
            [0, 0, 0.391936685, 0],
          ],
        ],
      ]
    }
  }

  private func checkScore() async {
    let image = image.reshaped(to: [1, 1, 4, 5])
    await check("channelScore is the mean of a map, with its gradient", weight: 2) { sheet in
      sheet.call("channelScore(network, layer: 2, channel: 2, image: image)")
      let network = SmallNetwork.made()
      let result = channelScore(network, layer: 2, channel: 2, image: image)
      sheet["score"] = result.score
      sheet["gradient"] = result.gradient
      var after = network
      var largest: Float = 0
      after.forEachParameter { largest = max(largest, abs($0.gradient).max()) }
      sheet["largest gradient of a parameter"] = largest
    } equals: {
      [
        "score": -0.061313287,
        "gradient": [
          [
            [
              [-0.042183813, -0.033108696, -0.013929634, -0.021145753, 0.023643733],
              [-0.047594191, -0.024263174, 0.000956153, -0.043512242, 0.046050819],
              [-0.042439587, -0.018356018, -0.001821211, -0.061150597, 0.040250889],
              [-0.005808643, 0.007814797, 0.012803444, -0.048582213, 0.017245619],
            ]
          ]
        ], "largest gradient of a parameter": 0,
      ]
    }
  }

  private func checkAscent() async {
    let image = image.reshaped(to: [1, 1, 4, 5])
    await check("activationMaximization decays the image and steps along the gradient", weight: 2) {
      sheet in
      sheet.call("activationMaximization: layer 2, channel 2, 1 step of 0.5, decay 0.1")
      var generator = SeededGenerator(seed: 1)
      let plan = AscentPlan(layer: 2, channel: 2, steps: 1, rate: 0.5, decay: 0.1)
      let x = activationMaximization(SmallNetwork.made(), plan, from: image, using: &generator)
      sheet["image"] = x[row: 0][row: 0]
    } equals: {
      [
        "image": [
          [-0.054309589, -0.383263877, 0.312347132, -0.072339, -0.279115484],
          [0.10718167, -0.173003606, -0.446729029, 0.031145897, -0.022461497],
          [0.304815416, 0.027204602, -0.276230311, 0.1508056, 0.137697111],
          [-0.379871198, 0.29673419, -0.046199795, -0.616198327, 0.238996758],
        ]
      ]
    }
  }
}
