// Section layernorm: examples of very different sizes, each put right by itself.

import Lab2
import Reports
import Shared

func layerNorm(_ page: inout LabPage, _ lab: inout Lab2State) throws {
  page.say(
    """
    Six examples of 32 features, each twice as large as the one before. Batch normalisation \
    standardises columns: the largest example rules them, and the small ones vanish beside it. \
    Layer normalisation standardises rows, needs no batch, and does the same in inference.
    """)
  var generator = SeededGenerator(seed: lab.options.seed)
  let sizes = Tensor([1, 2, 4, 8, 16, 32], shape: [6, 1])
  let x = Tensor(randomNormal: [6, 32], using: &generator) * sizes
  var (batch, layer) = (BatchNorm(features: 32), LayerNorm(features: 32))
  var context = Context(.training)
  let (columns, rows) = (batch.forward(x, &context), layer.forward(x, &context))
  let names = (1...6).map { "example \($0)" }
  page.compare([
    HeatMap("Before", x, rowNames: names), HeatMap("Batch normalisation", columns, rowNames: names),
    HeatMap("Layer normalisation", rows, rowNames: names),
  ])
  page.table(
    ["deviation of", "before", "batch norm", "layer norm"],
    [0, 2, 5].map { row in
      [names[row]] + [x, columns, rows].map { deviationText($0[row: row]) }
    })
  let alone = layer.forward(x.rows(0..<1), &context)
  page.number(
    "largest change when example 1 stands alone",
    Double(abs(alone - rows.rows(0..<1)).max()))
}
