// Section splits: classes in proportion, pictures on both sides, folds and class weights.

import Lab1
import Lab2
import Reports
import Shared

func splits(_ page: inout LabPage, _ lab: inout Lab2State) throws {
  let clothes = try lab.clothes()
  page.say(
    """
    A rare class: of the ankle boots only one in ten is kept. Cut at random, a small part may \
    have none of them; the stratified split gives every part its tenth of each class.
    """)
  let rows = thinned(clothes.training.prefix(1200))
  var generator = SeededGenerator(seed: lab.options.seed)
  let split = stratifiedSplit(labels: rows.labels, using: &generator)
  let order = generator.permutation(rows.labels.count)
  let tenth = split.test.count
  let boots = { (places: [Int]) in places.count { rows.labels[$0] == 9 } }
  page.table(
    ["part", "pictures", "ankle boots, stratified", "at random"],
    [
      ("training", split.training, Array(order.dropFirst(2 * tenth))),
      ("validation", split.validation, Array(order.prefix(tenth))),
      ("test", split.test, Array(order.prefix(2 * tenth).dropFirst(tenth))),
    ].map { [$0.0, "\($0.1.count)", "\(boots($0.1))", "\(boots($0.2))"] })
  let weights = classWeights(labels: rows.labels.rows(at: split.training), classes: 10)
  page.show(
    BarChart(
      "Class weights of the training part",
      classNames.enumerated().map { (name: $1, value: Double(weights[$0])) }))
  showLeaks(clothes, on: &page)
  showScales(rows, split, on: &page)
  let folds = folds(of: orderByClass(labels: rows.labels, using: &generator), k: 5)
  page.say("Five folds, dealt out class by class: ankle boots held out in each round.")
  page.number(
    "ankle boots by fold", folds.map { "\(boots($0.validation))" }.joined(separator: ", "))
}

/// The rows without nine of ten examples of class 9.
private func thinned(_ rows: LabelledRows) -> LabelledRows {
  var seen = 0
  let kept = rows.labels.indices.filter { place in
    guard rows.labels[place] == 9 else { return true }
    seen += 1
    return seen % 10 == 1
  }
  return LabelledRows(rows.inputs.rows(at: kept), rows.labels.rows(at: kept))
}

private func showLeaks(_ clothes: FashionData, on page: inout LabPage) {
  let training = clothes.training.prefix(4000).inputs
  let test = clothes.test.prefix(1000).inputs
  var found: [Leak] = []
  let time = seconds { found = leaks(from: training, into: test) }
  let planted = Tensor(concatenating: [test, training.rows(100..<103)], along: 0)
  page.say("Does a test picture stand in the training part, pixel for pixel?")
  page.number(
    "pictures compared",
    "\(test.shape[0]) with \(training.shape[0]), in \(fixedText(time, decimals: 2)) s")
  page.number("found", "\(found.count)")
  page.number("found after 3 were planted", "\(leaks(from: training, into: planted).count)")
}

private func showScales(_ rows: LabelledRows, _ split: Split, on page: inout LabPage) {
  let columns = [3, 40, 400, 500].map { rows.inputs.slice($0..<($0 + 1), along: 1) }
  let table = Tensor(concatenating: columns, along: 1)  // [N, 4]
  let parts = standardized(table, by: split)
  page.say(
    "Four pixels standardised by the training part alone: the test part is near 0 and 1, not on it."
  )
  page.table(
    ["part", "means", "deviations"],
    [("training", parts.training), ("test", parts.test)].map { name, part in
      [
        name, part.mean(along: 0).scalars.map { fixedText($0, decimals: 2) }.joined(separator: " "),
        part.variance(along: 0).scalars.map { fixedText($0.squareRoot(), decimals: 2) }
          .joined(separator: " "),
      ]
    })
}
