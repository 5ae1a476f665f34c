// The task `generate "PROMPT"`: a trained Transformer goes on with a beginning of the user's.

import Datasets
import Foundation
import Lab4
import Reports
import Shared

func generate(_ page: inout LabPage, _ lab: inout Lab4State) throws {
  let isModel: (String) -> Bool = { $0.hasSuffix(".safetensors") }
  let (files, prompts) = (
    lab.options.operands.filter(isModel), lab.options.operands.filter { !isModel($0) }
  )
  guard files.count < 2 else { throw UsageError("generate takes one model; leave out \(files[1])") }
  guard let prompt = prompts.first, prompts.count == 1 else {
    throw UsageError("generate takes one beginning; put it in quotes: generate \"To be\"")
  }
  let writer =
    try files.first.map { try SavedWriter(contentsOf: URL(fileURLWithPath: $0)) }
    ?? SavedWriter.embedded()
  page.say(
    """
    A Transformer of \(writer.shape.layers) blocks of width \(writer.shape.width), trained on: \
    \(writer.origin). It sees the last \(writer.shape.context) characters.
    """)
  var generator = SeededGenerator(seed: lab.options.seed)
  try writer.goOn(with: prompt, using: &generator, on: &page)
  try writer.converse(using: &generator, on: &page)
}

extension SavedWriter {
  /// Characters that are added to a beginning of a long text.
  private static let length = 300

  /// Goes on with a beginning: a list's entry in several ways, a long text in one.
  fileprivate func goOn(
    with prompt: String, using generator: inout SeededGenerator, on page: inout LabPage
  ) throws {
    try checkKnown(prompt)
    guard pen.isList else {
      let text = try pen.goOn(
        with: prompt, count: Self.length, by: SamplingRule(temperature: 0.8), model: model,
        using: &generator)
      return page.code(page.terminal.lines(prompt + text))
    }
    var rows: [[String]] = []
    for (name, rule) in rules {
      let names = try (0..<(rule.temperature == 0 ? 1 : 4)).map { _ in
        prompt
          + (try pen.goOn(
            with: prompt, count: 2 * shape.context, by: rule, model: model, using: &generator))
      }
      rows.append([name, printable(names.joined(separator: ", "))])
    }
    let best = try pen.likeliest(after: prompt, count: 2 * shape.context, width: 5, model: model)
    for (text, logProbability) in best {
      let share = percentText(exp(logProbability), decimals: 1)
      rows.append(["beam search, \(share)", printable(prompt + text)])
    }
    page.table(["chosen", "“\(printable(prompt))” goes on"], rows)
  }

  /// Asks for further beginnings, where somebody sits at a terminal.
  fileprivate func converse(
    using generator: inout SeededGenerator, on page: inout LabPage
  ) throws {
    guard isatty(STDIN_FILENO) != 0, page.terminal.isInteractive else { return }
    while true {
      writeToStandardOutput("\nAnother beginning, or nothing to end: ")
      guard let line = readLine(), !line.isEmpty else { return }
      do {
        try goOn(with: line, using: &generator, on: &page)
      } catch let error as DataError {
        page.say("\(error)")
      }
    }
  }

  /// Refuses a beginning with a character that the model has never seen.
  private func checkKnown(_ prompt: String) throws {
    let known = Set(pen.vocabulary.characters)
    guard let place = prompt.firstIndex(where: { !known.contains($0) }) else { return }
    let signs = pen.vocabulary.characters.filter { !$0.isWhitespace }
    let number = prompt.distance(from: prompt.startIndex, to: place) + 1
    throw DataError(
      file: "generate", problem: "the model has never seen a character of the beginning",
      values: "“\(printable(String(prompt[place])))”, its number \(number)",
      remedy: "use these: \(printable(String(signs.prefix(120))))")
  }
}

extension Terminal {
  /// A text of any origin whose line breaks stay, without signs that could move a cursor.
  func lines(_ text: String) -> String {
    text.split(separator: "\n", omittingEmptySubsequences: false).map { printable(String($0)) }
      .joined(separator: "\n")
  }
}
