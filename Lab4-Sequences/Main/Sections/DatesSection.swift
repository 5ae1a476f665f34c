// Section dates: an encoder–decoder learns to read dates in seven written forms, and is asked about days
// that it has never seen.

import Lab1
import Lab2
import Lab4
import Reports
import Shared

func dates(_ page: inout LabPage, _ lab: inout Lab4State) throws {
  var generator = SeededGenerator(seed: lab.options.seed)
  let task = DateTask(using: &generator)
  page.say(
    """
    Every day from 1900 to 2099 in seven forms, \(grouped(task.training.count)) days to learn from and \
    \(grouped(task.heldOut.count)) that no training shows in any form. The model reads characters and \
    writes characters; nobody tells it what a month is.
    """)
  page.table(
    ["written", "to be written"],
    DateForm.allCases.map { [$0.text(of: task.heldOut[0]), task.heldOut[0].iso] })
  let forced = teacherForced(task.encoded(task.heldOut[0].iso), task.tokens)
  page.say(
    """
    Teacher forcing: the decoder is given `\(task.vocabulary.decode(forced.input))` and asked for \
    `\(task.vocabulary.decode(forced.output))`, all places at once. `<` is start, `>` is end.
    """)
  var translator = DateTranslator(task, using: &generator)
  let losses = translator.train(steps: lab.steps(600), seed: lab.options.seed, &page)
  page.show(
    LineChart(
      "Loss", [Series("", losses)], x: "step", y: Axis("loss", scale: .logarithmic)))
  let exact = showScores(translator, on: &page)
  showAttention(translator, on: &page)
  page.number("parameters", grouped(translator.model.parameterCount))
  page.number("pairs seen", grouped(losses.count * 64))
  page.number("held-out dates written without a mistake", percentText(exact, decimals: 1))
}

/// An encoder–decoder of width 64 for dates.
struct DateTranslator {
  let task: DateTask
  var model: EncoderDecoder

  init(_ task: DateTask, using generator: inout SeededGenerator) {
    self.task = task
    let count = task.vocabulary.count
    model = EncoderDecoder(
      EncoderDecoderShape(
        sourceVocabulary: count, targetVocabulary: count, longest: 24, width: 64, heads: 4,
        hidden: 128),
      using: &generator)
  }

  /// Learns from batches of 64 random dates, with a warm-up and a cosine; returns the losses.
  mutating func train(steps: Int, seed: UInt64, _ page: inout LabPage) -> [Float] {
    var (context, rate) = (Context(.training, seed: seed), Float(0.003))
    var optimizer = AdamW(learningRate: rate, beta2: 0.98)
    let climb = steps / 10
    var bar = page.progress("training", total: steps, unit: "steps")
    let losses = (0..<steps).map { step -> Float in
      rate = warmedUp(over: climb, of: steps, step: step) {
        cosineAnnealing(from: 0.003, over: max(1, steps - climb), step: $0)
      }
      optimizer.learningRate = rate
      let batch = task.batch(64, using: &context.generator)
      let loss = translationStep(&model, &optimizer, on: batch, &context)
      bar.note = "loss \(fixedText(Double(loss), decimals: 3))"
      bar.advance()
      return loss
    }
    bar.finish()
    return losses
  }

  /// What it writes for these texts.
  func answers(to texts: [String]) -> [String] {
    translations(model, of: texts.map { task.encoded($0) }, task.tokens, longest: 12)
      .map { task.vocabulary.decode($0) }
  }
}

/// The share of held-out dates that are right, form by form; returns that of all.
private func showScores(_ translator: DateTranslator, on page: inout LabPage) -> Float {
  let (task, forms) = (translator.task, DateForm.allCases)
  var (rows, wrong): ([[String]], [[String]]) = ([], [])
  var (right, all): ([[Int]], [[Int]]) = ([], [])
  for (number, form) in forms.enumerated() {
    let days = stride(from: number, to: task.heldOut.count, by: forms.count).map {
      task.heldOut[$0]
    }
    let answers = translator.answers(to: days.map { form.text(of: $0) })
    let written = answers.map { task.encoded($0) }
    let wanted = days.map { task.encoded($0.iso) }
    rows.append([
      form.text(of: days[0]), answers[0], percentText(exactMatch(written, wanted), decimals: 1),
    ])
    right += written
    all += wanted
    wrong += days.indices.filter { answers[$0] != days[$0].iso }
      .map { [form.text(of: days[$0]), answers[$0], days[$0].iso] }
  }
  page.say("Days it has never seen, each in one form; right is what is right to the last digit:")
  page.table(["written", "its answer", "right"], rows)
  if !wrong.isEmpty {
    page.say("Where it was wrong:")
    page.table(["written", "its answer", "right"], Array(wrong.prefix(5)))
  }
  return exactMatch(right, all)
}

/// Where the decoder looks while it writes one date: its heads together, one row a character.
private func showAttention(_ translator: DateTranslator, on page: inout LabPage) {
  let (task, date) = (translator.task, CalendarDate(number: 30_746))
  var (model, context) = (translator.model, Context(.inference))
  page.say("Which characters it reads for each one that it writes, the mean of four heads:")
  page.compare(
    [DateForm.ordinal, .slashes].map { form in
      let text = form.text(of: date)
      let target = teacherForced(task.encoded(date.iso), task.tokens)
      model.encode([task.encoded(text)], &context)
      _ = model.decode([target.input], &context)
      let weights = model.decoder[0].cross.weights.mean(along: 1)  // [1, T, S]
      return HeatMap(
        text, weights.reshaped(to: [weights.shape[1], weights.shape[2]]),
        rowNames: task.vocabulary.decode(target.output).map { String($0) },
        columnNames: text.map { String($0) }, axes: ("reads", "writes"))
    })
}
