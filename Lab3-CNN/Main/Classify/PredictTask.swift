// The task `predict IMAGE…`: what the network of `classify` makes of pictures it has never seen.

import Datasets
import Foundation
import Lab3
import Reports
import Shared

func predict(_ page: inout LabPage, _ lab: inout Lab3State) throws {
  let isModel: (String) -> Bool = { $0.hasSuffix(".safetensors") }
  let named = lab.options.operands.filter(isModel)
  guard named.count < 2 else {
    throw UsageError("predict takes one model; leave out \(named[1])")
  }
  let images = lab.options.operands.filter { !isModel($0) }
  guard !images.isEmpty else { throw UsageError("predict needs a picture; write predict IMAGE") }
  let file =
    named.first.map { URL(fileURLWithPath: $0) } ?? page.file(named: SavedClassifier.fileName)
  var classifier = try SavedClassifier(contentsOf: file)
  page.say(
    "The model \(printable(page.path(of: file))) knows"
      + " \(classifier.classNames.joined(separator: ", ")).")
  var (answered, refusal): (Int, (any Error)?) = (0, nil)
  for path in images {
    do {
      let image = try ImageFile.read(URL(fileURLWithPath: path))
      show(path, image, &classifier, on: &page)
      answered += 1
    } catch {
      refusal = refusal ?? error
      if images.count > 1 { page.say("Left out: \(printable("\(error)"))") }
    }
  }
  if answered == 0, let refusal { throw refusal }
  page.say(
    """
    It answers with one of its classes whatever it is shown. A high number says that the picture is \
    like those of that class, among those it knows; it does not say that it is one.
    """)
}

/// The likeliest classes, and where it looked.
private func show(
  _ path: String, _ image: Tensor, _ classifier: inout SavedClassifier, on page: inout LabPage
) {
  let (_, channels, height, width) = image.shape.nchw
  let shares = classifier.probabilities(of: image)
  let order = shares.indices.sorted { (shares[$1], $0) < (shares[$0], $1) }
  let name = printable(URL(fileURLWithPath: path).lastPathComponent)
  page.say(
    "\(name), \(width) by \(height) pixels, \(channels > 2 ? "in colour" : "grey"):"
      + " \(classifier.classNames[order[0]]),"
      + " \(percentText(shares[order[0]])).")
  page.show(
    BarChart(
      "Probabilities for \(name)",
      order.prefix(5).map {
        (
          name: classifier.classNames[$0],
          value: (Double(shares[$0]) * 1000).rounded() / 10
        )
      }, axis: Axis("probability", unit: "%", range: 0...100)))
  let map = gradCAM(
    &classifier.network, layer: Pretrained.lastMaps, image: classifier.input(image)[row: 0],
    label: order[0])
  page.illustrate(
    ImageGrid(
      "\(name) as the network gets it, and what spoke for the answer",
      Picture.all(in: prepared(image, channels: 1, size: classifier.size)) + Picture.all(in: map),
      range: 0...1))
}
