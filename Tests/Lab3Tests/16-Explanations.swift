// Tests of 3.16: saliency, enlarging, Grad-CAM, occlusion, mass inside a rectangle.
// The decimals are reference values computed in double precision.

import Grading
import Lab1
import Lab3
import Shared
import Testing

struct ExplanationsTests {
  private let image: Tensor = [
    [
      [0.1, -0.3, 0.4, 0, -0.4], [0.3, -0.1, -0.5, 0.2, -0.2], [0.5, 0.1, -0.3, 0.4, 0],
      [-0.4, 0.3, -0.1, -0.5, 0.2],
    ]
  ]

  @Test(.exercise("3.16", "Saliency, Grad-CAM, occlusion", points: 7))
  func explanations() async {
    await checkSaliency()
    await checkEnlarged()
    await checkGradCAM()
    await checkOcclusion()
    await checkMass()
  }

  private func checkSaliency() async {
    let image = image
    await check("saliency is the size of the logit's gradient", weight: 2) { sheet in
      sheet.call("saliency(network, image: image [1, 4, 5], label: 0)", on: ["image": image])
      var network = SmallNetwork.made()
      sheet["map"] = saliency(&network, image: image, label: 0)
    } equals: {
      [
        "map": [
          [0.024201294, 0.029833242, 0.041234212, 0.05498232, 0.018280755],
          [0.027496508, 0.035869689, 0.029583745, 0.036592035, 0.032853772],
          [0.018229014, 0.005439437, 0.012938099, 0.055807656, 0.023263389],
          [0.039688712, 0.010178089, 0.04498152, 0.061962479, 0.00676136],
        ]
      ]
    }
    await check("of several channels the largest counts") { sheet in
      sheet.call(
        "saliency of y = means·W of an image [2, 1, 2], W = [[2, −6], [4, 1]], label 0 and 1")
      var network = Sequential([
        SmallNetwork.Means(), Linear(weight: [[2, -6], [4, 1]], bias: [0, 0]),
      ])
      sheet["label 0"] = saliency(&network, image: [[[1, 2]], [[3, 4]]], label: 0)
      sheet["label 1"] = saliency(&network, image: [[[1, 2]], [[3, 4]]], label: 1)
    } equals: {
      ["label 0": [[3, 3]], "label 1": [[2, 2]]]
    }
    await check("the network's own gradients are 0 afterwards", weight: 0.5) { sheet in
      sheet.call("saliency, then the gradients of all parameters")
      var network = SmallNetwork.made()
      _ = saliency(&network, image: image, label: 0)
      sheet["largest gradient"] = largestGradient(&network)
    } equals: {
      ["largest gradient": 0]
    }
  }

  private func checkEnlarged() async {
    await check("enlarged compares the centres of pixels") { sheet in
      sheet.call("enlarged([[1, 3], [5, −1]], height: 4, width: 3), [[1, 2, 4]] to 2 × 6")
      sheet["4 × 3"] = enlarged([[1, 3], [5, -1]], height: 4, width: 3)
      sheet["2 × 6"] = enlarged([[1, 2, 4]], height: 2, width: 6)
    } equals: {
      [
        "4 × 3": [[1, 2, 3], [2, 2, 2], [4, 2, 0], [5, 2, -1]],
        "2 × 6": [[1, 1.25, 1.75, 2.5, 3.5, 4], [1, 1.25, 1.75, 2.5, 3.5, 4]],
      ]
    }
  }

  private func checkGradCAM() async {
    let image = image
    await check(
      "gradCAM weighs each map by its mean gradient, and keeps what speaks for it", weight: 2
    ) { sheet in
      sheet.call("gradCAM(network, layer: 1, image: image [1, 4, 5], label: 0)")
      var network = SmallNetwork.made()
      sheet["map"] = gradCAM(&network, layer: 1, image: image, label: 0)
    } equals: {
      [
        "map": [
          [0, 0.610206909, 0, 0, 0.535581324], [0, 1, 0.093508716, 0, 0.932869517],
          [0, 0.155896532, 0.852135867, 0, 0], [0, 0, 0.524155172, 0, 0],
        ]
      ]
    }
    await check("a small map is spread over the image") { sheet in
      sheet.call("gradCAM(network, layer: 3, image: image [1, 4, 5], label: 1), maps of 3 × 4")
      var network = SmallNetwork.made()
      sheet["map"] = gradCAM(&network, layer: 3, image: image, label: 1)
      sheet["largest gradient"] = largestGradient(&network)
    } equals: {
      [
        "map": [
          [0, 0.672162336, 0.789322173, 0.432888706, 0],
          [0, 0.287446485, 0.881761528, 0.951632519, 0.015376218],
          [0.10695374, 0.067471731, 0.660902854, 1, 0.367072044],
          [0.285209972, 0.085562992, 0.20036571, 0.561868655, 0.937855536],
        ], "largest gradient": 0,
      ]
    }
  }

  private func checkOcclusion() async {
    let image = image
    await check("occlusionMap is the mean drop of the patches over a pixel", weight: 2) { sheet in
      sheet.call("occlusionMap(network, image: image [1, 4, 5], label: 0, size: 2, stride: 1)")
      var network = SmallNetwork.made()
      sheet["map"] = occlusionMap(&network, image: image, label: 0, size: 2, stride: 1)
    } equals: {
      [
        "map": [
          [-0.008270806, -0.011539562, -0.014094898, -0.005334973, 0.002711532],
          [-0.007150797, -0.009389783, -0.012137855, -0.004483065, 0.003680812],
          [-0.006763717, -0.007127559, -0.00863476, -0.004763658, 0.000250804],
          [-0.007496645, -0.007015114, -0.007088709, -0.005896159, -0.004148483],
        ]
      ]
    }
  }

  private func checkMass() async {
    await check("mass is the share inside the rectangle") { sheet in
      let map: Tensor = [[1, 2, 0], [3, 4, 0]]
      sheet.call("mass(of: map, inside: 0..<2, 1..<3), and 1..<2, 0..<1", on: ["map": map])
      sheet["columns 1 and 2"] = mass(of: map, inside: 0..<2, 1..<3)
      sheet["one pixel"] = mass(of: map, inside: 1..<2, 0..<1)
    } equals: {
      ["columns 1 and 2": 0.6, "one pixel": 0.3]
    }
  }
}

private func largestGradient(_ network: inout Sequential) -> Float {
  var largest: Float = 0
  network.forEachParameter { largest = max(largest, abs($0.gradient).max()) }
  return largest
}
