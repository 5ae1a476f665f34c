// Section forecast: sunspots one to five years ahead, against three baselines, on years that no model
// has learned from.

import Datasets
import Lab4
import Reports
import Shared

func forecast(_ page: inout LabPage, _ lab: inout Lab4State) throws {
  let (years, numbers) = try Sunspots.embedded()
  let horizons = Array(1...5)
  let folds = rollingFolds(of: numbers.count, folds: lab.options.quick ? 2 : 5, length: 11)
  guard let first = folds.first, let last = folds.last else { return }
  page.say(
    """
    The number of sunspots of every year from \(years[0]) to \(years[years.count - 1]). Cycles of about \
    11 years, none like the one before. \(folds.count) blocks of 11 years, from \
    \(years[first.block.lowerBound]) on, are forecast one to five years ahead; each model learns from \
    all years before a block, and from none in it.
    """)
  page.illustrate(
    LineChart(
      "Sunspots of three centuries", [Series("", x: years, y: numbers)], x: "year", y: "sunspots"))
  var recurrent = RecurrentForecaster(reach: 5, seed: lab.options.seed)
  if lab.options.quick { recurrent.members = 1 }
  var bar = page.progress("blocks", total: folds.count, unit: "blocks")
  let scores = [
    scored(NaiveForecaster(), on: numbers, folds, horizons: horizons),
    scored(SeasonalForecaster(period: 11), on: numbers, folds, horizons: horizons),
    scored(LinearAutoregression(horizons: horizons), on: numbers, folds, horizons: horizons),
    scored(recurrent, on: numbers, folds, horizons: horizons) { bar.advance() },
  ]
  bar.finish()
  showErrors(scores, horizons, on: &page)
  let shown = first.block.lowerBound..<last.block.upperBound
  showForecasts(scores, years, numbers, shown, on: &page)
  page.number("forecasts of each model", "\(scores[0].pairs.values.map(\.count).reduce(0, +))")
  let (linear, network) = (scores[2].error(horizons), scores[3].error(horizons))
  page.number(
    "error of the LSTM against linear autoregression",
    "\(fixedText((network / linear - 1) * 100, decimals: 1)) %")
}

private func showErrors(_ scores: [ForecastScore], _ horizons: [Int], on page: inout LabPage) {
  page.say("The error, the root of the mean square, in sunspots, by how many years ahead:")
  page.table(
    ["model"] + horizons.map { "\($0)" } + ["mean"],
    scores.map { score in
      [score.name] + horizons.map { fixedText(score.error($0), decimals: 1) }
        + [fixedText(score.error(horizons), decimals: 1)]
    })
  page.show(
    LineChart(
      "Error by how far ahead",
      scores.map { score in
        Series(score.name, x: horizons, y: horizons.map { score.error($0) })
      }, x: "years ahead", y: Axis("error", unit: "sunspots")))
}

/// The years of all blocks, and what was said of them one and three years before.
private func showForecasts(
  _ scores: [ForecastScore], _ years: [Int], _ numbers: [Float], _ shown: Range<Int>,
  on page: inout LabPage
) {
  let network = scores[3]
  for horizon in [1, 3] {
    let said = (network.pairs[horizon] ?? []).map(\.said)
    page.illustrate(
      LineChart(
        "What came, and what the LSTM had said \(horizon == 1 ? "a year" : "three years") before",
        [
          Series("sunspots", x: Array(years[shown]), y: Array(numbers[shown])),
          Series("LSTM", x: forecastYears(years, shown, horizon), y: said),
        ], x: "year", y: "sunspots"))
  }
}

/// The years that forecasts of one horizon are about: in each block those that far from its start.
private func forecastYears(_ years: [Int], _ shown: Range<Int>, _ horizon: Int) -> [Int] {
  stride(from: shown.lowerBound, to: shown.upperBound, by: 11).flatMap { start in
    years[(start + horizon - 1)..<(start + 11)]
  }
}
