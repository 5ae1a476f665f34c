// What the test part says about a trained classifier: matrix, worst mistakes, where it looked, the card.

import Datasets
import Lab1
import Lab3
import Reports
import Shared

/// The answers on the test part.
struct Findings {
  let result: FineTuning.Result
  let data: FolderData
  let probabilities: Tensor
  let answers: [Int]

  /// Asks the network about the test part, once.
  init(_ result: FineTuning.Result, _ data: FolderData) {
    (self.result, self.data) = (result, data)
    probabilities = softmax(logits(result.network, data.test.inputs))
    answers = probabilities.argmax(along: 1)
  }

  private var names: [String] { data.classNames }
  private var labels: [Int] { data.test.labels }

  private func isRight(_ place: Int) -> Bool { answers[place] == labels[place] }

  /// How many of some places of the test part are right.
  private func score(_ name: String, _ places: [Int]) -> ModelCard.Score {
    ModelCard.Score(name, right: places.filter(isRight).count, of: places.count)
  }

  /// Shows matrix, mistakes and maps.
  func show(on page: inout LabPage) {
    let matrix = ConfusionMatrix(
      "Confusion on the test part", labels: labels, predictions: answers, names: names)
    page.say("Rows are the right classes, columns the answers; what is off the diagonal is wrong.")
    page.show(matrix)
    let most = names.indices.map { data.count($0, in: data.split.test) }.max() ?? 0
    page.number("right on the test part", percentText(matrix.accuracy))
    page.number("right by always saying the same", percentText(Double(most) / Double(labels.count)))
    page.number(
      "epoch that was kept",
      result.bestEpoch == 0
        ? "none: the probe" : "\(result.bestEpoch) of \(result.log.losses.count)")
    page.number("seconds of training", result.log.seconds)
    let wrong = answers.indices.filter { !isRight($0) }
      .sorted { probabilities[$0, answers[$0]] > probabilities[$1, answers[$1]] }
    if !wrong.isEmpty { explain("The worst mistakes", Array(wrong.prefix(8)), on: &page) }
    let right = answers.indices.filter(isRight)
      .sorted { probabilities[$0, labels[$0]] > probabilities[$1, labels[$1]] }
    explain("The surest right answers", Array(right.prefix(8)), on: &page)
  }

  /// Pictures, and below each where Grad-CAM finds what spoke for the answer.
  private func explain(_ title: String, _ places: [Int], on page: inout LabPage) {
    guard !places.isEmpty else { return }
    var network = result.network
    let images = data.folder.images(at: places.map { data.split.test[$0] })
    let maps = places.map { place in
      gradCAM(
        &network, layer: Pretrained.lastMaps, image: data.test.inputs[row: place],
        label: answers[place])
    }
    page.illustrate(
      ImageGrid(
        "\(title), and what spoke for the answer",
        Picture.all(in: images) + maps.flatMap { Picture.all(in: $0) },
        captions: places.map { place in
          let share = percentText(probabilities[place, answers[place]], decimals: 0)
          let guess = "\(names[answers[place]]) \(share)"
          return isRight(place) ? guess : "\(names[labels[place]]) as \(guess)"
        }, range: 0...1))
    page.table(
      [title, "answer", "sure"],
      places.map { place in
        [
          printable(data.folder.examples[data.split.test[place]].file),
          names[answers[place]],
          percentText(probabilities[place, answers[place]], decimals: 0),
        ]
      })
  }

  /// The model card.
  var card: ModelCard {
    let (folder, split) = (data.folder, data.split)
    let places = Dictionary(uniqueKeysWithValues: split.test.enumerated().map { ($1, $0) })
    var network = result.network
    var mistakes: [[Int]: Int] = [:]
    for place in answers.indices where !isRight(place) {
      mistakes[[labels[place], answers[place]], default: 0] += 1
    }
    return ModelCard(
      model:
        "A small residual network of \(grouped(network.parameterCount)) parameters, trained before on"
        + " handwritten digits and fine-tuned on this folder.",
      input: "Any picture, averaged onto \(FolderData.size) by \(FolderData.size) grey pixels"
        + (data.isNegative ? ", as its negative" : "") + "; sides are stretched, colour is lost.",
      classes: names.enumerated().map { label, name in
        ModelCard.ClassData(
          name, training: data.count(label, in: split.training),
          validation: data.count(label, in: split.validation),
          test: data.count(label, in: split.test))
      },
      skipped: folder.skipped.count, remarks: folder.remarks,
      overall: score("all", Array(answers.indices)),
      byClass: names.enumerated().map { label, name in
        score(name, labels.indices.filter { labels[$0] == label })
      },
      slices: folder.slices(of: split.test).map { name, inside in
        score(name, inside.compactMap { places[$0] })
      },
      mistakes: mistakes.sorted {
        ($1.value, $0.key[0], $0.key[1]) < ($0.value, $1.key[0], $1.key[1])
      }
      .map { (names[$0.key[0]], names[$0.key[1]], $0.value) },
      seconds: result.log.seconds, cores: Parallelism.threads)
  }
}
