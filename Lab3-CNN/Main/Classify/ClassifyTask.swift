// The task `classify FOLDER`: the learner's own pictures, checked, learned, measured and kept.

import Datasets
import Foundation
import Lab1
import Lab2
import Lab3
import Reports
import Shared

private let cardName = "classify-card.md"

func classify(_ page: inout LabPage, _ lab: inout Lab3State) throws {
  let options = lab.options
  let folder = URL(fileURLWithPath: options.operands[0])
  let body = try Pretrained.network()
  let data = try FolderData(folder, seed: options.seed, on: &page)
  page.say(
    """
    \(data.folder.examples.count) pictures of \(data.classNames.count) classes in \
    \(printable(page.path(of: folder))), averaged onto \(FolderData.size) by \
    \(FolderData.size) grey pixels\(data.isNegative ? ", seen as negatives" : "").
    """)
  data.show(on: &page)
  let training = FineTuning(epochs: options.epochs ?? (options.quick ? 5 : 25))
  let bar = page.progress(
    "fine-tuning", total: training.steps(samples: data.training.labels.count), unit: "batches")
  let result = training.train(from: body, on: data, seed: options.seed, bar)
  let saved = SavedClassifier(
    result.network, classNames: data.classNames, size: FolderData.size,
    isNegative: data.isNegative)
  let file = page.file(named: SavedClassifier.fileName)
  try FileManager.default.createDirectory(
    at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
  try saved.write(to: file)
  showCurves(of: result.log, on: &page)
  let findings = Findings(result, data)
  findings.show(on: &page)
  let card = findings.card
  try Data(card.markdown.utf8).write(to: page.file(named: cardName), options: .atomic)
  for section in card.sections { page.list(section.heading, section.lines) }
  let (model, text) = (page.path(of: file), page.path(of: page.file(named: cardName)))
  page.say("The model is in `\(model)`, its card in `\(text)`. Ask it about another picture:")
  let isUsual = model == "Reports/\(SavedClassifier.fileName)"
  page.code("swift run Lab3-CNN predict IMAGE" + (isUsual ? "" : " \(model)"))
}
