// The hidden tests of 3.16: other labels, inference, several channels, borders, nothing to see.
// The decimals are reference values computed in double precision.

import Grading
import Lab1
import Lab3
import Shared
import Testing

struct ExplanationsTests {
  @Test(.exercise("3.16", "Saliency, Grad-CAM, occlusion", points: 7))
  func explanations() async {
    await checkSaliency()
    await checkEnlarged()
    await checkGradCAM()
    await checkOcclusion()
    await checkMass()
  }

  private func checkSaliency() async {
    await check("saliency of another label, of a batch of one") { sheet in
      sheet.call("saliency(network, image: image [1, 1, 4, 5], label: 1)")
      var network = SmallNetwork.made()
      sheet["map"] = saliency(&network, image: image, label: 1)
      sheet["again"] = saliency(&network, image: image, label: 1)
    } equals: {
      [
        "map": [
          [0.010496925, 0.034351389, 0.009468977, 0.041726327, 0.016026334],
          [0.029816173, 0.027245687, 0.03867304, 0.03606962, 0.027278659],
          [0.015956134, 0.007806561, 0.039506112, 0.012798445, 0.015966643],
          [0.008072217, 0.020508243, 0.003259043, 0.023958978, 0.002345415],
        ], "again": .same(as: "map"),
      ]
    }
    await checkStops("two images at once are refused", saying: "[2, 1, 4, 5]") { sheet in
      var network = SmallNetwork.made()
      sheet["map"] = saliency(
        &network, image: Tensor(concatenating: [image, image]), label: 1)
    }
  }

  private func checkEnlarged() async {
    await check("enlarged at odd sizes, at its own size, and made smaller") { sheet in
      let map = SmallNetwork.pattern([3, 2], 1)
      sheet.call(
        "enlarged(map, height: 5, width: 7), 3 × 2, [[1, 2, 3, 6]] to 1 × 2", on: ["map": map])
      sheet["5 × 7"] = enlarged(map, height: 5, width: 7)
      sheet["3 × 2"] = enlarged(map, height: 3, width: 2)
      sheet["1 × 2"] = enlarged([[1, 2, 3, 6]], height: 1, width: 2)
      sheet["2 × 2 of one number"] = enlarged([[3]], height: 2, width: 2)
    } equals: {
      [
        "5 × 7": [
          [-0.2, -0.2, -0.05, 0.15, 0.35, 0.5, 0.5],
          [-0.08, -0.08, -0.024285714, 0.05, 0.124285714, 0.18, 0.18],
          [0.1, 0.1, 0.014285714, -0.1, -0.214285714, -0.3, -0.3],
          [0.28, 0.28, 0.194285714, 0.08, -0.034285714, -0.12, -0.12],
          [0.4, 0.4, 0.314285714, 0.2, 0.085714286, 0, 0],
        ], "3 × 2": [[-0.2, 0.5], [0.1, -0.3], [0.4, 0]], "1 × 2": [[1.5, 4.5]],
        "2 × 2 of one number": [[3, 3], [3, 3]],
      ]
    }
  }

  private func checkGradCAM() async {
    await check("gradCAM of both labels at the last maps") { sheet in
      sheet.call("gradCAM(network, layer: 3, label: 0), gradCAM(network, layer: 1, label: 1)")
      var network = SmallNetwork.made()
      sheet["layer 3, label 0"] = gradCAM(&network, layer: 3, image: image, label: 0)
      sheet["layer 1, label 1"] = gradCAM(&network, layer: 1, image: image, label: 1)
    } equals: {
      [
        "layer 3, label 0": [
          [0, 0, 0, 0, 0], [0, 0.126146511, 0.09010465, 0, 0],
          [0, 0.126146511, 0.357961793, 0.375, 0], [0, 0, 0.714285714, 1, 0],
        ],
        "layer 1, label 1": [
          [0.515536264, 0, 0.298929656, 0.604130825, 0], [0.939431836, 0, 0, 0.945195065, 0],
          [0.609440883, 0.033099262, 0, 1, 0],
          [0.307163613, 0.397027055, 0, 0.324413585, 0.32126658],
        ],
      ]
    }
    await check("where nothing speaks for the label, the map is 0") { sheet in
      sheet.call("gradCAM of logits −mean, +mean behind an identity, image of ones [1, 2, 3]")
      var network = Sequential([
        SmallNetwork.Convolution([[[[1]]]], padding: 0), SmallNetwork.Means(),
        Linear(weight: [[-1], [1]], bias: [0, 0]),
      ])
      let ones = Tensor(ones: [1, 2, 3])
      sheet["against"] = gradCAM(&network, layer: 0, image: ones, label: 0)
      sheet["for"] = gradCAM(&network, layer: 0, image: ones, label: 1)
    } equals: {
      ["against": [[0, 0, 0], [0, 0, 0]], "for": [[1, 1, 1], [1, 1, 1]]]
    }
  }

  private func checkOcclusion() async {
    await check("with a stride pixels without a patch are 0; another fill covers otherwise") {
      sheet in
      sheet.call("occlusionMap: label 1, size 2, stride 2; label 0, size 3, stride 1, fill 0.5")
      var network = SmallNetwork.made()
      sheet["size 2, stride 2"] = occlusionMap(
        &network, image: image, label: 1, size: 2, stride: 2)
      sheet["size 3, fill 0.5"] = occlusionMap(
        &network, image: image, label: 0, size: 3, stride: 1, fill: 0.5)
    } equals: {
      [
        "size 2, stride 2": [
          [0.008270806, 0.008270806, 0.013381479, 0.013381479, 0],
          [0.008270806, 0.008270806, 0.013381479, 0.013381479, 0],
          [0.007496645, 0.007496645, 0.007643836, 0.007643836, 0],
          [0.007496645, 0.007496645, 0.007643836, 0.007643836, 0],
        ],
        "size 3, fill 0.5": [
          [-0.007285513, -0.007047034, 0.003658075, 0.009129869, 0.025068295],
          [-0.018789569, -0.013410957, -0.004022887, 0.003360454, 0.014753252],
          [-0.018789569, -0.013410957, -0.004022887, 0.003360454, 0.014753252],
          [-0.030293626, -0.019774879, -0.01170385, -0.002408962, 0.004438209],
        ],
      ]
    }
    await check("all channels of a patch are covered") { sheet in
      sheet.call("occlusionMap of softmax(mean of channel 0 and 1), image [2, 1, 2], size 1")
      var network = Sequential([
        SmallNetwork.Means(), Linear(weight: [[1, 1], [0, 0]], bias: [0, 0]),
      ])
      sheet["map"] = occlusionMap(
        &network, image: [[[2, 0]], [[0, 4]]], label: 0, size: 1, stride: 1)
    } equals: {
      ["map": [[0.071777056, 0.221515555]]]
    }
  }

  private func checkMass() async {
    await check("mass of nothing is 0, of everything 1") { sheet in
      sheet.call("mass of a map of zeros, and of a whole map")
      sheet["nothing"] = mass(of: Tensor(zeros: [2, 3]), inside: 0..<1, 0..<2)
      sheet["everything"] = mass(of: [[1, 2], [3, 4]], inside: 0..<2, 0..<2)
      sheet["an empty rectangle"] = mass(of: [[1, 2], [3, 4]], inside: 0..<0, 0..<2)
    } equals: {
      ["nothing": 0, "everything": 1, "an empty rectangle": 0]
    }
  }
}

private let image = SmallNetwork.pattern([1, 1, 4, 5], 2)
