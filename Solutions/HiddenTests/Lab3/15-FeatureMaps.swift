// The hidden tests of 3.15: kernels of several channels, logits as channels, ascents of several steps,
// jitter. The decimals are reference values computed in double precision.

import Grading
import Lab1
import Lab3
import Shared
import Testing

struct FeatureMapsTests {
  @Test(.exercise("3.15", "Filters and feature maps", points: 4))
  func filtersAndMaps() async {
    await checkPictures()
    await checkMaps()
    await checkScore()
    await checkAscent()
    await checkJitter()
  }

  private func checkPictures() async {
    await check("a kernel of two channels has one scale") { sheet in
      let weight: Tensor = [[[[1]], [[-2]]], [[[3]], [[-1.5]]]]
      sheet.call("filterPictures(weight), shape [2, 2, 1, 1]", on: ["weight": weight])
      sheet["pictures"] = filterPictures(weight)
    } equals: {
      ["pictures": [[[[0.75]], [[0]]], [[[1]], [[0.25]]]]]
    }
  }

  private func checkMaps() async {
    await check("a batch of one is an image, features have no map, inference has no noise") {
      sheet in
      sheet.call("featureMaps(network, through: 4, of: image [1, 1, 4, 5])")
      var network = SmallNetwork.made()
      sheet["means"] = featureMaps(&network, through: 4, of: image)
    } equals: {
      ["means": [0.098040929, 0.098072174, 0.12151536]]
    }
  }

  private func checkScore() async {
    await check("the channel of logits is the logit, and channels are not mixed up") { sheet in
      sheet.call("channelScore: layer 5, channel 1; layer 4, channel 2; layer 1, channel 1")
      let logit = channelScore(SmallNetwork.made(), layer: 5, channel: 1, image: image)
      sheet["logit"] = logit.score
      sheet["first row of its gradient"] = logit.gradient[row: 0][row: 0].rows(0..<1)
      let feature = channelScore(SmallNetwork.made(), layer: 4, channel: 2, image: image)
      sheet["feature"] = feature.score
      sheet["first row of the feature's"] = feature.gradient[row: 0][row: 0].rows(0..<1)
      sheet["map"] = channelScore(SmallNetwork.made(), layer: 1, channel: 1, image: image).score
    } equals: {
      [
        "logit": -0.116841125,
        "first row of its gradient": [
          [-0.010496925, -0.034351389, 0.009468977, 0.041726327, 0.016026334]
        ], "feature": 0.12151536,
        "first row of the feature's": [
          [0.008153008, -0.041635493, -0.039128466, 0.027136863, 0.016626568]
        ], "map": 0.011304422,
      ]
    }
    await check("the gradient agrees with central differences of the score") { sheet in
      sheet.call("channelScore(network, layer: 2, channel: 0, image: image)")
      let result = channelScore(SmallNetwork.made(), layer: 2, channel: 0, image: image)
      sheet["score"] = result.score
      sheet.gradientCheck("gradient", of: image, analytic: result.gradient) { perturbed in
        Double(channelScore(SmallNetwork.made(), layer: 2, channel: 0, image: perturbed).score)
      }
    } equals: {
      [
        "score": -0.03624339,
        "gradient": .gradient(
          [
            [
              [
                [-0.002536908, -0.002770206, 0.018722848, 0.041180345, 0.019421229],
                [-0.027405522, -0.031650533, 0.016053607, 0.031066817, 0.044133274],
                [-0.067993702, -0.0639665, -0.020503498, -0.026482565, 0.048404106],
                [-0.038596913, -0.02954742, -0.006481046, -0.025994696, 0.033398958],
              ]
            ]
          ], afterForward: "score"),
      ]
    }
  }

  private func checkAscent() async {
    await check("three steps follow three gradients; without decay nothing fades") { sheet in
      sheet.call("activationMaximization: layer 2, channel 2, 3 steps of 0.5, decay 0.1, …")
      var generator = SeededGenerator(seed: 1)
      let plan = AscentPlan(layer: 2, channel: 2, steps: 3, rate: 0.5, decay: 0.1)
      let x = activationMaximization(SmallNetwork.made(), plan, from: image, using: &generator)
      sheet["first row"] = x[row: 0][row: 0].rows(0..<1)
      let logit = AscentPlan(layer: 5, channel: 0, steps: 4, rate: 0.2, decay: 0)
      let y = activationMaximization(SmallNetwork.made(), logit, from: image, using: &generator)
      sheet["first row, a logit"] = y[row: 0][row: 0].rows(0..<1)
      sheet["next number"] = generator.uniform()
      var untouched = SeededGenerator(seed: 1)
      sheet["first number of the seed"] = untouched.uniform()
    } equals: {
      [
        "first row": [[-0.338249253, -0.528296651, 0.166844199, -0.21328078, -0.030787308]],
        "first row, a logit": [
          [0.255016125, -0.111470043, 0.096288396, -0.146248785, -0.52066616]
        ],
        "next number": .same(as: "first number of the seed"),
      ]
    }
    await check("where the channel does not answer, only decay is left") { sheet in
      sheet.call("activationMaximization of a channel whose kernel is 0, 2 steps, decay 0.5")
      let network = Sequential([SmallNetwork.Convolution(Tensor(zeros: [1, 1, 2, 2]), padding: 0)])
      let plan = AscentPlan(layer: 0, channel: 0, steps: 2, rate: 1, decay: 0.5)
      var generator = SeededGenerator(seed: 1)
      sheet["image"] = activationMaximization(
        network, plan, from: [[[[4, -8], [2, 0]]]], using: &generator)
    } equals: {
      ["image": [[[[1, -2], [0.5, 0]]]]]
    }
  }

  private func checkJitter() async {
    await check("jitter draws down, then right, and rolls the gradient back") { sheet in
      sheet.call("activationMaximization with jitter 2, seed 11, 3 steps: layer 2, channel 2")
      var generator = SeededGenerator(seed: 11)
      let plan = AscentPlan(layer: 2, channel: 2, steps: 3, rate: 0.5, decay: 0.1, jitter: 2)
      let x = activationMaximization(SmallNetwork.made(), plan, from: image, using: &generator)
      sheet["image"] = x[row: 0][row: 0]
    } equals: {
      [
        "image": [
          [-0.171260992, -0.369528711, 0.326248668, -0.319545149, -0.14221183],
          [0.145370251, -0.230837176, -0.418424975, -0.243976385, -0.036883289],
          [0.345921216, -0.148877053, -0.287519902, 0.081155664, 0.018623771],
          [-0.475050405, -0.088317389, -0.15827815, -0.591171112, 0.23031875],
        ]
      ]
    }
  }
}

private let image = SmallNetwork.pattern([1, 1, 4, 5], 2)
