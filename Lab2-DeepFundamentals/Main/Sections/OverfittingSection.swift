// Section overfitting: a network learns 250 pictures by heart; four cures, one at a time.

import Lab2
import Reports
import Shared

func overfitting(_ page: inout LabPage, _ lab: inout Lab2State) throws {
  let (clothes, options) = (try lab.clothes(), lab.options)
  let epochs = options.quick ? 12 : 25
  let few = clothes.training.prefix(250)
  page.say(
    """
    Eight layers of 96 units and 250 pictures, \(epochs) epochs without any regularisation: the \
    training loss goes to 0, the validation loss turns and climbs. Then one cure at a time, from \
    the same start.
    """)
  var sick = Recipe.small(options)
  (sick.epochs, sick.batchSize, sick.patience, sick.weightDecay) = (epochs, 25, epochs, 0)
  (sick.shape.width, sick.shape.dropout, sick.hasCosine) = (96, 0, false)
  func cured(_ change: (inout Recipe) -> Void) -> Recipe {
    var recipe = sick
    change(&recipe)
    return recipe
  }
  let many = clothes.training.prefix(2000)
  var runs = [
    ("no regularisation", sick, few), ("dropout 0.5", cured { $0.shape.dropout = 0.5 }, few),
    ("weight decay 1", cured { $0.weightDecay = 1 }, few),
    ("early stopping", cured { $0.patience = 3 }, few),
  ]
  runs.append(("8 times the pictures", cured { $0.epochs = max(2, epochs / 8) }, many))
  let results = runs.map { name, recipe, rows in
    (name: name, run: recipe.train(on: rows, validation: clothes.validation, options.seed))
  }
  page.show(
    LineChart(
      "Provoked: no regularisation",
      [
        Series("training", results[0].run.trainingLosses),
        Series("validation", results[0].run.validationLosses).marking(.minimum),
      ]))
  page.illustrate(
    LineChart(
      "Validation loss by cure", results.map { Series($0.name, $0.run.validationLosses) }))
  page.say("Validation losses:")
  page.table(
    ["cure", "epochs", "lowest loss", "last loss", "right at the end"],
    results.map { name, run in
      let losses = run.validationLosses
      return [
        name, "\(losses.count)", fixedText(losses.min() ?? 0, decimals: 3),
        fixedText(losses[losses.count - 1], decimals: 3),
        percentText(run.validationAccuracies[losses.count - 1]),
      ]
    })
}
