// Section depth-width: deep and narrow against wide and shallow, with equally many weights.

import Lab2
import Reports
import Shared

func depthWidth(_ page: inout LabPage, _ lab: inout Lab2State) throws {
  let (clothes, budget) = (try lab.clothes(), 60_000)
  let training = clothes.training.prefix(lab.options.quick ? 800 : 3200)
  let recipes = [1, 2, 4, 8, 16].map { blocks in
    var recipe = Recipe.small(lab.options)
    recipe.shape.blocks = blocks
    recipe.shape.width = width(blocks: blocks, budget: budget)
    return recipe
  }
  page.say(
    """
    Five networks of about \(budget) weights each, from 4 to 34 linear layers, on \
    \(training.labels.count) pictures, \(recipes[0].epochs) epochs, three seeds each.
    """)
  var rows: [[String]] = []
  var means: [Double] = []
  for recipe in recipes {
    var (values, weights, time) = ([Double](), 0, 0.0)
    for seed in (0..<3).map({ lab.options.seed + $0 }) {
      var result = recipe.train(on: training, validation: clothes.validation, seed)
      values.append(result.accuracy)
      weights = result.network.parameterCount
      time += result.trainingTime / 3
    }
    means.append(meanAndSpread(values).mean * 100)
    rows.append([
      "\(recipe.depth)", "\(recipe.shape.width)", "\(weights)", spreadText(values),
      fixedText(time, decimals: 2) + " s",
    ])
  }
  page.show(
    LineChart(
      "Right on the validation part", [Series("", x: recipes.map(\.depth), y: means)],
      x: Axis("linear layers", scale: .logarithmic), y: Axis("right", unit: "%")))
  page.table(["layers", "width", "weights", "right", "time"], rows)
}

/// The width W at which W·(784 + 1) + blocks·(2W² + 6W) + 12W + 10 weights are about the budget:
/// two matrices, two biases and two norms a block, one norm and ten outputs at the end.
private func width(blocks: Int, budget: Int) -> Int {
  (1...256).min {
    abs(weights($0, blocks) - budget) < abs(weights($1, blocks) - budget)
  } ?? 1
}

private func weights(_ width: Int, _ blocks: Int) -> Int {
  width * 785 + blocks * (2 * width * width + 6 * width) + 12 * width + 10
}
