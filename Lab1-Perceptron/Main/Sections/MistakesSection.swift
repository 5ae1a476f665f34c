// Section mistakes: which digits are taken for which, and the most confident of the wrong answers.

import Datasets
import Lab1
import Reports
import Shared

func mistakes(_ page: inout LabPage, _ lab: inout Lab1State) throws {
  let (data, result) = (try lab.digits(), try lab.trained(&page))
  let probabilities = softmax(result.logits)  // [N, 10]
  let answers = probabilities.argmax(along: 1)
  page.say("Rows are the right digits, columns the answers; what is off the diagonal is wrong.")
  page.show(
    ConfusionMatrix(
      "Confusion on the held-out digits", labels: data.heldOut.labels, predictions: answers,
      names: data.heldOut.classNames))
  let wrong = answers.indices.filter { answers[$0] != data.heldOut.labels[$0] }
  let surest = wrong.sorted { probabilities[$0, answers[$0]] > probabilities[$1, answers[$1]] }
  page.number("wrong answers", "\(wrong.count) of \(data.heldOut.count)")
  guard !surest.isEmpty else { return }
  page.say("The wrong answers that the network was surest of:")
  let shown = Array(surest.prefix(20))
  let captions = shown.map { index in
    "\(data.heldOut.labels[index]) as \(answers[index]), "
      + percentText(Double(probabilities[index, answers[index]]))
  }
  page.show(
    ImageGrid(
      "The worst mistakes", pictures(data.heldOut.inputs.rows(at: shown)), captions: captions))
}
