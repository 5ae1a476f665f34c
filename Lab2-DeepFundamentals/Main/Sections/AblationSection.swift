// Section ablation: the practical's network with one technique removed at a time.

import Lab2
import Reports
import Shared

func ablation(_ page: inout LabPage, _ lab: inout Lab2State) throws {
  let (clothes, options) = (try lab.clothes(), lab.options)
  let seeds = (0..<3).map { options.seed + UInt64($0) }
  let variants = variants(of: .small(options))
  let training = clothes.training.prefix(options.quick ? 800 : 3200)
  let (epochs, batch) = (variants[0].recipe.epochs, variants[0].recipe.batchSize)
  page.say(
    """
    The same network, 48 units wide, on \(training.labels.count) pictures, \(epochs) epochs of \
    \(training.labels.count / batch) steps, each variant with the same three seeds. One thing is \
    missing in each line; without AdamW it is SGD with momentum. What is within the spread is not \
    known to matter, in so short a training.
    """)
  var bar = page.progress("trainings", total: variants.count * seeds.count, unit: "trainings")
  let scores = variants.map { variant in
    seeds.map { seed in
      let result = variant.recipe.train(on: training, validation: clothes.validation, seed)
      bar.advance()
      return result
    }
  }
  bar.finish()
  let accuracies = scores.map { $0.map(\.accuracy) }
  let whole = meanAndSpread(accuracies[0]).mean
  page.show(
    BarChart(
      "Right on the validation part, mean of three",
      zip(variants, accuracies).map {
        (name: $0.name, value: ($1.reduce(0, +) / Double($1.count) * 1000).rounded() / 10)
      }, axis: Axis("right", unit: "%", range: 0...100)))
  page.table(
    ["variant", "right", "against all"],
    zip(variants, accuracies).map { variant, values in
      let difference = (meanAndSpread(values).mean - whole) * 100
      return [
        variant.name, spreadText(values),
        (difference > 0.05 ? "+" : "") + fixedText(difference, decimals: 1),
      ]
    })
  page.number(
    "largest spread of three seeds",
    fixedText((accuracies.map { meanAndSpread($0).spread }.max() ?? 0) * 100, decimals: 1)
      + " points")
}

private func variants(of whole: Recipe) -> [(name: String, recipe: Recipe)] {
  func without(_ change: (inout Recipe) -> Void) -> Recipe {
    var recipe = whole
    change(&recipe)
    return recipe
  }
  return [
    ("all techniques", whole), ("no normalisation", without { $0.shape.normalization = .none }),
    ("no residuals", without { $0.shape.isResidual = false }),
    ("no dropout", without { $0.shape.dropout = 0 }),
    ("no AdamW", without { ($0.rule, $0.rate) = (.momentum, 0.02) }),
    ("no weight decay", without { $0.weightDecay = 0 }),
    ("no warm-up", without { $0.warmUp = 0 }), ("no cosine", without { $0.hasCosine = false }),
    ("no clipping", without { $0.largestNorm = nil }),
  ]
}
