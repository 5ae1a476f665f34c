// Section explanations: which pixels a prediction hangs on, asked in three ways of scenes in which the
// right place is known.

import Datasets
import Lab1
import Lab3
import Reports
import Shared

func explanations(_ page: inout LabPage, _ lab: inout Lab3State) throws {
  var network = try Pretrained.network()
  let (_, heldOut) = try Digits.embeddedSplit()
  let count = lab.options.quick ? 40 : 200
  let scenes = Pretrained.scenes(count, of: Pretrained.source, from: heldOut, seed: 9)
  page.say(
    """
    The pretrained network knows which digit is on a scene; nobody has told it where. Does it look \
    there? Saliency asks for the slope at each pixel, Grad-CAM which maps speak for the answer, and \
    where, occlusion what happens when a patch is covered. The last maps are 9 × 9 and know what, those \
    of the stage before are 18 × 18 and know better where: multiplied, they say where both agree.
    """)
  let answers = logits(network, scenes.rows.inputs).argmax(along: 1)
  let right = answers.indices.filter { answers[$0] == scenes.rows.labels[$0] }
  for (name, map) in Explanation.all {
    let shown = right.prefix(6)
    page.illustrate(
      ImageGrid(
        "\(name): scenes, and the maps below",
        shown.flatMap { Picture.all(in: scenes.rows.inputs.rows($0..<$0 + 1)) }
          + shown.flatMap { place in
            Picture.all(
              in: map(&network, scenes.rows.inputs[row: place], scenes.rows.labels[place]))
          },
        captions: shown.map { "\(scenes.placed[$0].label)" }, range: 0...1))
  }
  let asked = Array(right.prefix(lab.options.quick ? 20 : 100))
  page.say("The share of each map that lies inside the digit's box, over \(asked.count) scenes:")
  let area = asked.map { place -> Double in
    let digit = scenes.placed[place]
    return Double((digit.right - digit.left) * (digit.bottom - digit.top))
      / Double(scenes.rows.inputs.shape[2] * scenes.rows.inputs.shape[3])
  }
  page.table(
    ["map", "inside the box"],
    [["all pixels alike", spreadText(area)]]
      + Explanation.all.map { name, map in
        [
          name,
          spreadText(
            asked.map { place in
              let digit = scenes.placed[place]
              return Double(
                mass(
                  of: map(&network, scenes.rows.inputs[row: place], scenes.rows.labels[place]),
                  inside: digit.top..<digit.bottom, digit.left..<digit.right))
            }),
        ]
      })
  page.number("scenes answered rightly", "\(right.count) of \(count)")
}

/// The three ways, each a map [H, W] in 0…1.
private enum Explanation {
  typealias Way = (inout Sequential, Tensor, Int) -> Tensor

  static var all: [(name: String, map: Way)] {
    [
      ("saliency", { scaledToOne(saliency(&$0, image: $1, label: $2)) }),
      ("Grad-CAM, last maps", { gradCAM(&$0, layer: Pretrained.lastMaps, image: $1, label: $2) }),
      (
        "Grad-CAM, maps before",
        { gradCAM(&$0, layer: Pretrained.lastMaps - 2, image: $1, label: $2) }
      ),
      (
        "Grad-CAM, both agree",
        { network, image, label in
          let last = gradCAM(&network, layer: Pretrained.lastMaps, image: image, label: label)
          return scaledToOne(
            last
              * gradCAM(&network, layer: Pretrained.lastMaps - 2, image: image, label: label))
        }
      ),
      (
        "occlusion",
        { network, image, label in
          scaledToOne(
            maximum(occlusionMap(&network, image: image, label: label, size: 8, stride: 4), 0))
        }
      ),
    ]
  }
}
