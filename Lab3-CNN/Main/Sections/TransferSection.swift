// Section transfer: digits that the pretrained network has never seen, twenty images of each.

import Datasets
import Lab1
import Lab2
import Lab3
import Reports
import Shared

func transfer(_ page: inout LabPage, _ lab: inout Lab3State) throws {
  let pretrained = try Pretrained.network()
  let (training, heldOut) = try Digits.embeddedSplit()
  let quick = lab.options.quick
  let test = Pretrained.scenes(quick ? 300 : 1000, of: Pretrained.target, from: heldOut, seed: 77)
  page.say(
    """
    The package carries a small ResNet that has learned to tell 0, 1, 2, 3 and 4 apart among clutter. \
    The task now: 5, 6, 7, 8 and 9, of which it has not seen a single one, with \
    \(FewImages.perClass) images of each. All ways learn from the same images, shifted in the same \
    ways; \(test.rows.labels.count) scenes of other digits measure. Under the probe and the new head \
    the body is frozen, the probe's head is solved on standardised features; fine-tuning starts from \
    it, and the body moves at 0.3 of the head's rate.
    """)
  let seeds = (0..<(quick ? 2 : 3)).map { lab.options.seed + UInt64($0) }
  let draws = seeds.map { FewImages(from: training, copies: 5, seed: 100 + $0) }
  page.show(
    ImageGrid(
      "What it knows: 0 to 4 among clutter",
      Pretrained.scenes(10, of: Pretrained.source, from: training, seed: 5).rows.inputs))
  page.illustrate(
    ImageGrid("Some of the images to learn 5 to 9 from", draws[0].originals.inputs.rows(0..<20)))
  var bar = page.progress(
    "trainings", total: seeds.count * FewImagesMethod.allCases.count, unit: "trainings")
  var (scores, times, tuned) = ([[Double]](), [Double](), pretrained)
  for method in FewImagesMethod.allCases {
    var values: [Double] = []
    times.append(
      seconds {
        for (seed, few) in zip(seeds, draws) {
          let network = few.learn(method, from: pretrained, epochs: quick ? 3 : 7, seed: seed)
          values.append(Double(score(network, test.rows).accuracy))
          if method == .fineTuned { tuned = network }
          bar.advance()
        }
      })
    scores.append(values)
  }
  bar.finish()
  page.show(
    BarChart(
      "Right on \(test.rows.labels.count) scenes, mean of \(seeds.count) draws",
      zip(FewImagesMethod.allCases, scores).map {
        (name: $0.rawValue, value: (meanAndSpread($1).mean * 1000).rounded() / 10)
      }, axis: Axis("right", unit: "%", range: 0...100)))
  page.table(
    ["way", "right", "seconds"],
    FewImagesMethod.allCases.enumerated().map { index, method in
      [
        method.rawValue, spreadText(scores[index]),
        fixedText(times[index] / Double(seeds.count), decimals: 1),
      ]
    })
  let gain = meanAndSpread(scores[3]).mean - meanAndSpread(scores[0]).mean
  page.number("fine-tuning against scratch", "+\(fixedText(gain * 100, decimals: 1)) points")
  showFeatures([("before", pretrained), ("after fine-tuning", tuned)], test.rows, lab, on: &page)
}

/// The features of the new digits on their two main axes, by two bodies.
private func showFeatures(
  _ networks: [(name: String, network: Sequential)], _ rows: LabelledRows, _ lab: Lab3State,
  on page: inout LabPage
) {
  page.say(
    """
    What the body makes of the new digits, 48 numbers each, on the two axes along which they differ \
    most. Before it has heard of these classes they already lie in rough groups.
    """)
  let shown = rows.prefix(300)
  page.compare(
    networks.map { name, network in
      var (body, generator) = (
        Sequential(Array(network.layers.dropLast())), SeededGenerator(seed: lab.options.seed)
      )
      let found = features(&body, of: shown.inputs)
      let map = principalComponents(found, count: 2, using: &generator).projected(found)
      return ScatterChart(
        "Features \(name)", x: map.column(0), y: map.column(1), classes: shown.labels,
        names: Pretrained.target.map(String.init), axes: ("first axis", "second axis"))
    })
}

extension Tensor {
  /// One column of a matrix.
  func column(_ index: Int) -> Tensor { slice(index..<index + 1, along: 1).flattened() }
}
