// Section losses: why classifiers use cross-entropy, and what stability means for it.

import Lab1
import Reports
import Shared

func losses(_ page: inout LabPage, _ lab: inout Lab1State) throws {
  page.say(
    """
    A sigmoid that is surely wrong must learn fast. With the squared error the flat sigmoid \
    multiplies the gradient by nearly 0; cross-entropy takes exactly that factor out again.
    """)
  let logits = Tensor(from: -10, through: 10, count: 161)
  let squared = logits.map { squaredErrorSlope(at: $0) }
  let entropy = logits.map { binaryCrossEntropy(logits: Tensor([$0]), target: [1]).gradient[0] }
  page.show(
    LineChart(
      "Gradient at the logit z when the right answer is 1",
      [
        Series("mean squared error of σ(z)", x: logits, y: squared),
        Series("cross-entropy", x: logits, y: entropy),
      ],
      x: "z", y: "dL/dz"))
  page.number("gradient at z = −10, squared error", Double(squared[0]))
  page.number("gradient at z = −10, cross-entropy", Double(entropy[0]))
  showStability(on: &page)
}

/// dL/dz of (σ(z) − 1)²: the loss's gradient, passed back through the sigmoid.
private func squaredErrorSlope(at z: Float) -> Float {
  var (layer, context) = (Sigmoid(), Context(.training))
  let y = layer.forward(Tensor([z]), &context)
  return layer.backward(meanSquaredError(prediction: y, target: [1]).gradient)[0]
}

private func showStability(on page: inout LabPage) {
  page.say(
    "Scores of ±1000 overflow eᶻ. The formula −log(eᶻ/Σeᶻ) as it stands in books, and yours:")
  let cases: [(logits: [Float], label: Int)] = [([2, 1, 0], 0), ([1000, 0, -1000], 1)]
  page.table(
    ["scores", "label", "as in books", "softmaxCrossEntropy"],
    cases.map { logits, label in
      let z = Tensor(logits, shape: [1, 3])
      let naive = -log(exp(z) / exp(z).sum())[0, label]
      let stable = softmaxCrossEntropy(logits: z, labels: [label]).loss
      return [
        logits.map { shortText($0, digits: 4) }.joined(separator: "  "), "\(label)",
        shortText(naive), shortText(stable),
      ]
    })
}
