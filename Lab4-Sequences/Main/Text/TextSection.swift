// Section text, the practical: an LSTM and a small Transformer learn to write, on names or on a text of
// the user's.

import Datasets
import Foundation
import Lab4
import Reports
import Shared

func writing(_ page: inout LabPage, _ lab: inout Lab4State) throws {
  let file = lab.options.values["--text"].map { URL(fileURLWithPath: $0) }
  let data = try file.map { try TextData.file($0) } ?? TextData.names()
  page.say(
    """
    \(data.name): \(data.size) to learn from, in \(data.vocabulary.count) different characters. A loss \
    of ln \(data.vocabulary.count) = \(fixedText(log(Double(data.vocabulary.count)), decimals: 2)) nats \
    a character would be pure guessing. Both models read up to \(data.context) characters and say at \
    each of them what comes next.
    """)
  let plan = TextPlan(for: data, lab)
  var generator = SeededGenerator(seed: lab.options.seed)
  let recurrent = RecurrentWriter(
    vocabulary: data.vocabulary.count, width: 32, hidden: plan.hidden, using: &generator)
  let first = try plan.learn(
    "LSTM", recurrent, by: plan.recurrent, on: data, lab, &page)
  let transformer = LanguageModel(plan.shape, using: &generator)
  let second = try plan.learn(
    "Transformer", transformer, by: plan.transformer, on: data, lab, &page)
  show([first.summary, second.summary], data, &page)
  try showInside(first.model, second.model, data, &page)
  try showContinuations(of: second.model, data, seed: lab.options.seed, &page)
  guard file != nil else { return }
  let url = page.file(named: SavedWriter.fileName)
  try SavedWriter(second.model, plan.shape, on: data).write(
    to: url, madeBy: "swift run Lab4-Sequences text --text FILE")
  page.say(
    """
    Saved as \(page.path(of: url)). Go on with a beginning of your own: `swift run Lab4-Sequences \
    generate "…" \(page.path(of: url))`
    """)
}

/// How large the models are and how long they learn.
struct TextPlan {
  let shape: LanguageModelShape
  let hidden: Int
  /// How the LSTM and how the Transformer learn.
  let (recurrent, transformer): (TextTraining, TextTraining)

  /// Names take seconds.
  ///
  /// A long text takes minutes: its Transformer and its training are those that
  /// nanoGPT proposes for a processor (A. Karpathy, 2022), so that the losses can be compared.
  init(for data: TextData, _ lab: Lab4State) {
    if data.isList {
      (shape, hidden) = (Self.names(data), 96)
      recurrent = TextTraining(steps: lab.steps(1_200))
      transformer = recurrent
    } else {
      shape = LanguageModelShape(
        vocabulary: data.vocabulary.count, context: data.context, width: 128, heads: 4, layers: 4)
      hidden = 192
      recurrent = TextTraining(steps: lab.steps(1_200), batchSize: 16, rate: 0.004)
      transformer = TextTraining(steps: lab.steps(2_000), batchSize: 12, rate: 0.001)
    }
  }

  /// The Transformer of names that the package carries.
  static func names(_ data: TextData) -> LanguageModelShape {
    LanguageModelShape(
      vocabulary: data.vocabulary.count, context: data.context, width: 40, heads: 4, layers: 2,
      dropout: 0.1)
  }

  /// Trains a model, which writes after every part of its training.
  func learn<Model: Writer>(
    _ name: String, _ model: Model, by training: TextTraining, on data: TextData,
    _ lab: Lab4State, _ page: inout LabPage
  ) throws -> (model: Model, summary: TextSummary) {
    var (model, page_) = (model, page)
    var failure: (any Error)?
    let log = training.train(
      &model, on: data, seed: lab.options.seed,
      beginPart: { part, steps in
        page_.progress(
          "\(name), part \(part + 1) of \(training.parts)", total: steps, unit: "steps")
      },
      endPart: { model, log in
        do { try showSamples(of: model, log, data, &page_) } catch { failure = error }
      })
    page = page_
    if let failure { throw failure }
    let test = loss(of: model, on: data.test)
    return (
      model, TextSummary(name: name, parameters: model.parameterCount, log: log, test: test)
    )
  }
}

/// What came of a training.
struct TextSummary {
  let name: String
  let parameters: Int
  let log: TextLog
  let test: Float
}

/// What a model writes by itself at this point of its training.
private func showSamples(
  of model: some Writer, _ log: TextLog, _ data: TextData, _ page: inout LabPage
) throws {
  guard let (step, loss) = log.validation.last else { return }
  var generator = SeededGenerator(seed: UInt64(step))
  let samples = try (0..<(data.isList ? 6 : 1)).map { _ in
    try data.pen.goOn(
      with: "", count: data.isList ? data.context : 160, by: SamplingRule(temperature: 0.8),
      model: model, using: &generator)
  }
  page.say(
    "After \(step) steps \(fixedText(loss, decimals: 3)) nats on what it has not seen. It writes:")
  page.code(samples.map(page.terminal.lines).joined(separator: data.isList ? ", " : "\n"))
}

private func show(_ summaries: [TextSummary], _ data: TextData, _ page: inout LabPage) {
  let curves = summaries.flatMap { summary in
    let means = smoothed(summary.log.losses, width: 20)
    return [
      Series("\(summary.name), learning", x: means.indices.map { 20 * $0 + 20 }, y: means),
      Series(
        "\(summary.name), not seen", x: summary.log.validation.map(\.step),
        y: summary.log.validation.map(\.loss)),
    ]
  }
  page.show(LineChart("Loss while learning", curves, x: "step", y: "nats a character"))
  let pairs = LetterPairs(of: data, batches: 40, seed: 1).loss(on: data.test)
  func row(_ name: String, _ parameters: Int, _ seconds: Double?, _ loss: Float) -> [String] {
    [
      name, grouped(parameters), seconds.map { fixedText($0, decimals: 1) } ?? "",
      fixedText(loss, decimals: 3), fixedText(exp(loss), decimals: 2),
      fixedText(loss / log(2), decimals: 3),
    ]
  }
  let size = data.vocabulary.count
  page.table(
    ["model", "parameters", "seconds", "nats", "perplexity", "bits a character"],
    [row("letter pairs", size * size, nil, pairs)]
      + summaries.map { row($0.name, $0.parameters, $0.log.seconds, $0.test) })
  page.say(
    """
    All on the part that was never used. The loss is the mean of −ln p over all characters that came; \
    the perplexity, e to the loss, says among how many equally likely characters the model hesitates; \
    divided by ln 2, the loss is what a perfect packer would need, in bits a character.
    """)
}

private func showInside(
  _ recurrent: RecurrentWriter, _ transformer: LanguageModel, _ data: TextData,
  _ page: inout LabPage
) throws {
  let row = data.test[0].inputs[0]
  let text = data.isList ? "\nChristopher" : data.vocabulary.decode(Array(row.prefix(32)))
  page.say(
    "What is inside, while both read “\(printable(text.replacing("\n", with: " ").trimmingCharacters(in: .whitespaces)))”."
  )
  let gates = try recurrent.gatePictures(text, data.vocabulary)
  page.illustrate(Array(gates.prefix(2)))
  page.illustrate(Array(gates.suffix(2)))
  for block in transformer.blocks.indices {
    page.illustrate(try transformer.attentionPictures(text, data.vocabulary, block: block))
  }
  page.say(
    """
    The shares of its weight that each head gives, on average, to the place that looks itself, to the \
    two before it and to the first; spread evenly they would be about \
    \(percentText(2 / Float(text.count), decimals: 0)). Nobody told a head to look one back.
    """)
  page.table(
    ["attention", "on itself", "one before", "two before", "on the first"],
    try transformer.habits(text, data.vocabulary).map { head, shares in
      [head] + shares.map { percentText($0, decimals: 0) }
    })
}

private func showContinuations(
  of model: LanguageModel, _ data: TextData, seed: UInt64, _ page: inout LabPage
) throws {
  let beginnings =
    data.isList
    ? ["Mar", "Jo", "Chr", "Z"] : [data.vocabulary.decode(Array(data.test[0].inputs[0].prefix(12)))]
  var generator = SeededGenerator(seed: seed)
  let count = data.isList ? data.context : 120
  if data.isList { try showInvention(of: model, data, &generator, &page) }
  for beginning in beginnings {
    var rows: [(name: String, text: String)] = []
    for (name, rule) in rules {
      let text = try data.pen.goOn(
        with: beginning, count: count, by: rule, model: model, using: &generator)
      rows.append((name, printable(beginning + text)))
    }
    guard data.isList else {
      page.list("Ways to choose the next character", rows.map { "\($0.name): \($0.text)" })
      continue
    }
    let best = try data.pen.likeliest(after: beginning, count: count, width: 3, model: model)
    rows.append(("beam of 3", best.map { printable(beginning + $0.text) }.joined(separator: ", ")))
    page.table(["“\(printable(beginning))”", "goes on"], rows.map { [$0.name, $0.text] })
  }
}

/// How many of the names that a model draws it has seen, and how many nobody has written down.
private func showInvention(
  of model: LanguageModel, _ data: TextData, _ generator: inout SeededGenerator,
  _ page: inout LabPage
) throws {
  let parts = try Names.embeddedSplit()
  let (seen, others) = (Set(parts.training), Set(parts.validation + parts.test))
  let drawn = try (0..<200).map { _ in
    try data.pen.goOn(
      with: "", count: 2 * data.context, by: SamplingRule(), model: model, using: &generator)
  }
  page.number("of 200 drawn names, learned from", "\(drawn.filter(seen.contains).count)")
  page.number("real, and never shown to it", "\(drawn.filter(others.contains).count)")
  page.number(
    "invented", "\(drawn.filter { !seen.contains($0) && !others.contains($0) }.count)")
}

/// The ways of choosing that are shown beside each other.
let rules: [(name: String, rule: SamplingRule)] = [
  ("greedy", .greedy), ("temperature 0.6", SamplingRule(temperature: 0.6)),
  ("temperature 1", SamplingRule()), ("of the likeliest 5", SamplingRule(topK: 5)),
  ("of the likeliest 90 %", SamplingRule(topP: 0.9)),
]
